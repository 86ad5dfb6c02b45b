import type { Construct } from 'constructs';
import type { Account } from '../iam/account';
import { protectionOf, type ResolvedEnvironment } from '../options/environment/environment-options';
import { isExistingNetwork, type NewNetworkOptions } from '../options/environment/network-options';
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
}

/** Creates the network of a stack, or looks up an existing one. */
export function addNetwork(
  stack: Construct,
  name: string,
  account: Account,
  environment: ResolvedEnvironment,
): Network {
  const { network } = environment;
  if (isExistingNetwork(network)) return new ExistingVpc(stack, 'network', network);
  const { logDays } = protectionOf(environment);
  return addVpc(stack, environment, network, { name, account, logDays });
}

/** Creates a VPC with its endpoints and flow logs. */
export function addVpc(
  stack: Construct,
  environment: ResolvedEnvironment,
  options: NewNetworkOptions,
  { name, account, logDays, checkedRegion }: NewNetworkContext,
): Network {
  const { production = false } = environment;
  const { region } = account;
  const { zones = ['a', 'b'], cidr = defaultCidr, nat, publicTasks = false } = options;
  const network = new Vpc(stack, 'network', {
    ...{ name, region, checkedRegion, zones, nat, cidr, publicTasks },
  });
  const { vpc, publicTier, privateTier } = network;
  const endpoints = new VpcEndpoints(stack, 'endpoints', {
    name,
    region,
    vpc,
    tiers: { public: publicTier, private: privateTier },
    interfaces: interfaceEndpoints(options, environment),
  });
  network.egressDependencies.push(...endpoints.egressDependencies);
  if (options.flowLogs ?? production) {
    new FlowLogs(stack, 'flow-logs', { name, account, vpc, retentionDays: logDays });
  }
  return network;
}

/** Range of a VPC for which none was chosen. */
export const defaultCidr = '10.0.0.0/16';
