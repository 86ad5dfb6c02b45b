import { suggestClosest } from '../../constructs/options/validation-issues';
import type { AppManifest, EnvironmentManifest } from '../../constructs/synth/manifest';
import { isRegistryStack } from '../../constructs/synth/manifest';
import { UserError } from '../cli/command';
import { requireEnvironment } from '../cli/load-options';

/** What is rehearsed: environments of one region and account with their registry, or a registry alone. */
export interface RehearsalSubject {
  readonly project: string;

  /** Name of the stack with the image repositories. */
  readonly registry: string;
  readonly region: string;

  /** The environments that use the registry and are copied, even if only the registry is applied. */
  readonly environments: readonly EnvironmentManifest[];
}

/**
 * The environments with these names.
 *
 * @throws UserError if there is no such environment, or if they are not in one region and account.
 */
export function environmentsSubject(
  names: readonly string[],
  manifest: AppManifest,
): RehearsalSubject {
  const environments = names.map((name) => requireEnvironment(name, manifest));
  const [first] = environments;
  if (first === undefined) throw new Error('a rehearsal needs an environment');
  const { registry, region } = first;
  if (environments.some((other) => other.registry !== registry)) {
    const places = environments.map(
      ({ name, region, account }) => `${name} in ${region}${account ? ` of ${account}` : ''}`,
    );
    throw new UserError(
      `One rehearsal is of one region and account, got ${places.join(', ')}; rehearse them one after the other`,
    );
  }
  return { project: manifest.project, registry, region, environments };
}

/**
 * A registry, with the environments that use it.
 *
 * @throws UserError if there is no such registry.
 */
export function registrySubject(name: string, manifest: AppManifest): RehearsalSubject {
  const environments = manifest.environments.filter(({ registry }) => registry === name);
  const [first] = environments;
  if (first)
    return { project: manifest.project, registry: name, region: first.region, environments };
  const known = manifest.stacks.filter(isRegistryStack);
  throw new UserError(`main.ts has no registry "${name}"; ${suggestClosest(name, known)}`);
}
