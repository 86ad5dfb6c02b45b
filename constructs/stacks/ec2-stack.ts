import type { Construct } from 'constructs';
import { Hosts } from '../ec2/auto-scaling-capacity';
import { hostTypes } from '../ec2/instance-capacity';
import type { Capacity, CapacityPlace } from '../ecs/fargate-capacity';
import { XrayDaemon, xrayOnHost } from '../ecs/xray-daemon';
import type { HostsDescription } from '../options/environment/ec2-capacity-options';
import {
  protectionOf,
  type ResolvedEnvironment,
  xrayImageOf,
} from '../options/environment/environment-options';
import { resolveHosts } from '../options/environment/resolved-ec2-capacity';
import { InvalidDescription } from '../options/problems';
import { hostsProblems } from '../validation/ec2-capacity-checks';
import { environmentWarnings, siteProblems } from '../validation/environment-checks';
import { ServicesStack } from './services-stack';

export interface Ec2StackProps extends ResolvedEnvironment {
  readonly hosts: HostsDescription;
}

/** The services as tasks on EC2 hosts behind an Application Load Balancer; both, tasks and hosts, scale. */
export class Ec2Stack extends ServicesStack {
  /** What is not wrong, but should be known. */
  readonly warnings: readonly string[];

  constructor(scope: Construct, id: string, props: Ec2StackProps) {
    const environmentIssues = siteProblems(props);
    const environment = environmentIssues.length === 0 ? props : undefined;
    const problems = [...environmentIssues, ...hostsProblems(environment, props.hosts)];
    if (problems.length > 0) throw new InvalidDescription(problems);
    super(scope, id, props, (place) => hostCapacity(props, place));
    this.warnings = environmentWarnings(props);
  }
}

/** Hosts, on which tasks are spread over the zones, and in each fill one host after the other. */
function hostCapacity(environment: Ec2StackProps, place: CapacityPlace): Capacity {
  const { stack, cluster, tags } = place;
  const { services, hosts } = environment;
  const resolved = resolveHosts(hosts);
  const { networkMode } = resolved;
  const ports = networkMode === 'bridge' ? services.flatMap(({ egressPorts }) => egressPorts) : [];
  const made = new Hosts(stack, 'hosts', {
    ...resolved,
    ...{ name: place.name, ingress: place.ingress, cluster, tags },
    types: hostTypes(hosts),
    egressPorts: [...new Set([443, ...ports])].sort((a, b) => a - b),
  });
  const image = xrayImageOf(environment);
  const hasDaemon = resolved.xray === 'daemon' && services.some(({ tracing }) => tracing);
  if (hasDaemon) {
    const { logDays } = protectionOf(environment);
    const shared = { name: place.name, ingress: place.ingress, cluster, image, logDays };
    new XrayDaemon(stack, 'xray-daemon', { ...shared, ways: made.ways });
  }
  return {
    kind: 'ec2',
    networkMode,
    xray: hasDaemon ? { address: xrayOnHost } : { image },
    strategyOf: () => [{ capacityProvider: made.provider.name, base: 0, weight: 1 }],
    placement: [
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'binpack', field: 'memory' },
    ],
    ways: made.ways,
  };
}
