import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { builtFolders } from '../options/service/resolved-service';

/** The environments that have a registry in common: those in one account and region. */
export interface RegistryGroup {
  /** Name of the registry's stack. */
  readonly id: string;

  readonly project: string;
  readonly region: string;
  readonly account?: string;

  /** Whether its stack also has what an account has once: the boundary of all roles, the hosted zone, roles of pipelines. */
  readonly ownsAccount: boolean;

  /** Folders from which the images of the environments are built, each once, sorted. */
  readonly folders: readonly string[];

  /** Hosted zones of the environments. */
  readonly zones: readonly string[];
}

/** Account and region of an environment. */
export type Place = Pick<ResolvedEnvironment, 'region' | 'account'>;

/**
 * The registries of the environments that are synthesized.
 *
 * @param places accounts and regions of all environments, in the order in which they are written.
 */
export function registryGroups(
  environments: readonly ResolvedEnvironment[],
  places: readonly Place[],
): RegistryGroup[] {
  const idOf = (place: Place) => registryName(place, places);
  const owners = new Set<string | undefined>();
  return [...new Set(environments.map(idOf))].map((id) => {
    const own = environments.filter((environment) => idOf(environment) === id);
    const { project, region, account } = own[0] as ResolvedEnvironment;
    const ownsAccount = !owners.has(account);
    owners.add(account);
    return {
      ...{ id, project, region, account, ownsAccount },
      folders: builtFolders(own.flatMap(({ services }) => services)),
      zones: [...new Set(own.flatMap(({ https }) => (https === false ? [] : (https.zone ?? []))))],
    };
  });
}

/**
 * Name of the registry of an account and region: `registry` for that of the first environment, `registry-<region>` for others of
 * its account, otherwise `registry-<account>-<region>`.
 */
export function registryName({ region, account }: Place, [first]: readonly Place[]): string {
  if (account !== first?.account) return `registry-${account ?? 'default'}-${region}`;
  return region === first?.region ? 'registry' : `registry-${region}`;
}
