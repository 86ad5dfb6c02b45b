import { Lb } from '@cdktf/provider-aws/lib/lb';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { type IResolvable, Op, TerraformSelf } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from '../iam/account';
import type { Network } from '../network/network';
import { and, type Condition, conditional, createIf } from '../terraform/condition';
import { physicalName } from '../terraform/physical-name';
import { AccessLogs } from './access-logs';
import type { RequestSource } from './request-source';

/** Where a load balancer is, and what it keeps. */
export interface LoadBalancerProps {
  /** Prefix of all resource names. */
  readonly name: string;

  /** The account; access logs are written to a bucket with its id in the name. */
  readonly account: Account;

  /** The VPC with the subnets of the load balancer. */
  readonly network: Network;

  /** Whether port 443 is open in addition to port 80. */
  readonly isHttps: Condition;

  /** Whether AWS refuses to delete it. */
  readonly deletionProtection: boolean | IResolvable;

  /**
   * What it does with requests that could be an HTTP desync attack.
   *
   * @default 'defensive'
   */
  readonly desyncMitigation?: 'defensive' | 'strictest';

  /** Whether each request is logged to a bucket. */
  readonly accessLogs: boolean;

  /** Days until a log is deleted. */
  readonly logDays: number;

  /** Whether a destroy fails while the bucket has logs. */
  readonly keepsLogs: boolean;
}

/**
 * An internet-facing Application Load Balancer. Its security group allows requests to tasks only on ports that `allowTo` adds.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html
 *
 * Synthesizes `aws_lb` and `aws_security_group` with its rules. `AccessLogs` synthesizes the bucket of the access logs.
 */
export class LoadBalancer extends Construct implements RequestSource {
  /** @internal */
  readonly isShared = false;

  /** The load balancer itself. */
  readonly lb: Lb;

  /** Security group of the load balancer. */
  readonly securityGroup: SecurityGroup;

  /**
   * Security group of all tasks behind the load balancer. With it, each port needs only one rule, however many services use it.
   */
  readonly targetSecurityGroup: SecurityGroup;
  private readonly targetRules = new Map<string, VpcSecurityGroupEgressRule>();

  /** The load balancer has no listener yet: `Listeners` adds them. */
  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    const { name, account, network, isHttps, logDays } = props;

    this.securityGroup = new SecurityGroup(this, 'access', {
      namePrefix: `${name}-balancer-`,
      description: 'Load balancer: HTTP and HTTPS from anywhere',
      vpcId: network.vpcId,
      tags: { Name: `${name}-balancer` },
      lifecycle: { createBeforeDestroy: true },
    });
    this.allowFromAnywhere(80, network, true);
    this.allowFromAnywhere(443, network, isHttps);
    const logs = props.accessLogs
      ? new AccessLogs(this, 'logs', {
          name,
          account,
          expiryDays: logDays,
          keepsOnDestroy: props.keepsLogs,
        })
      : undefined;
    this.lb = new Lb(this, 'Default', {
      name: physicalName(name, 32),
      loadBalancerType: 'application',
      ipAddressType: conditional(network.isDualStack, 'dualstack', 'ipv4'),
      subnets: network.publicSubnetIds,
      securityGroups: [this.securityGroup.id],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: props.desyncMitigation ?? 'defensive',
      enableDeletionProtection: props.deletionProtection,
      accessLogs: logs && { enabled: true, bucket: logs.bucket.bucket },
      tags: { Name: name },
      dependsOn: [...network.ingressDependencies, ...(logs?.ready ?? [])],
      lifecycle: lifecycleIn(network),
    });
    this.targetSecurityGroup = new SecurityGroup(this, 'targets', {
      namePrefix: `${name}-targets-`,
      description: 'All tasks that the load balancer reaches; each opens its own port',
      vpcId: network.vpcId,
      tags: { Name: `${name}-targets` },
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private allowFromAnywhere(port: 80 | 443, network: Network, isOpen: Condition): void {
    const protocol = { 80: 'http', 443: 'https' }[port];
    const rule = {
      securityGroupId: this.securityGroup.id,
      description: `${protocol.toUpperCase()} from anywhere: the site is public`,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
    };
    createIf(isOpen, (countArg) => {
      const from = { ...rule, ...countArg, cidrIpv4: '0.0.0.0/0' };
      return new VpcSecurityGroupIngressRule(this, protocol, from);
    });
    createIf(and(isOpen, network.isDualStack), (countArg) => {
      const from = { ...rule, ...countArg, cidrIpv6: '::/0' };
      return new VpcSecurityGroupIngressRule(this, `${protocol}-ipv6`, from);
    });
  }

  /**
   * Allows the load balancer to reach a port of its targets, or a range.
   *
   * @param last last port of the range.
   * @returns the rule; health checks fail without it.
   */
  allowTo(port: number, last = port): VpcSecurityGroupEgressRule {
    const ports = last === port ? String(port) : `${port}-${last}`;
    const existing = this.targetRules.get(ports);
    if (existing) return existing;
    const rule = new VpcSecurityGroupEgressRule(this, `to-targets-${ports}`, {
      securityGroupId: this.securityGroup.id,
      description: `Requests and health checks to port ${ports} of tasks`,
      referencedSecurityGroupId: this.targetSecurityGroup.id,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: last,
    });
    this.targetRules.set(ports, rule);
    return rule;
  }
}

/**
 * What a plan checks of an existing network. Terraform would change a load balancer in place whose subnets are in another VPC, and
 * AWS would refuse that in the middle of the apply.
 */
function lifecycleIn({ publicSubnetRules, vpcIdName, vpcId }: Network) {
  if (vpcIdName === undefined) return undefined;
  const stays = {
    condition: Op.eq(TerraformSelf.getString('vpc_id'), vpcId),
    errorMessage: `${vpcIdName} is ${vpcId}, but the load balancer is in \${self.vpc_id}, and AWS cannot move it to another VPC. Set ${vpcIdName} to \${self.vpc_id}, or destroy everything first.`,
  };
  return { precondition: publicSubnetRules, postcondition: [stays] };
}
