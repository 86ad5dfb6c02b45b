import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import type {
  EcsServiceCapacityProviderStrategy,
  EcsServiceOrderedPlacementStrategy,
} from '@cdktf/provider-aws/lib/ecs-service';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Ingress } from '../load-balancer/ingress';
import type { ResolvedService } from '../options/service/resolve-services';
import type { TaskContext } from './task-context';

/** Where capacity is made: when there is a cluster for it. */
export interface CapacityContext {
  readonly stack: Construct;

  /** What the names begin with. */
  readonly name: string;
  readonly ingress: Ingress;
  readonly cluster: EcsCluster;

  /** Tags of all that the stack makes. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What tasks run on. */
export interface Capacity {
  readonly kind: 'fargate' | 'ec2';
  readonly networkMode: TaskContext['networkMode'];
  readonly xray: TaskContext['xray'];

  /** Which capacity providers take how much of a service. Never a launch type: to change it would replace the service. */
  capacityProviderStrategy(service: ResolvedService): EcsServiceCapacityProviderStrategy[];

  /** On which hosts tasks are placed; `undefined` where there are none. */
  readonly placementStrategies?: EcsServiceOrderedPlacementStrategy[];

  /** What must be there before a service: which capacity the cluster has, and how the load balancer reaches its hosts. */
  readonly dependencies: ITerraformDependable[];
}

/**
 * Fargate, and its spare capacity for a share of the tasks.
 *
 * Synthesizes `aws_ecs_cluster_capacity_providers`.
 */
export function fargateCapacity(
  stack: Construct,
  cluster: EcsCluster,
  xrayImage: string,
): Capacity {
  const providers = new EcsClusterCapacityProviders(stack, 'capacity', {
    clusterName: cluster.name,
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
  });
  return {
    kind: 'fargate',
    networkMode: 'awsvpc',
    xray: { image: xrayImage },
    capacityProviderStrategy: ({ spotPercent }) =>
      [
        { capacityProvider: 'FARGATE', base: 0, weight: 100 - spotPercent },
        { capacityProvider: 'FARGATE_SPOT', base: 0, weight: spotPercent },
      ]
        .filter(({ weight }) => weight > 0)
        // One alone has them all, whatever its weight.
        .map((item, _, all) => (all.length === 1 ? { ...item, weight: 1 } : item)),
    dependencies: [providers],
  };
}
