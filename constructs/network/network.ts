import type { IResolvable, ITerraformDependable, Precondition } from 'cdktf';
import type { Condition } from '../terraform/condition';

/** The network of a stack, new or existing, as the other parts of the stack use it. */
export interface Network {
  /** ID of the VPC. */
  readonly vpcId: string;

  /** Text that changes when the VPC is replaced: the CIDR block of a new VPC, or the id of an existing one. */
  readonly identity: string;

  /**
   * What the user calls the id of an existing VPC: the name in the error of a plan that moves a load balancer to another one.
   *
   * @default - the VPC is created with the stack
   */
  readonly vpcIdName?: string;

  /** Subnets of the load balancer, one in each zone. */
  readonly publicSubnetIds: string[];

  /**
   * Preconditions on the public subnets. Only a plan can check them.
   *
   * @default - none
   */
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
