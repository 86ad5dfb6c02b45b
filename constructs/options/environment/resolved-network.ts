import type { ExistingNetworkOptions, NetworkOptions, NewNetworkOptions } from './network-options';

/** A new VPC with all defaults. */
export interface ResolvedNewNetwork extends Required<NewNetworkOptions> {
  /** Whether the options set `endpoints: true`. The endpoints then exist with every value of `nat`. */
  readonly endpointsRequested: boolean;
}

/** An existing VPC with all defaults. */
export type ResolvedExistingNetwork = Required<ExistingNetworkOptions>;

export type ResolvedNetwork = ResolvedNewNetwork | ResolvedExistingNetwork;

/** Fills in the defaults of a network. */
export function resolveNetwork(options: NetworkOptions, production: boolean): ResolvedNetwork {
  if ('vpcId' in options && options.vpcId !== undefined) {
    const { vpcId, publicSubnetIds = [], taskSubnetIds } = options;
    const { publicTasks = false, dualStack = false } = options;
    return { vpcId, publicSubnetIds, taskSubnetIds, publicTasks, dualStack };
  }
  const { nat, zones = ['a', 'b'], cidr = '10.0.0.0/16' } = options as NewNetworkOptions;
  const { publicTasks = false, flowLogs = production } = options as NewNetworkOptions;
  const { endpoints, buckets = [] } = options as NewNetworkOptions;
  return {
    ...{ nat, zones, cidr, publicTasks, flowLogs, buckets },
    endpoints: endpoints ?? !hasInternetEgress({ nat, publicTasks }),
    endpointsRequested: endpoints === true,
  };
}

/** Whether the VPC exists already. */
export function isExistingNetwork(network: ResolvedNetwork): network is ResolvedExistingNetwork {
  return 'vpcId' in network;
}

/** Whether tasks can reach the whole internet. */
export function hasInternetEgress({
  nat,
  publicTasks,
}: Pick<ResolvedNewNetwork, 'nat' | 'publicTasks'>): boolean {
  return nat !== 'none' || publicTasks;
}
