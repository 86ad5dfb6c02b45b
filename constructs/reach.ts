import { ecrReference, registryOf } from './ecr-reference';
import type { NewNetwork } from './network-description';
import { Problems } from './problems';
import type { Service } from './service';

/** Whether tasks have a way to all of the internet. */
export function reachesInternet({ nat, publicTasks = false }: NewNetwork): boolean {
  return nat !== 'none' || publicTasks;
}

/**
 * The interface endpoints by which tasks start without the internet, as AWS calls them: logs for all, the registry for
 * those whose image is in ECR. Its layers are in S3, which has a gateway endpoint anyway.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export function neededEndpoints(services: readonly Service[], region: string): string[] {
  const isEcr = services.some(({ image }) => isEcrOf(region, image));
  return isEcr ? ['ecr.api', 'ecr.dkr', 'logs'] : ['logs'];
}

/** The interface endpoints of a network: where they were asked for, or where there is no other way. */
export function endpointsOf(
  network: NewNetwork,
  services: readonly Service[],
  region: string,
): string[] {
  const { endpoints = !reachesInternet(network) } = network;
  return endpoints ? neededEndpoints(services, region) : [];
}

/** The registries of services to which no endpoint leads, each once. */
export function farRegistries(services: readonly Service[], region: string): string[] {
  const far = services.flatMap(({ image }) =>
    'folder' in image || isEcrOf(region, image) ? [] : registryOf(image.reference),
  );
  return [...new Set(far)].sort();
}

/** Adds a problem for each service whose tasks could not reach what they need to start. */
export function checkReach(
  network: NewNetwork,
  services: readonly Service[],
  region: string,
  all: string[],
): void {
  if (reachesInternet(network)) return;
  const isClosed = network.endpoints === false;
  for (const service of services) {
    const missing = farRegistries([service], region);
    if (isClosed) {
      if (missing.length === 0) missing.push(`ECR in ${region}`);
      missing.push(`CloudWatch Logs in ${region}`);
    }
    if (missing.length === 0) continue;
    const way = isClosed ? 'leave out endpoints: false' : `push the image to ECR in ${region}`;
    new Problems(`fargate: service "${service.name}"`, all).say(
      `without a NAT gateway its tasks could not reach ${missing.join(' and ')}; ${way}, or write nat: 'single' or publicTasks: true`,
    );
  }
}

function isEcrOf(region: string, image: Service['image']): boolean {
  return 'folder' in image || ecrReference(image.reference)?.region === region;
}
