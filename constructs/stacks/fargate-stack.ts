import type { Construct } from 'constructs';
import { fargateCapacity } from '../ecs/fargate-capacity';
import { type ResolvedEnvironment, xrayImageOf } from '../options/environment/environment-options';
import { ValidationError } from '../options/validation-issues';
import { environmentWarnings, validateEnvironment } from '../validation/environment-checks';
import { ServicesStack } from './services-stack';

/**
 * The services as tasks on Fargate behind an Application Load Balancer.
 *
 * Synthesizes what `ServicesStack` does, with Fargate and Fargate Spot as capacity.
 */
export class FargateStack extends ServicesStack {
  /** Warnings. */
  readonly warnings: readonly string[];

  constructor(scope: Construct, id: string, environment: ResolvedEnvironment) {
    const issues = validateEnvironment(environment);
    if (issues.length > 0) throw new ValidationError(issues);
    super(scope, id, environment, ({ stack, cluster }) =>
      fargateCapacity(stack, cluster, xrayImageOf(environment)),
    );
    this.warnings = environmentWarnings(environment);
  }
}
