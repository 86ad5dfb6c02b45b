import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import type { Construct } from 'constructs';
import type { Network } from '../network/network';
import type { ResolvedService } from '../options/service/resolved-service';
import { lengthOf, physicalName, shortHash } from '../terraform/physical-name';
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
    name: physicalName(withSingleHyphens(name, hash), 32),
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

/**
 * The name of a target group. In a module, two hyphens separate the prefix and the service. A target group can have no such name:
 * the console of AWS refuses it, although the API is documented without this rule: https://github.com/aws/aws-sdk-js/issues/3300
 *
 * The length of the prefix tells them apart instead: prefix "shop" and service "api-a" have another one than prefix "shop-api"
 * and service "a".
 */
function withSingleHyphens(name: string, hash: string): string {
  const [prefix = '', service] = name.split('--');
  return service === undefined
    ? `${name}-${hash}`
    : `${prefix}-${service}-${hash}${lengthOf(prefix)}`;
}
