import { parseEcrImage, pullThroughCacheOf, registryHost } from '../images/ecr-image';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import {
  hasInternetEgress,
  type ResolvedNewNetwork,
} from '../options/environment/resolved-network';
import type { ReferencedImage } from '../options/service/container-options';
import { allContainers, type ResolvedService } from '../options/service/resolved-service';
import { traceReceiver } from '../options/service/tracing';
import { environmentIssues } from '../options/validation-issues';

/**
 * The interface endpoints that tasks need to start and run without internet access, by AWS service: always CloudWatch Logs, ECR
 * if it contains an image of a task, and those that options require. Image layers are in S3, which always has a gateway
 * endpoint.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export function requiredEndpoints(environment: ResolvedEnvironment): string[] {
  const { services, region, ec2Capacity, guardDuty } = environment;
  const secrets = services
    .flatMap(allContainers)
    .flatMap((container) => Object.values(container.secrets));
  const usesEcr = services.some((service) =>
    taskImages(service, environment).some((image) => isInEcr(region, image)),
  );
  return [
    ...(usesEcr || guardDuty ? ['ecr.api', 'ecr.dkr'] : []),
    'logs',
    ...(secrets.some(({ secret }) => secret !== undefined) ? ['secretsmanager'] : []),
    ...(secrets.some(({ parameter }) => parameter !== undefined) ? ['ssm'] : []),
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
    ...(services.some(({ exec }) => exec) ? ['ssmmessages'] : []),
    ...(services.some(({ tracing }) => tracing) ? ['xray'] : []),
    ...(guardDuty ? [guardDutyEndpoint] : []),
    // The ECS agent of an EC2 instance: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
    ...(ec2Capacity ? ['ecs', 'ecs-agent', 'ecs-telemetry'] : []),
  ];
}

/**
 * GuardDuty's agent reports to this one also where tasks can reach the internet. GuardDuty uses the endpoint that is there:
 * one that it created itself would stop a destroy of the VPC.
 * https://docs.aws.amazon.com/guardduty/latest/ug/using-iac-with-gdu-automated-agents-runtime-monitoring.html
 */
const guardDutyEndpoint = 'guardduty-data';

/** The interface endpoints of a network. By default it has them only if tasks cannot reach the internet. */
export function interfaceEndpoints(
  { endpoints }: Pick<ResolvedNewNetwork, 'endpoints'>,
  environment: ResolvedEnvironment,
): string[] {
  const required = requiredEndpoints(environment);
  return endpoints ? required : required.filter((one) => one === guardDutyEndpoint);
}

/** Image registries of all services that are not reachable through an endpoint, without duplicates. */
export function unreachableRegistries(environment: ResolvedEnvironment): string[] {
  return [
    ...new Set(
      environment.services.flatMap((service) => unreachableRegistriesOf(service, environment)),
    ),
  ].sort();
}

/** Validates that the tasks of each service can reach everything that they need to start. */
export function checkEgress(
  network: ResolvedNewNetwork,
  environment: ResolvedEnvironment,
  all: string[],
): void {
  if (hasInternetEgress(network)) return;
  const { region, services } = environment;
  const isClosed = !network.endpoints;
  for (const service of services) {
    const missing = [...new Set(unreachableRegistriesOf(service, environment))].sort();
    if (isClosed) {
      if (missing.length === 0) missing.push(`ECR in ${region}`);
      missing.push(...requiredServices({ ...environment, services: [service] }));
    }
    if (missing.length === 0) continue;
    const rule = `without a NAT gateway, tasks of service "${service.name}" cannot reach ${missing.join(' and ')}`;
    const advice = isClosed ? 'leave out endpoints: false' : pushAdvice(service, environment);
    environmentIssues(environment.name, all).report(
      `network: ${rule}; ${advice}, or set nat: 'single' or publicTasks: true`,
    );
  }
}

/** Advice to push images to ECR, which is reachable through an endpoint. */
function pushAdvice(service: ResolvedService, environment: ResolvedEnvironment): string {
  const own = unreachableRegistriesOf({ ...service, tracing: undefined }, environment);
  const needsImagePush = own.length > 0;
  const receiver = traceReceiver(service.tracing);
  const needsReceiverPush = unreachableRegistriesOf(service, environment).length > own.length;
  const images = [
    ...(needsImagePush ? ['the image'] : []),
    ...(receiver && needsReceiverPush ? [receiver.title] : []),
  ];
  const option = service.tracing === 'xray' ? 'xrayImage' : 'collectorImage';
  return `push ${images.join(' and ')} to ECR in ${environment.region}${needsReceiverPush ? ` (${option})` : ''}`;
}

/** Display names of the AWS services that tasks need besides ECR. */
function requiredServices(environment: ResolvedEnvironment): string[] {
  return requiredEndpoints(environment)
    .filter((endpoint) => !endpoint.startsWith('ecr.'))
    .map((endpoint) => `${serviceNames[endpoint] ?? endpoint} in ${environment.region}`);
}

const serviceNames: Readonly<Record<string, string>> = {
  logs: 'CloudWatch Logs',
  secretsmanager: 'Secrets Manager',
  ssm: 'Systems Manager',
  ssmmessages: 'Session Manager',
  xray: 'X-Ray',
  'guardduty-data': 'GuardDuty',
  ecs: 'ECS',
};

function unreachableRegistriesOf(
  service: ResolvedService,
  environment: ResolvedEnvironment,
): string[] {
  const { region, pullThroughCaches } = environment;
  return taskImages(service, environment).flatMap((image) => {
    if ('folder' in image) return [];
    if (!isInEcr(region, image)) return registryHost(image.reference);
    // ECR fetches an image through the network of its first pull:
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
    const cache = pullThroughCacheOf(image.reference, pullThroughCaches);
    return cache === undefined ? [] : `the upstream registry of pull-through cache "${cache}"`;
  });
}

/** The images of a service's tasks, including the image of what receives its traces. */
function taskImages(
  service: ResolvedService,
  environment: ResolvedEnvironment,
): ResolvedService['image'][] {
  const images = allContainers(service).map(({ image }) => image);
  return [...images, ...receiverImages(service, environment)];
}

function receiverImages(
  { tracing }: ResolvedService,
  { xrayImage, collectorImage }: ResolvedEnvironment,
): ReferencedImage[] {
  if (tracing === undefined) return [];
  return [{ reference: tracing === 'xray' ? xrayImage : collectorImage }];
}

function isInEcr(region: string, image: ResolvedService['image']): boolean {
  return 'folder' in image || parseEcrImage(image.reference)?.region === region;
}
