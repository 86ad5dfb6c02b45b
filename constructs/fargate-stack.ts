import type { Construct } from 'constructs';
import { fargateCapacity } from './capacity';
import { InvalidDescription } from './problems';
import { ServicesStack } from './services-stack';
import { siteProblems, siteWarnings } from './site-checks';
import { type SiteDescription, xrayImageOf } from './site-description';

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
