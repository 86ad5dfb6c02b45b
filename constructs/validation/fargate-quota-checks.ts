import type { QuotaOptions } from '../options/environment/quota-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { maxTaskCount, type ResolvedService } from '../options/service/resolved-service';
import { environmentIssues } from '../options/validation-issues';

/** The vCPUs of Fargate or of Fargate Spot that the tasks of an environment can use. */
export interface FargateUse {
  /** Its name in Service Quotas: https://docs.aws.amazon.com/general/latest/gr/ecs-service.html#service-quotas-fargate */
  readonly quota: string;
  readonly field: keyof QuotaOptions;

  /** vCPUs that the quota allows. */
  readonly allowed: number;

  /** vCPUs of the maximum number of tasks. */
  readonly vcpus: number;

  /** vCPUs while all services are deployed: each has its old and its new tasks then. */
  readonly whileDeployed: number;
}

/** Validates that the quotas of vCPUs allow the maximum number of tasks. */
export function checkFargateQuotas(environment: ResolvedEnvironment, all: string[]): void {
  const issues = environmentIssues(environment.name, all);
  for (const { quota, field, allowed, vcpus } of fargateUses(environment)) {
    if (vcpus <= allowed) continue;
    issues.report(
      `quotas.${field} must be at least ${vcpus}, the vCPUs of maxTasks tasks of all services, got ${allowed}; reduce maxTasks or cpuUnits, or ask AWS for ${Math.ceil(vcpus)} "${quota}", unless the account has them, and set quotas.${field} to that`,
    );
  }
}

/** Warnings about quotas that allow all tasks, but not twice as many. */
export function fargateQuotaWarnings(environment: ResolvedEnvironment): string[] {
  return fargateUses(environment)
    .filter(({ allowed, whileDeployed }) => whileDeployed > allowed)
    .map(
      ({ quota, field, allowed, whileDeployed }) =>
        `main.ts: environments.${environment.name}.quotas.${field} is ${allowed}: a deployment of all services at maxTasks needs ${whileDeployed} vCPUs, and waits until tasks are removed; ask AWS for ${Math.ceil(whileDeployed)} "${quota}", unless the account has them, and set quotas.${field} to that`,
    );
}

/** What the tasks of an environment use of the quotas of Fargate; nothing on EC2. */
export function fargateUses({ services, quotas, ec2Capacity }: ResolvedEnvironment): FargateUse[] {
  if (ec2Capacity) return [];
  const use = (quota: string, field: keyof QuotaOptions, percentOf: PercentOf): FargateUse => ({
    ...{ quota, field, allowed: quotas[field] },
    vcpus: vcpusOf(services, percentOf, 1),
    whileDeployed: vcpusOf(services, percentOf, 2),
  });
  return [
    use(
      'Fargate On-Demand vCPU resource count',
      'fargateVcpus',
      ({ spotPercent }) => 100 - spotPercent,
    ),
    use('Fargate Spot vCPU resource count', 'fargateSpotVcpus', ({ spotPercent }) => spotPercent),
  ];
}

type PercentOf = (service: ResolvedService) => number;

function vcpusOf(
  services: readonly ResolvedService[],
  percentOf: PercentOf,
  factor: number,
): number {
  return services.reduce((sum, service) => {
    const tasks = Math.ceil((factor * maxTaskCount(service) * percentOf(service)) / 100);
    return sum + (tasks * service.cpuUnits) / 1024;
  }, 0);
}
