import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { type IResolvable, type Precondition, TerraformCount, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { Network } from '../network/network';
import type { Condition } from '../terraform/condition';
import { resourceAddress } from '../terraform/resource-address';
import { hclString, moduleVariable, switchVariable, type VariableRule } from './module-variable';

/** Declares the CIDR block of a new VPC. Returns an expression for it. */
export function cidrVariable(scope: Construct, defaultCidr: string): string {
  return moduleVariable(scope, 'vpc_cidr', {
    type: 'string',
    default: defaultCidr,
    description:
      'IPv4 CIDR block of the VPC, /16 to /23. It cannot be changed: a plan that changes it fails. Peered VPCs need different blocks.',
    rules: [
      {
        condition:
          'can(cidrnetmask(var.vpc_cidr)) ? cidrhost(var.vpc_cidr, 0) == split("/", var.vpc_cidr)[0] && tonumber(split("/", var.vpc_cidr)[1]) >= 16 && tonumber(split("/", var.vpc_cidr)[1]) <= 23 && !can(regex("^(0|127|169\\\\.254|22[4-9]|2[3-5][0-9])\\\\.", var.vpc_cidr)) : false',
        message: `vpc_cidr must be an IPv4 CIDR block from /16 to /23 that begins with its first address and is not reserved, got "\${var.vpc_cidr}"; write for example "10.0.0.0/16".`,
      },
    ],
  });
}

/**
 * A VPC and subnets whose IDs the caller of a module sets. Each plan reads them, and fails if they do not belong together.
 *
 * Synthesizes the variables, and the data sources `aws_vpc` and `aws_subnet`.
 */
export class ModuleVpc extends Construct implements Network {
  readonly vpcId: string;
  readonly identity: string;
  readonly vpcIdName = 'vpc_id';
  readonly publicSubnetIds: string[];
  readonly taskSubnetIds: string[];
  readonly publicTasks: IResolvable;
  readonly isDualStack: Condition = { expression: 'var.dual_stack' };
  readonly ingressDependencies: [] = [];
  readonly egressDependencies: [] = [];

  /**
   * Preconditions on all public subnets together. The load balancer has them, because a subnet cannot refer to the other ones.
   */
  readonly publicSubnetRules: Precondition[];

  /** @param variables scope of the variables. */
  constructor(scope: Construct, id: string, variables: Construct) {
    super(scope, id);
    const vpcId = moduleVariable(variables, 'vpc_id', {
      type: 'string',
      description: 'ID of the VPC. It cannot be changed: a plan that changes it fails.',
      rules: [
        {
          condition: `can(regex(${idPattern('vpc')}, var.vpc_id))`,
          message: `vpc_id must be the ID of a VPC, for example "vpc-0123456789abcdef0", got "\${var.vpc_id}".`,
        },
      ],
    });
    moduleVariable(variables, 'public_subnet_ids', {
      type: 'list(string)',
      description:
        'Subnets of the load balancer: at least two, each in a different Availability Zone, with a route to an internet gateway. Their number must be known before the apply.',
      rules: subnetRules('public_subnet_ids', 2),
    });
    moduleVariable(variables, 'task_subnet_ids', {
      type: 'list(string)',
      description:
        'Subnets of the tasks. They need access to the registry and to CloudWatch Logs, through a NAT gateway or VPC endpoints. Their number must be known before the apply.',
      rules: subnetRules('task_subnet_ids', 1),
    });
    this.publicTasks = switchVariable(variables, 'assign_public_ip', {
      default: false,
      description:
        'Whether tasks get public IP addresses. Required if their subnets have a route to an internet gateway and not to a NAT gateway.',
    });
    switchVariable(variables, 'dual_stack', {
      default: false,
      description:
        'Whether the load balancer gets IPv6 addresses as well. The public subnets need IPv6 CIDR blocks. Must be known before the apply.',
    });
    const vpc = new DataAwsVpc(this, 'Default', { id: vpcId });
    this.vpcId = vpc.id;
    this.identity = vpcId;
    const publicSubnets = resourceAddress(this.subnets('public', vpc));
    this.publicSubnetIds = Token.asList(`\${${publicSubnets}[*].id}`);
    this.taskSubnetIds = Token.asList(`\${${resourceAddress(this.subnets('task', vpc))}[*].id}`);
    const zones = `${publicSubnets}[*].availability_zone`;
    this.publicSubnetRules = [
      {
        condition: `\${length(distinct(${zones})) == length(${zones})}`,
        errorMessage: `Each of public_subnet_ids must be in a different Availability Zone, because the load balancer requires it, got subnets in \${join(", ", ${zones})}.`,
      },
    ];
  }

  private subnets(tier: 'public' | 'task', vpc: DataAwsVpc): DataAwsSubnet {
    const ids = `var.${tier}_subnet_ids`;
    const postcondition = [
      {
        condition: `\${self.vpc_id == ${resourceAddress(vpc)}.id}`,
        errorMessage: `Subnet \${self.id} of ${tier}_subnet_ids is in another VPC; use subnets of the VPC in vpc_id.`,
      },
      {
        condition: '${!var.dual_stack || coalesce(self.ipv6_cidr_block, "none") != "none"}',
        errorMessage:
          'Subnet ${self.id} of public_subnet_ids has no IPv6 CIDR block; add one, or omit dual_stack.',
      },
    ];
    return new DataAwsSubnet(this, tier, {
      count: TerraformCount.of(Token.asNumber(`\${length(${ids})}`)),
      id: `\${${ids}[count.index]}`,
      lifecycle: { postcondition: tier === 'public' ? postcondition : postcondition.slice(0, 1) },
    });
  }
}

function subnetRules(name: string, least: number): VariableRule[] {
  const reason = least > 1 ? ', because a load balancer needs two Availability Zones' : '';
  return [
    {
      condition: `alltrue([for id in var.${name} : can(regex(${idPattern('subnet')}, id))])`,
      message: `${name} must be a list of subnet IDs, for example "subnet-0123456789abcdef0", got \${jsonencode(var.${name})}.`,
    },
    {
      condition: `length(distinct(var.${name})) >= ${least} && length(distinct(var.${name})) == length(var.${name})`,
      message: `${name} must have at least ${least} and only different subnets${reason}, got \${jsonencode(var.${name})}.`,
    },
  ];
}

function idPattern(kind: string): string {
  return hclString(`^${kind}-([0-9a-f]{8}|[0-9a-f]{17})$`);
}
