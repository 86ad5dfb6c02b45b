import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { builtFolders } from '../options/service/resolved-service';

/** The environments that have a registry in common: those in one account and region. */
export interface RegistryGroup {
  /** Name of the registry's stack. */
  readonly id: string;

  readonly project: string;
  readonly region: string;

  /** Whether its stack also has what an account has once: the boundary of all roles, the hosted zone, roles of pipelines. */
  readonly ownsAccount: boolean;

  /** Folders from which the images of the environments are built, each once, sorted. */
  readonly folders: readonly string[];

  /** Hosted zones of the environments. */
  readonly zones: readonly string[];
}

/**
 * The registries of the environments that are synthesized.
 *
 * @param regions regions of all environments, in the order in which they are written.
 */
export function registryGroups(
  environments: readonly ResolvedEnvironment[],
  regions: readonly string[],
): RegistryGroup[] {
  return [...new Set(environments.map(({ region }) => region))].map((region, index) => {
    const own = environments.filter((environment) => environment.region === region);
    return {
      ...{ id: registryName(region, regions), project: own[0]?.project ?? '', region },
      ownsAccount: index === 0,
      folders: builtFolders(own.flatMap(({ services }) => services)),
      zones: [...new Set(own.flatMap(({ https }) => (https === false ? [] : (https.zone ?? []))))],
    };
  });
}

/** Name of the registry of a region: `registry` for that of the first environment, otherwise `registry-<region>`. */
export function registryName(region: string, regions: readonly string[]): string {
  return region === regions[0] ? 'registry' : `registry-${region}`;
}
