import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Ingress } from '../load-balancer/ingress';
import type { ResolvedEc2Capacity } from '../options/environment/ec2-capacity-options';
import { dynamicHostPorts } from './user-data';

export interface InstanceSecurityGroupProps extends Pick<ResolvedEc2Capacity, 'networkMode'> {
  readonly name: string;
  readonly ingress: Pick<Ingress, 'network' | 'loadBalancer'>;
  readonly egressPorts: readonly number[];
}

/**
 * The security group of EC2 instances. In mode `bridge`, the load balancer can connect to the ports of tasks. All other inbound
 * traffic is blocked, including SSH.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 *
 * Synthesizes `aws_security_group`, `aws_vpc_security_group_ingress_rule` and `aws_vpc_security_group_egress_rule`.
 */
export class InstanceSecurityGroup extends Construct {
  readonly securityGroupIds: string[];
  readonly rules: ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, props: InstanceSecurityGroupProps) {
    super(scope, id);
    const { name, ingress, networkMode, egressPorts } = props;
    const { network, loadBalancer } = ingress;
    const securityGroup = new SecurityGroup(this, 'Default', {
      namePrefix: `${name}-hosts-`,
      description: 'Hosts of tasks: nobody logs in',
      vpcId: network.vpcId,
      tags: { Name: `${name}-hosts` },
      lifecycle: { createBeforeDestroy: true },
    });
    const securityGroupId = securityGroup.id;
    this.securityGroupIds = [securityGroupId];
    for (const port of egressPorts) {
      this.rules.push(
        new VpcSecurityGroupEgressRule(this, `out-${port}`, {
          securityGroupId,
          description: `What hosts and services call on port ${port}`,
          cidrIpv4: '0.0.0.0/0',
          ipProtocol: 'tcp',
          fromPort: port,
          toPort: port,
        }),
      );
    }
    if (networkMode === 'awsvpc') return;
    const { first, last } = dynamicHostPorts;
    const { targetSecurityGroup } = loadBalancer;
    if (targetSecurityGroup) this.securityGroupIds.push(targetSecurityGroup.id);
    const toTasks = loadBalancer.allowTo(first, last);
    this.rules.push(
      new VpcSecurityGroupIngressRule(this, 'from-balancer', {
        securityGroupId,
        description: 'Requests and health checks, on the ports that tasks get of their host',
        referencedSecurityGroupId: loadBalancer.securityGroup.id,
        ipProtocol: 'tcp',
        fromPort: first,
        toPort: last,
      }),
      ...(toTasks ? [toTasks] : []),
    );
  }
}
