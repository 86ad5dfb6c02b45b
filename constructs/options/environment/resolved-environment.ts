import type { PermissionOptions } from '../permission-options';
import type { ResolvedService } from '../service/resolved-service';
import { withoutUndefined } from '../without-undefined';
import type { BackendOptions } from './backend-options';
import { type ResolvedEc2Capacity, resolveEc2Capacity } from './ec2-capacity-options';
import type { EnvironmentOptions } from './environment-options';
import type { HttpsOptions } from './https-options';
import type { LoadBalancerOptions } from './load-balancer-options';
import { defaultQuotas, type QuotaOptions } from './quota-options';
import { type ResolvedNetwork, resolveNetwork } from './resolved-network';
import { type ResolvedWaf, resolveWaf } from './waf-options';

/** An environment with all defaults, the input of all stacks on AWS. */
export interface ResolvedEnvironment
  extends Required<
    Pick<
      EnvironmentOptions,
      | 'region'
      | 'production'
      | 'waitForSteadyState'
      | 'xrayImage'
      | 'collectorImage'
      | 'pullThroughCaches'
      | 'guardDuty'
    >
  > {
  /** Name of the environment and of its stack. */
  readonly name: string;

  /** Name of the project, with which all names begin. */
  readonly project: string;
  readonly services: readonly ResolvedService[];
  readonly network: ResolvedNetwork;

  /** Names are in lower case. If no zone is set, it is the domain. */
  readonly https: HttpsOptions | false;

  /** All host names, each once; the domain, if there is one, comes first. */
  readonly hostnames: readonly string[];

  /** The load balancer that is there already; `undefined` if the environment has its own. */
  readonly loadBalancer?: LoadBalancerOptions;
  readonly protection: ResolvedProtection;
  readonly alarmTopicArn?: string;
  readonly account?: string;
  readonly backend?: BackendOptions;
  readonly tags: Readonly<Record<string, string>>;
  readonly quotas: Required<QuotaOptions>;

  /** What pipelines may do for further resources of the stack. */
  readonly pipelineActions: readonly PermissionOptions[];

  /** The EC2 instances on which the tasks run; `undefined` on Fargate. */
  readonly ec2Capacity?: ResolvedEc2Capacity;
}

/** Options that protect an environment; most of them depend on `production` unless they are set. */
export interface ResolvedProtection
  extends Required<
    Pick<
      EnvironmentOptions,
      'deletionProtection' | 'accessLogs' | 'desyncMitigation' | 'containerInsights' | 'alarms'
    >
  > {
  readonly waf: ResolvedWaf | false;

  /** Days for which logs are kept. */
  readonly logDays: number;

  /** Whether a destroy fails while the access log bucket contains objects. */
  readonly keepsLogs: boolean;
}

/** What an environment has in common with the others, or is named by. */
export type EnvironmentContext = Pick<ResolvedEnvironment, 'project' | 'name' | 'services'>;

/** Fills in the defaults of an environment whose options are valid. */
export function applyDefaults(
  context: EnvironmentContext,
  options: EnvironmentOptions,
): ResolvedEnvironment {
  const { services } = context;
  const { region, production = false, alarmTopicArn } = options;
  const { waitForSteadyState = production } = options;
  const { account, backend, tags = {}, pipelineActions = [], loadBalancer } = options;
  const {
    xrayImage = 'public.ecr.aws/xray/aws-xray-daemon:3.7.0',
    collectorImage = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0',
  } = options;
  const { pullThroughCaches = [], guardDuty = false } = options;
  const https = resolveHttps(options.https);
  return {
    ...context,
    ...{ region, production, https, alarmTopicArn, waitForSteadyState },
    ...{ xrayImage, collectorImage, pullThroughCaches, guardDuty },
    ...{ account, backend, tags, pipelineActions },
    ...(loadBalancer === undefined ? {} : { loadBalancer: resolveLoadBalancer(loadBalancer) }),
    network: resolveNetwork(options.network, production),
    hostnames: hostnamesOf(https, services),
    protection: resolveProtection(options, production),
    quotas: { ...defaultQuotas, ...withoutUndefined(options.quotas ?? {}) },
    ...(options.ec2 === undefined ? {} : { ec2Capacity: resolveEc2Capacity(options.ec2) }),
  };
}

function resolveHttps(https: HttpsOptions | false = false): HttpsOptions | false {
  if (https === false) return false;
  const domain = https.domain?.toLowerCase();
  return {
    domain,
    zone: https.zone?.toLowerCase() ?? domain,
    certificateArn: https.certificateArn,
  };
}

function resolveLoadBalancer({ domain, ...options }: LoadBalancerOptions): LoadBalancerOptions {
  return domain === undefined ? options : { ...options, domain: domain.toLowerCase() };
}

function hostnamesOf(
  https: HttpsOptions | false,
  services: readonly ResolvedService[],
): readonly string[] {
  const hostnames = services.flatMap(({ routes }) => routes.flatMap(({ host }) => host ?? []));
  const domain = https === false ? [] : (https.domain ?? []);
  return [...new Set([domain, hostnames.sort()].flat())];
}

function resolveProtection(options: EnvironmentOptions, production: boolean): ResolvedProtection {
  // The owner of a load balancer that is there already protects it.
  const own = production && options.loadBalancer === undefined;
  const { deletionProtection = own, accessLogs = own, waf = own } = options;
  const { containerInsights = production, alarms = production } = options;
  const { desyncMitigation = 'defensive' } = options;
  return {
    ...{ deletionProtection, accessLogs, desyncMitigation, containerInsights, alarms },
    waf: resolveWaf(waf),
    logDays: production ? 365 : 30,
    keepsLogs: production,
  };
}
