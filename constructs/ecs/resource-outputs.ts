import type { OwnIngress, SharedIngress } from '../load-balancer/ingress';
import type { ClusterServices } from './cluster-services';
import type { ContainerService } from './container-service';

/** An output of a stack or a module. */
export interface ResourceOutput {
  readonly name: string;
  readonly description: string;
  readonly value: unknown;
}

export interface ResourceOutputsProps {
  readonly ingress: OwnIngress | SharedIngress;
  readonly clusterServices: ClusterServices;
}

/** Names, IDs and ARNs of the resources of an environment, for other configurations. Stacks and modules have the same. */
export function resourceOutputs(props: ResourceOutputsProps): ResourceOutput[] {
  const { ingress, clusterServices } = props;
  const { network, loadBalancer } = ingress;
  const listenerArn =
    'listeners' in ingress ? ingress.listeners.routedArn : ingress.loadBalancer.listener.arn;
  const { dnsName, arn, zoneId } = loadBalancer.lb;
  const { cluster } = clusterServices;
  return [
    output('load_balancer_arn', 'ARN of the load balancer.', arn),
    output('load_balancer_dns_name', 'DNS name of the load balancer.', dnsName),
    output(
      'load_balancer_zone_id',
      'Hosted zone ID of the load balancer, for alias records.',
      zoneId,
    ),
    output(
      'listener_arn',
      'ARN of the listener that has the rules of the routes. Add your own rules to it.',
      listenerArn,
    ),
    output('cluster_arn', 'ARN of the ECS cluster.', cluster.arn),
    output('cluster_name', 'Name of the ECS cluster.', cluster.name),
    output('vpc_id', 'ID of the VPC.', network.vpcId),
    output(
      'public_subnet_ids',
      'IDs of the subnets of the load balancer.',
      network.publicSubnetIds,
    ),
    output('task_subnet_ids', 'IDs of the subnets of the tasks.', network.taskSubnetIds),
    ...serviceOutputs(clusterServices),
    ...securityGroupOutputs(props),
  ];
}

function serviceOutputs({ containerServices }: ClusterServices): ResourceOutput[] {
  const pair = (
    word: string,
    what: string,
    of: (service: ContainerService) => { readonly arn: string; readonly name: string } | undefined,
  ) => {
    const all = [...containerServices].flatMap(([name, service]) => {
      const one = of(service);
      return one ? [[name, one] as const] : [];
    });
    const byService = (field: 'arn' | 'name') =>
      Object.fromEntries(all.map(([name, one]) => [name, one[field]]));
    return [
      output(`${word}_arns`, `ARNs of ${what}, by service.`, byService('arn')),
      output(`${word}_names`, `Names of ${what}, by service.`, byService('name')),
    ];
  };
  return [
    ...pair('service', 'the ECS services', ({ service }) => service),
    ...pair('target_group', 'the target groups', ({ ownTargetGroup }) => ownTargetGroup),
    ...pair('task_role', 'the task roles', ({ taskRole }) => taskRole),
    ...pair('execution_role', 'the execution roles', ({ executionRole }) => executionRole),
    ...pair('log_group', 'the log groups', ({ logGroup }) => logGroup),
  ];
}

function securityGroupOutputs({
  ingress,
  clusterServices,
}: ResourceOutputsProps): ResourceOutput[] {
  const { loadBalancer } = ingress;
  // No service has a name with "_", so these keys are free.
  const groups = {
    load_balancer: loadBalancer.securityGroup,
    ...('targetSecurityGroup' in loadBalancer && { all_tasks: loadBalancer.targetSecurityGroup }),
    ...Object.fromEntries(
      [...clusterServices.containerServices].flatMap(([name, service]) =>
        service.securityGroup ? [[name, service.securityGroup]] : [],
      ),
    ),
  };
  const ofGroups =
    'of the security groups, by key: load_balancer, all_tasks, and the name of each service.';
  const byGroup = (field: 'arn' | 'id' | 'name') =>
    Object.fromEntries(Object.entries(groups).map(([key, group]) => [key, group[field]]));
  return [
    output('security_group_arns', `ARNs ${ofGroups}`, byGroup('arn')),
    output('security_group_ids', `IDs ${ofGroups}`, byGroup('id')),
    output('security_group_names', `Names ${ofGroups}`, byGroup('name')),
  ];
}

function output(name: string, description: string, value: unknown): ResourceOutput {
  return { name, description, value };
}
