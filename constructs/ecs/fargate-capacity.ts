import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import type {
  EcsServiceCapacityProviderStrategy,
  EcsServiceOrderedPlacementStrategy,
} from '@cdktf/provider-aws/lib/ecs-service';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Ingress } from '../load-balancer/ingress';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import type { ResolvedService } from '../options/service/resolved-service';
import type { TaskContext } from './task-context';

/** What a stack passes to create its capacity. The cluster is created first. */
export interface CapacityContext {
  readonly stack: Construct;

  /** Prefix of all resource names. */
  readonly name: string;
  readonly ingress: Ingress;
  readonly cluster: EcsCluster;

  /** Tags of all resources of the stack. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What tasks run on: Fargate or EC2 instances. */
export interface Capacity {
  readonly kind: 'fargate' | 'ec2';
  readonly networkMode: TaskContext['networkMode'];
  readonly xray: TaskContext['xray'];
  readonly collectorImage: string;

  /**
   * Shares of a service's tasks by capacity provider. A launch type is never used, because changing it replaces the service.
   */
  capacityProviderStrategy(service: ResolvedService): EcsServiceCapacityProviderStrategy[];

  /** How tasks are placed on EC2 instances; `undefined` on Fargate. */
  readonly placementStrategies?: EcsServiceOrderedPlacementStrategy[];

  /** Resources that must exist before a service: capacity providers, and rules that let the load balancer reach the instances. */
  readonly dependencies: ITerraformDependable[];
}

/**
 * Fargate, with Fargate Spot for a share of the tasks (`spotPercent`).
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 *
 * Synthesizes `aws_ecs_cluster_capacity_providers`.
 */
export function fargateCapacity(
  stack: Construct,
  cluster: EcsCluster,
  { xrayImage, collectorImage }: Pick<ResolvedEnvironment, 'xrayImage' | 'collectorImage'>,
): Capacity {
  const providers = new EcsClusterCapacityProviders(stack, 'capacity', {
    clusterName: cluster.name,
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
  });
  return {
    kind: 'fargate',
    networkMode: 'awsvpc',
    xray: { image: xrayImage },
    collectorImage,
    capacityProviderStrategy: ({ spotPercent }) =>
      [
        { capacityProvider: 'FARGATE', base: 0, weight: 100 - spotPercent },
        { capacityProvider: 'FARGATE_SPOT', base: 0, weight: spotPercent },
      ]
        .filter(({ weight }) => weight > 0)
        // A single provider gets all tasks, whatever its weight.
        .map((item, _, all) => (all.length === 1 ? { ...item, weight: 1 } : item)),
    dependencies: [providers],
  };
}
