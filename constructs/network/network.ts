import type { IResolvable, ITerraformDependable, Precondition } from 'cdktf';
import type { Condition } from '../terraform/condition';

/** What the other parts of a stack need of its network, be it new or there already. */
export interface Network {
  readonly vpcId: string;

  /** What tells the VPC from one that takes its place. */
  readonly identity: string;

  /** For the load balancer: one in each zone. */
  readonly publicSubnetIds: string[];

  /** What these must be, where only a plan can tell. */
  readonly publicSubnetRules?: Precondition[];

  /** For tasks. */
  readonly taskSubnetIds: string[];

  /** Whether tasks have public addresses, because there is no other way out. */
  readonly publicTasks: boolean | IResolvable;

  /** Whether the public subnets have IPv6 ranges. */
  readonly isDualStack: Condition;

  /** What must be there before the load balancer can be reached. */
  readonly ingressDependencies: ITerraformDependable[];

  /** What must be there before tasks reach the internet, or what they need of AWS. */
  readonly egressDependencies: ITerraformDependable[];
}
