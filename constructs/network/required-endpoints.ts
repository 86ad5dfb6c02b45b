import { parseEcrImage, registryHost } from '../images/ecr-image';
import { type ResolvedEnvironment, xrayImageOf } from '../options/environment/environment-options';
import type { NewNetworkOptions } from '../options/environment/network-options';
import { allContainers } from '../options/service/containers';
import type { ResolvedService } from '../options/service/resolve-services';
import { ValidationIssues } from '../options/validation-issues';

/** Whether tasks have a way to all of the internet. */
export function hasInternetEgress({ nat, publicTasks = false }: NewNetworkOptions): boolean {
  return nat !== 'none' || publicTasks;
}

/**
 * The interface endpoints by which tasks start and run without the internet, as AWS calls them: logs for all, the registry for
 * those whose image is in ECR, and what options need. Layers of images are in S3, which has a gateway endpoint anyway.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export function requiredEndpoints(environment: ResolvedEnvironment): string[] {
  const { services, region, ec2Capacity } = environment;
  const secrets = services
    .flatMap(allContainers)
    .flatMap((container) => Object.values(container.secrets));
  const isEcr = services.some((service) =>
    taskImages(service, environment).some((one) => isInEcr(region, one)),
  );
  return [
    ...(isEcr ? ['ecr.api', 'ecr.dkr'] : []),
    'logs',
    ...(secrets.some(({ secret }) => secret !== undefined) ? ['secretsmanager'] : []),
    ...(secrets.some(({ parameter }) => parameter !== undefined) ? ['ssm'] : []),
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
    ...(services.some(({ exec }) => exec) ? ['ssmmessages'] : []),
    ...(services.some(({ tracing }) => tracing) ? ['xray'] : []),
    // What the agent of a host calls: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
    ...(ec2Capacity ? ['ecs', 'ecs-agent', 'ecs-telemetry'] : []),
  ];
}

/** The interface endpoints of a network: where they were asked for, or where there is no other way. */
export function interfaceEndpoints(
  network: NewNetworkOptions,
  environment: ResolvedEnvironment,
): string[] {
  const { endpoints = !hasInternetEgress(network) } = network;
  return endpoints ? requiredEndpoints(environment) : [];
}

/** The registries of services to which no endpoint leads, each once. */
export function unreachableRegistries(environment: ResolvedEnvironment): string[] {
  return [
    ...new Set(
      environment.services.flatMap((service) => unreachableRegistriesOf(service, environment)),
    ),
  ].sort();
}

/** Adds a problem for each service whose tasks could not reach what they need to start. */
export function checkEgress(
  network: NewNetworkOptions,
  environment: ResolvedEnvironment,
  all: string[],
): void {
  if (hasInternetEgress(network)) return;
  const { region, services } = environment;
  const isClosed = network.endpoints === false;
  for (const service of services) {
    const missing = [...new Set(unreachableRegistriesOf(service, environment))].sort();
    if (isClosed) {
      if (missing.length === 0) missing.push(`ECR in ${region}`);
      missing.push(...requiredServices({ ...environment, services: [service] }));
    }
    if (missing.length === 0) continue;
    const advice = isClosed ? 'leave out endpoints: false' : pushAdvice(service, environment);
    new ValidationIssues(`fargate: service "${service.name}"`, all).report(
      `without a NAT gateway its tasks could not reach ${missing.join(' and ')}; ${advice}, or write nat: 'single' or publicTasks: true`,
    );
  }
}

/** What would have to be in ECR, where endpoints lead to. */
function pushAdvice(service: ResolvedService, environment: ResolvedEnvironment): string {
  const needsImagePush =
    unreachableRegistriesOf({ ...service, tracing: undefined }, environment).length > 0;
  const needsDaemonPush =
    service.tracing && !isInEcr(environment.region, { reference: xrayImageOf(environment) });
  const what = [
    ...(needsImagePush ? ['the image'] : []),
    ...(needsDaemonPush ? ["X-Ray's daemon"] : []),
  ];
  return `push ${what.join(' and ')} to ECR in ${environment.region}${needsDaemonPush ? ' (xrayImage)' : ''}`;
}

/** What tasks need besides the registry, by their names for people. */
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
  ecs: 'ECS',
};

function unreachableRegistriesOf(
  service: ResolvedService,
  environment: ResolvedEnvironment,
): string[] {
  return taskImages(service, environment).flatMap((image) =>
    'folder' in image || isInEcr(environment.region, image) ? [] : registryHost(image.reference),
  );
}

/** The images of a service's tasks, that of X-Ray's daemon included. */
function taskImages(
  service: ResolvedService,
  environment: ResolvedEnvironment,
): ResolvedService['image'][] {
  const images = allContainers(service).map(({ image }) => image);
  return service.tracing ? [...images, { reference: xrayImageOf(environment) }] : images;
}

function isInEcr(region: string, image: ResolvedService['image']): boolean {
  return 'folder' in image || parseEcrImage(image.reference)?.region === region;
}
