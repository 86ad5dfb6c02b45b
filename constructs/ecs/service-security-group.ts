import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { RequestSource } from '../load-balancer/request-source';
import type { Network } from '../network/network';
import type { ResolvedService } from '../options/service/resolved-service';

export interface ServiceSecurityGroupProps {
  /** Account-wide name of the service, and prefix of its resource names. */
  readonly name: string;
  readonly service: ResolvedService;
  readonly network: Network;

  /** The only source of requests to the tasks; `undefined` if nothing can connect to them. */
  readonly loadBalancer?: RequestSource;
}

/**
 * The security group of a service's tasks. It allows requests from the load balancer, if the service has routes, and TCP to
 * `egressPorts` of any address.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 *
 * Synthesizes `aws_security_group`, `aws_vpc_security_group_ingress_rule` and `aws_vpc_security_group_egress_rule`.
 */
export class ServiceSecurityGroup extends Construct {
  readonly securityGroup: SecurityGroup;

  /** Rules that must exist before a task can start and become healthy. */
  readonly rules: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceSecurityGroupProps) {
    super(scope, id);
    const { name, service, network, loadBalancer } = props;
    const { port, egressPorts } = service;
    this.securityGroup = new SecurityGroup(this, 'Default', {
      namePrefix: `${name}-`,
      description: loadBalancer
        ? `Tasks of ${service.name}: from the load balancer only`
        : `Tasks of ${service.name}`,
      vpcId: network.vpcId,
      tags: { Name: name },
      lifecycle: { createBeforeDestroy: true },
    });
    const securityGroupId = this.securityGroup.id;
    // The id contains the port: when `port` changes, the new rule is created before the old one is destroyed.
    const ingressRule =
      loadBalancer &&
      new VpcSecurityGroupIngressRule(this, `from-balancer-${port}`, {
        securityGroupId,
        description: 'Requests and health checks',
        referencedSecurityGroupId: loadBalancer.securityGroup.id,
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
      });
    const egressRules = egressPorts.map(
      (egressPort) =>
        new VpcSecurityGroupEgressRule(this, `out-${egressPort}`, {
          securityGroupId,
          description: `What the service calls on port ${egressPort}`,
          cidrIpv4: '0.0.0.0/0',
          ipProtocol: 'tcp',
          fromPort: egressPort,
          toPort: egressPort,
        }),
    );
    this.rules = [ingressRule ?? [], ...egressRules, loadBalancer?.allowTo(port) ?? []].flat();
  }
}
