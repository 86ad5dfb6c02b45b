import type { IResolvable, ITerraformDependable, Precondition } from 'cdktf';
import type { Condition } from '../terraform/condition';

/** What the other parts of a stack use of its network, new or existing. */
export interface Network {
  readonly vpcId: string;

  /** Changes when the VPC is replaced: its CIDR block, or its id if it exists already. */
  readonly identity: string;

  /** Subnets of the load balancer, one in each zone. */
  readonly publicSubnetIds: string[];

  /** Preconditions on the public subnets that only a plan can check. */
  readonly publicSubnetRules?: Precondition[];

  /** Subnets of tasks and EC2 instances. */
  readonly taskSubnetIds: string[];

  /** Whether tasks and EC2 instances get public IPv4 addresses, and reach the internet without a NAT gateway. */
  readonly publicTasks: boolean | IResolvable;

  /** Whether the public subnets have IPv6 ranges. */
  readonly isDualStack: Condition;

  /** Resources that must exist before the load balancer can be reached. */
  readonly ingressDependencies: ITerraformDependable[];

  /** Resources that must exist before tasks reach the internet and the AWS services that they use. */
  readonly egressDependencies: ITerraformDependable[];
}
