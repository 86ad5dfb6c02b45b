import type { Construct } from 'constructs';
import { fargateCapacity } from '../ecs/fargate-capacity';
import { type SiteDescription, xrayImageOf } from '../options/environment/environment-options';
import { InvalidDescription } from '../options/problems';
import { siteProblems, siteWarnings } from '../validation/environment-checks';
import { ServicesStack } from './services-stack';

/** The services as tasks on Fargate behind an Application Load Balancer. */
export class FargateStack extends ServicesStack {
  /** What is not wrong, but should be known. */
  readonly warnings: readonly string[];

  constructor(scope: Construct, id: string, description: SiteDescription) {
    const problems = siteProblems(description);
    if (problems.length > 0) throw new InvalidDescription(problems);
    super(scope, id, description, ({ stack, cluster }) =>
      fargateCapacity(stack, cluster, xrayImageOf(description)),
    );
    this.warnings = siteWarnings(description);
  }
}
