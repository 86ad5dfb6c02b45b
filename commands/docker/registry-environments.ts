import type { AppManifest } from '../../constructs/synth/manifest';

/** What belongs to an image registry. */
export interface RegistryContent {
  /** The services whose images it has. */
  readonly services: AppManifest['services'];

  /** Names of the environments whose images are in another registry. */
  readonly others: readonly string[];
}

/**
 * The services of the environments in the account and region of an ECR registry. Any other registry has all images, as has one
 * without an environment.
 *
 * @param host host name of the registry.
 */
export function inRegistry(
  { environments, services }: Pick<AppManifest, 'environments' | 'services'>,
  host: string,
): RegistryContent {
  const [, id, of] = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(host) ?? [];
  const own = environments.filter(
    // An environment without an account is in that of the credentials.
    ({ region, account = id }) => region === of && account === id,
  );
  if (own.length === 0) return { services, others: [] };
  return {
    services: own.flatMap((environment) => environment.services),
    others: environments.filter((one) => !own.includes(one)).map(({ name }) => name),
  };
}
