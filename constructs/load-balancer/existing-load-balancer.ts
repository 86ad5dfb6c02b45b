import { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb';
import { DataAwsLbListener } from '@cdktf/provider-aws/lib/data-aws-lb-listener';
import { DataAwsSecurityGroup } from '@cdktf/provider-aws/lib/data-aws-security-group';
import { Op, TerraformSelf } from 'cdktf';
import { Construct } from 'constructs';
import type { HttpsSettings } from '../dns/hostnames';
import type { Network } from '../network/network';
import type { LoadBalancerOptions } from '../options/environment/load-balancer-options';
import { resourceAddress } from '../terraform/resource-address';
import type { RequestSource } from './request-source';

/** What is there already. */
export interface ExistingLoadBalancerProps
  extends Pick<LoadBalancerOptions, 'listenerArn' | 'securityGroupId' | 'domain'> {
  /** The network of the tasks. */
  readonly network: Network;
}

/**
 * An Application Load Balancer that is there already. Each plan looks it up, and fails if it is in another VPC, or does not have
 * the security group. No rule is added to that group: where its owner's Terraform has the rules inline, it would remove others.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
 *
 * Synthesizes the data sources `aws_lb_listener`, `aws_lb` and `aws_security_group`.
 */
export class ExistingLoadBalancer extends Construct implements RequestSource {
  /** Others use it, too. */
  readonly isShared = true;

  /** The load balancer in the ARN of the listener. */
  readonly identity: string;

  /** The load balancer itself. */
  readonly lb: DataAwsLb;

  /** The listener that has the rules of routes. */
  readonly listener: DataAwsLbListener;

  /** Security group of the load balancer. */
  readonly securityGroup: DataAwsSecurityGroup;

  /**
   * How URLs begin: the listener determines it.
   *
   * @internal
   */
  readonly https: HttpsSettings;

  /** @internal */
  constructor(scope: Construct, id: string, props: ExistingLoadBalancerProps) {
    super(scope, id);
    const { listenerArn, securityGroupId, domain, network } = props;
    this.identity = listenerArn.replace(/\/[^/]*$/, '');
    this.listener = new DataAwsLbListener(this, 'listener', { arn: listenerArn });
    this.securityGroup = new DataAwsSecurityGroup(this, 'access', { id: securityGroupId });
    const isInVpc = {
      condition: Op.eq(TerraformSelf.getString('vpc_id'), network.vpcId),
      errorMessage: `The load balancer of loadBalancer.listenerArn is in \${self.vpc_id}, and its targets must be in the same VPC; set network.vpcId to it, or use a load balancer in the VPC of network.vpcId.`,
    };
    const hasSecurityGroup = {
      condition: `\${contains(self.security_groups, ${resourceAddress(this.securityGroup)}.id)}`,
      errorMessage: `The load balancer of loadBalancer.listenerArn does not have the security group of loadBalancer.securityGroupId; write one of \${join(", ", self.security_groups)}.`,
    };
    this.lb = new DataAwsLb(this, 'Default', {
      arn: this.listener.loadBalancerArn,
      lifecycle: { postcondition: [isInVpc, hasSecurityGroup] },
    });
    this.https = {
      isOn: { expression: `${resourceAddress(this.listener)}.protocol == "HTTPS"` },
      port: this.portInUrls(),
      ...{ hostnames: [], makesRecords: false, makesCertificates: false },
      domain: domain === undefined ? undefined : { id: 'domain', name: domain, exists: true },
    };
  }

  /** Adds no rule. */
  allowTo(): undefined {
    return undefined;
  }

  private portInUrls(): string {
    const listener = resourceAddress(this.listener);
    const isDefault = `${listener}.port == (${listener}.protocol == "HTTPS" ? 443 : 80)`;
    return `\${${isDefault} ? "" : format(":%d", ${listener}.port)}`;
  }
}
