import type { Construct } from 'constructs';
import { fargateCapacity } from '../ecs/fargate-capacity';
import { type ResolvedEnvironment, xrayImageOf } from '../options/environment/environment-options';
import { InvalidDescription } from '../options/problems';
import { environmentWarnings, siteProblems } from '../validation/environment-checks';
import { ServicesStack } from './services-stack';

/** The services as tasks on Fargate behind an Application Load Balancer. */
export class FargateStack extends ServicesStack {
  /** What is not wrong, but should be known. */
  readonly warnings: readonly string[];

  constructor(scope: Construct, id: string, environment: ResolvedEnvironment) {
    const problems = siteProblems(environment);
    if (problems.length > 0) throw new InvalidDescription(problems);
    super(scope, id, environment, ({ stack, cluster }) =>
      fargateCapacity(stack, cluster, xrayImageOf(environment)),
    );
    this.warnings = environmentWarnings(environment);
  }
}
