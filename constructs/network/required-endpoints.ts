import { ecrReference, registryOf } from '../images/ecr-image';
import { type SiteDescription, xrayImageOf } from '../options/environment/environment-options';
import type { NewNetwork } from '../options/environment/network-options';
import { Problems } from '../options/problems';
import { containersOf } from '../options/service/containers';
import type { Service } from '../options/service/resolve-services';

/** Whether tasks have a way to all of the internet. */
export function reachesInternet({ nat, publicTasks = false }: NewNetwork): boolean {
  return nat !== 'none' || publicTasks;
}

/**
 * The interface endpoints by which tasks start and run without the internet, as AWS calls them: logs for all, the registry for
 * those whose image is in ECR, and what options need. Layers of images are in S3, which has a gateway endpoint anyway.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export function neededEndpoints(site: SiteDescription): string[] {
  const { services, region, hosts } = site;
  const secrets = services
    .flatMap(containersOf)
    .flatMap((container) => Object.values(container.secrets));
  const isEcr = services.some((service) =>
    sourcesOf(service, site).some((one) => isEcrOf(region, one)),
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
    ...(hosts ? ['ecs', 'ecs-agent', 'ecs-telemetry'] : []),
  ];
}

/** The interface endpoints of a network: where they were asked for, or where there is no other way. */
export function endpointsOf(network: NewNetwork, site: SiteDescription): string[] {
  const { endpoints = !reachesInternet(network) } = network;
  return endpoints ? neededEndpoints(site) : [];
}

/** The registries of services to which no endpoint leads, each once. */
export function farRegistries(site: SiteDescription): string[] {
  return [...new Set(site.services.flatMap((service) => farOf(service, site)))].sort();
}

/** Adds a problem for each service whose tasks could not reach what they need to start. */
export function checkReach(network: NewNetwork, site: SiteDescription, all: string[]): void {
  if (reachesInternet(network)) return;
  const { region, services } = site;
  const isClosed = network.endpoints === false;
  for (const service of services) {
    const missing = [...new Set(farOf(service, site))].sort();
    if (isClosed) {
      if (missing.length === 0) missing.push(`ECR in ${region}`);
      missing.push(...beyondRegistry({ ...site, services: [service] }));
    }
    if (missing.length === 0) continue;
    const way = isClosed ? 'leave out endpoints: false' : pushesOf(service, site);
    new Problems(`fargate: service "${service.name}"`, all).say(
      `without a NAT gateway its tasks could not reach ${missing.join(' and ')}; ${way}, or write nat: 'single' or publicTasks: true`,
    );
  }
}

/** What would have to be in ECR, where endpoints lead to. */
function pushesOf(service: Service, site: SiteDescription): string {
  const isFar = farOf({ ...service, tracing: undefined }, site).length > 0;
  const isDaemonFar = service.tracing && !isEcrOf(site.region, { reference: xrayImageOf(site) });
  const what = [...(isFar ? ['the image'] : []), ...(isDaemonFar ? ["X-Ray's daemon"] : [])];
  return `push ${what.join(' and ')} to ECR in ${site.region}${isDaemonFar ? ' (xrayImage)' : ''}`;
}

/** What tasks need besides the registry, by their names for people. */
function beyondRegistry(site: SiteDescription): string[] {
  return neededEndpoints(site)
    .filter((endpoint) => !endpoint.startsWith('ecr.'))
    .map((endpoint) => `${names[endpoint] ?? endpoint} in ${site.region}`);
}

const names: Readonly<Record<string, string>> = {
  logs: 'CloudWatch Logs',
  secretsmanager: 'Secrets Manager',
  ssm: 'Systems Manager',
  ssmmessages: 'Session Manager',
  xray: 'X-Ray',
  ecs: 'ECS',
};

function farOf(service: Service, site: SiteDescription): string[] {
  return sourcesOf(service, site).flatMap((image) =>
    'folder' in image || isEcrOf(site.region, image) ? [] : registryOf(image.reference),
  );
}

/** The images of a service's tasks, that of X-Ray's daemon included. */
function sourcesOf(service: Service, site: SiteDescription): Service['image'][] {
  const images = containersOf(service).map(({ image }) => image);
  return service.tracing ? [...images, { reference: xrayImageOf(site) }] : images;
}

function isEcrOf(region: string, image: Service['image']): boolean {
  return 'folder' in image || ecrReference(image.reference)?.region === region;
}
