import type { Construct } from 'constructs';
import type { Account } from '../iam/account';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import {
  hasInternetEgress,
  isExistingNetwork,
  type ResolvedNewNetwork,
} from '../options/environment/resolved-network';
import { s3Policy } from './endpoint-policies';
import { ExistingVpc } from './existing-vpc';
import { FlowLogs } from './flow-logs';
import type { Network } from './network';
import { interfaceEndpoints } from './required-endpoints';
import { Vpc } from './vpc';
import { VpcEndpoints } from './vpc-endpoints';

export interface NewNetworkContext {
  /** Prefix of all resource names. */
  readonly name: string;
  readonly account: Account;

  /** Days until a log event is deleted. */
  readonly logDays: number;

  /** As in `VpcProps`. */
  readonly checkedRegion?: string;

  /** As in `VpcProps`. */
  readonly cidrName?: string;

  /** Returns the ARNs of what services are granted. */
  readonly grantedResources: () => readonly string[];
}

/** Creates the network of a stack, or looks up an existing one. */
export function addNetwork(
  stack: Construct,
  name: string,
  account: Account,
  environment: ResolvedEnvironment,
  grantedResources: () => readonly string[],
): Network {
  const { network } = environment;
  if (isExistingNetwork(network)) return new ExistingVpc(stack, 'network', network);
  const { logDays } = environment.protection;
  return addVpc(stack, environment, network, { name, account, logDays, grantedResources });
}

/** Creates a VPC with its endpoints and flow logs. */
export function addVpc(
  stack: Construct,
  environment: ResolvedEnvironment,
  options: ResolvedNewNetwork,
  { name, account, logDays, checkedRegion, cidrName, grantedResources }: NewNetworkContext,
): Network {
  const { region } = account;
  const { zones, cidr, nat, publicTasks, flowLogs, buckets } = options;
  const network = new Vpc(stack, 'network', {
    ...{ name, region, checkedRegion, zones, nat, cidr, cidrName, publicTasks },
  });
  const { vpc, publicTier, privateTier } = network;
  const endpoints = new VpcEndpoints(stack, 'endpoints', {
    name,
    region,
    vpc,
    tiers: { public: publicTier, private: privateTier },
    interfaces: interfaceEndpoints(options, environment),
    account,
    s3Policy: () =>
      s3Policy({
        ...{ account, buckets, grantedResources: grantedResources() },
        hasInternet: hasInternetEgress(options),
        hasInstances: environment.ec2Capacity !== undefined,
      }),
  });
  network.egressDependencies.push(...endpoints.egressDependencies);
  if (flowLogs) {
    new FlowLogs(stack, 'flow-logs', { name, account, vpc, retentionDays: logDays });
  }
  return network;
}
