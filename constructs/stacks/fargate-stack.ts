import type { Construct } from 'constructs';
import { fargateCapacity } from '../ecs/fargate-capacity';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { ServicesStack } from './services-stack';

/**
 * The services as tasks on Fargate behind an Application Load Balancer.
 *
 * Synthesizes what `ServicesStack` does, with Fargate and Fargate Spot as capacity.
 */
export class FargateStack extends ServicesStack {
  constructor(scope: Construct, id: string, environment: ResolvedEnvironment) {
    super(scope, id, environment, ({ stack, cluster }) =>
      fargateCapacity(stack, cluster, environment.xrayImage),
    );
  }
}
