import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { Construct } from 'constructs';
import type { Network } from '../network/network';
import type { ResolvedService } from '../options/service/resolved-service';
import { physicalName, shortHash } from '../terraform/physical-name';
import type { RequestSource } from './request-source';

export interface TargetGroupProps {
  /** Account-wide name of the service, and prefix of its resource names. */
  readonly name: string;
  readonly service: ResolvedService;
  readonly network: Network;
  readonly loadBalancer: Pick<RequestSource, 'identity'>;

  /** `ip` for tasks with their own addresses, `instance` for ports of EC2 instances. */
  readonly targetType: 'ip' | 'instance';
}

/**
 * Creates the target group of a service: its tasks, and how the load balancer checks their health.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 *
 * Synthesizes `aws_lb_target_group`.
 */
export function targetGroup(scope: Construct, props: TargetGroupProps): LbTargetGroup {
  const { name, service, network, targetType, loadBalancer } = props;
  const { port, targetHealth } = service;
  const { identity = '' } = loadBalancer;
  const hash = shortHash(`HTTP ${port} ${targetType} ${network.identity}${identity}`, 4);
  return new LbTargetGroup(scope, 'targets', {
    // A changed port, VPC or shared load balancer replaces the group. Both exist for a moment, so their names must differ.
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
