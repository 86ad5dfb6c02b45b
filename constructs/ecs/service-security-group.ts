import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { LoadBalancer } from '../load-balancer/load-balancer';
import type { Network } from '../network/network';
import type { ResolvedService } from '../options/service/resolve-services';

export interface ServiceSecurityGroupProps {
  /** Name of the service in the account. */
  readonly name: string;
  readonly service: ResolvedService;
  readonly network: Network;

  /** The only one that reaches the tasks. */
  readonly loadBalancer: LoadBalancer;
}

/**
 * Who reaches the tasks of a service, and what they may call.
 *
 * Synthesizes `aws_security_group` with its rules.
 */
export class ServiceSecurityGroup extends Construct {
  readonly securityGroup: SecurityGroup;

  /** What must be there before a task can start and be found healthy. */
  readonly rules: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ServiceSecurityGroupProps) {
    super(scope, id);
    const { name, service, network, loadBalancer } = props;
    const { port, egressPorts } = service;
    this.securityGroup = new SecurityGroup(this, 'Default', {
      namePrefix: `${name}-`,
      description: `Tasks of ${service.name}: from the load balancer only`,
      vpcId: network.vpcId,
      tags: { Name: name },
      lifecycle: { createBeforeDestroy: true },
    });
    const securityGroupId = this.securityGroup.id;
    // With the port in its name, so that another port is added before this one goes.
    const from = new VpcSecurityGroupIngressRule(this, `from-balancer-${port}`, {
      securityGroupId,
      description: 'Requests and health checks',
      referencedSecurityGroupId: loadBalancer.securityGroup.id,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
    });
    const out = egressPorts.map(
      (callable) =>
        new VpcSecurityGroupEgressRule(this, `out-${callable}`, {
          securityGroupId,
          description: `What the service calls on port ${callable}`,
          cidrIpv4: '0.0.0.0/0',
          ipProtocol: 'tcp',
          fromPort: callable,
          toPort: callable,
        }),
    );
    this.rules = [from, ...out, loadBalancer.allowTo(port)];
  }
}
