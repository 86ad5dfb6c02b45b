import type { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb';
import type { Lb } from '@cdktf/provider-aws/lib/lb';
import type { ITerraformDependable } from 'cdktf';

/** The load balancer of an environment, its own or one that is there already, as the services use it. */
export interface RequestSource {
  /** The load balancer itself, or the data source that finds it. */
  readonly lb: Lb | DataAwsLb;

  /**
   * Text that differs for each load balancer that is there already. AWS allows a target group only one load balancer.
   *
   * @default - the environment has its own
   */
  readonly identity?: string;

  /** Whether others use the load balancer, too. */
  readonly isShared: boolean;

  /** The only source of requests to tasks. */
  readonly securityGroup: { readonly id: string };

  /**
   * Further security group of all tasks.
   *
   * @default - the load balancer needs none to reach them
   */
  readonly targetSecurityGroup?: { readonly id: string };

  /**
   * Allows the load balancer to reach a port of its targets, or a range.
   *
   * @returns the rule, without which health checks fail; `undefined` if there is none to add.
   */
  allowTo(port: number, last?: number): ITerraformDependable | undefined;
}
