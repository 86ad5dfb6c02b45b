import { registryHost } from '../images/ecr-image';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { isExistingNetwork } from '../options/environment/resolved-network';
import {
  minTaskCount,
  type ResolvedService,
  referencedImages,
} from '../options/service/resolved-service';
import { fargateQuotaWarnings } from './fargate-quota-checks';
import { buildWarnings } from './image-build-checks';
import { variableWarnings } from './variable-warnings';

/** Warnings about options that are valid, but probably not intended. */
export function environmentWarnings(environment: ResolvedEnvironment): string[] {
  const at = `main.ts: environments.${environment.name}`;
  const { https, loadBalancer, services, network, production, protection } = environment;
  const { alarmTopicArn, ec2Capacity } = environment;
  const warnings: string[] = [];
  if (https === false && loadBalancer === undefined) {
    warnings.push(
      `${at}.https is false: anyone on the network path can read and change requests and responses`,
    );
  }
  for (const service of services) {
    const [reference] = referencedImages(service).filter(
      (one) => registryHost(one) === 'docker.io',
    );
    if (reference === undefined) continue;
    warnings.push(
      `services.ts: service "${service.name}": image "${reference}" is pulled from Docker Hub, which limits pulls by IP address; use public.ecr.aws, or push the image to ECR`,
    );
  }
  warnings.push(...services.flatMap(variableWarnings), ...buildWarnings(services));
  if (production && !protection.deletionProtection && loadBalancer === undefined) {
    warnings.push(
      `${at}.deletionProtection is false in production: a destroy deletes the load balancer`,
    );
  }
  if (protection.alarms && alarmTopicArn === undefined) {
    warnings.push(`${at}.alarmTopicArn is not set: alarms notify nobody`);
  }
  if (production && !isExistingNetwork(network) && network.nat === 'single') {
    const [zone] = network.zones;
    warnings.push(
      `${at}.network.nat is "single" in production: if zone ${zone} fails, no task reaches the internet; "per-az" and "regional" avoid this`,
    );
  }
  if (production) {
    warnings.push(...services.filter(hasSingleTask).map((service) => singleTask(at, service)));
  }
  warnings.push(...fargateQuotaWarnings(environment));
  if (ec2Capacity?.terminationProtection) {
    warnings.push(
      `${at}.ec2.terminationProtection is true: an instance that always has tasks is never replaced, and so never patched; leave it out, or start an instance refresh regularly`,
    );
  }
  return warnings;
}

function hasSingleTask(service: ResolvedService): boolean {
  return minTaskCount(service) === 1;
}

function singleTask(at: string, { name, isScaled }: ResolvedService): string {
  const field = isScaled ? 'scaling.minTasks' : 'tasks';
  return `${at}: service "${name}" can have a single task in production: if the task or its zone fails, requests fail until a new one runs; set ${field} to 2`;
}
