import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { Construct } from 'constructs';
import type { Network } from '../network/network';
import type { ResolvedService } from '../options/service/resolve-services';
import { physicalName, shortHash } from '../terraform/physical-name';

export interface TargetGroupProps {
  /** Name of the service in the account. */
  readonly name: string;
  readonly service: ResolvedService;
  readonly network: Network;

  /** Tasks by their own addresses, or by a port of their hosts. */
  readonly targetType: 'ip' | 'instance';
}

/** Makes the group of a service's tasks, in which the load balancer looks for healthy ones. */
export function targetGroup(scope: Construct, props: TargetGroupProps): LbTargetGroup {
  const { name, service, network, targetType } = props;
  const { port, targetHealth } = service;
  const hash = shortHash(`HTTP ${port} ${targetType} ${network.identity}`, 4);
  return new LbTargetGroup(scope, 'targets', {
    // Another port or VPC replaces the group, and for a moment there are both: their names must differ.
    name: physicalName(`${name}-${hash}`, 32),
    port,
    protocol: 'HTTP',
    targetType,
    vpcId: network.vpcId,
    deregistrationDelay: String(service.deregistrationSeconds),
    healthCheck: {
      path: service.healthPath,
      matcher: '200',
      interval: targetHealth.intervalSeconds,
      timeout: targetHealth.timeoutSeconds,
      healthyThreshold: targetHealth.healthyThreshold,
      unhealthyThreshold: targetHealth.unhealthyThreshold,
    },
    tags: { Name: name },
    lifecycle: { createBeforeDestroy: true },
  });
}
