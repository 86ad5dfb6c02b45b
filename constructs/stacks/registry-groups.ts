import type { PipelineEnvironment } from '../iam/pipeline-environment';
import { type Place, registryName } from '../options/environment/registry-name';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { isExistingNetwork } from '../options/environment/resolved-network';
import type { SecretOptions } from '../options/service/container-options';
import { builtFolders, secretsOf } from '../options/service/resolved-service';

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

  /** Secrets of the services of the account, if its stack has the boundary. */
  readonly secrets: readonly SecretOptions[];

  /** Environments that its pipeline applies: all of the account, if its stack has the roles of pipelines. */
  readonly pipelineEnvironments: readonly PipelineEnvironment[];

  /** Folders of images in other registries of the account, if its stack has the roles of pipelines. */
  readonly otherRepositories: readonly { readonly region: string; readonly folder: string }[];
}

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
    const ofAccount = ownsAccount ? environments.filter((one) => one.account === account) : [];
    return {
      ...{ id, project, region, account, ownsAccount },
      folders: foldersOf(own),
      secrets: secretsOf(ofAccount.flatMap(({ services }) => services)),
      pipelineEnvironments: ofAccount.map(pipelineEnvironment),
      otherRepositories: [...new Set(ofAccount.map((one) => one.region))]
        .filter((other) => other !== region)
        .flatMap((other) =>
          foldersOf(ofAccount.filter((one) => one.region === other)).map((folder) => ({
            region: other,
            folder,
          })),
        ),
    };
  });
}

function foldersOf(environments: readonly ResolvedEnvironment[]): string[] {
  return builtFolders(environments.flatMap(({ services }) => services));
}

/** What a pipeline must know of an environment. */
export function pipelineEnvironment(environment: ResolvedEnvironment): PipelineEnvironment {
  const { name, region, https, pipelineActions, backend, network, loadBalancer } = environment;
  const hasRecords = https !== false && https.zone !== undefined;
  const hostnames = hasRecords ? environment.hostnames : [];
  const vpcId = isExistingNetwork(network) ? network.vpcId : undefined;
  const listener = loadBalancer && { listenerArn: loadBalancer.listenerArn };
  const imageFolders = builtFolders(environment.services);
  return { name, region, hostnames, pipelineActions, backend, vpcId, ...listener, imageFolders };
}
