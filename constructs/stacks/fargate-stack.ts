import type { Construct } from 'constructs';
import { type Capacity, type CapacityContext, fargateCapacity } from '../ecs/fargate-capacity';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { ServicesStack } from './services-stack';

/**
 * The services as tasks on Fargate behind an Application Load Balancer.
 *
 * Synthesizes what `ServicesStack` does, with Fargate and Fargate Spot as capacity.
 */
export class FargateStack extends ServicesStack {
  constructor(scope: Construct, id: string, environment: ResolvedEnvironment) {
    super(scope, id, environment, fargateCapacityOf(environment));
  }
}

/** Returns a function that creates Fargate as the capacity of an environment. */
export function fargateCapacityOf(
  environment: ResolvedEnvironment,
): (context: CapacityContext) => Capacity {
  return ({ stack, cluster }) => fargateCapacity(stack, cluster, environment);
}
