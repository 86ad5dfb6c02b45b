import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { type HttpsSettings, originOf, urlsOf } from '../dns/hostnames';
import type { ClusterServices } from '../ecs/cluster-services';
import type { Ingress } from '../load-balancer/ingress';
import type { ResolvedService } from '../options/service/resolved-service';

export interface ModuleOutputsProps {
  readonly services: readonly ResolvedService[];
  readonly ingress: Ingress;
  readonly https: HttpsSettings;
  readonly clusterServices: ClusterServices;
}

/** Declares the outputs of a module: URLs, and names, IDs and ARNs of its resources. */
export function addModuleOutputs(scope: Construct, props: ModuleOutputsProps): void {
  const { services, ingress, https, clusterServices } = props;
  const { network, loadBalancer } = ingress;
  const { dnsName, arn, zoneId } = loadBalancer.lb;
  const output = (name: string, description: string, value: unknown) =>
    new TerraformOutput(scope, name, { description, value });

  output(
    'url',
    'Base URL. With a certificate and no domain it has the DNS name of the load balancer, which the certificate does not cover: point your own hostname to load_balancer_dns_name.',
    originOf(https, loadBalancer.lb),
  );
  output(
    'urls',
    'URL of each route, by route. A hostname without a record of the module must point to load_balancer_dns_name.',
    urlsOf(services, https, loadBalancer.lb),
  );
  output('load_balancer_arn', 'ARN of the load balancer.', arn);
  output('load_balancer_dns_name', 'DNS name of the load balancer.', dnsName);
  output(
    'load_balancer_zone_id',
    'Hosted zone ID of the load balancer, for alias records.',
    zoneId,
  );
  output(
    'listener_arn',
    'ARN of the listener that has the rules of the routes. Add your own rules to it.',
    ingress.listeners.routedArn,
  );
  output('cluster_arn', 'ARN of the ECS cluster.', clusterServices.cluster.arn);
  output('cluster_name', 'Name of the ECS cluster.', clusterServices.cluster.name);
  output('vpc_id', 'ID of the VPC.', network.vpcId);
  const ofBalancer = 'IDs of the subnets of the load balancer.';
  output('public_subnet_ids', ofBalancer, network.publicSubnetIds);
  output('task_subnet_ids', 'IDs of the subnets of the tasks.', network.taskSubnetIds);
  addServiceOutputs(output, props);
}

function addServiceOutputs(
  output: (name: string, description: string, value: unknown) => void,
  { ingress, clusterServices: { containerServices } }: ModuleOutputsProps,
): void {
  const all = [...containerServices];
  type One = (typeof all)[number][1];
  const byService = (value: (service: One) => unknown) =>
    Object.fromEntries(all.map(([name, service]) => [name, value(service)]));
  const pair = (
    word: string,
    what: string,
    of: (service: One) => { readonly arn: string; readonly name: string },
  ) => {
    output(
      `${word}_arns`,
      `ARNs of ${what}, by service.`,
      byService((one) => of(one).arn),
    );
    output(
      `${word}_names`,
      `Names of ${what}, by service.`,
      byService((one) => of(one).name),
    );
  };
  pair('service', 'the ECS services', ({ service }) => service);
  pair('target_group', 'the target groups', ({ targetGroup }) => targetGroup);
  pair('task_role', 'the task roles', ({ task }) => task.roles.taskRole);
  const executionRoles = 'the execution roles';
  pair('execution_role', executionRoles, ({ task }) => task.roles.executionRole);
  pair('log_group', 'the log groups', ({ task }) => task.logGroup);

  // No service has a name with "_", so these keys are free.
  const { securityGroup, targetSecurityGroup } = ingress.loadBalancer;
  const groups = {
    load_balancer: securityGroup,
    all_tasks: targetSecurityGroup,
    ...Object.fromEntries(
      all.flatMap(([name, { serviceSecurityGroup }]) =>
        serviceSecurityGroup ? [[name, serviceSecurityGroup.securityGroup]] : [],
      ),
    ),
  };
  const ofGroups =
    'of the security groups, by key: load_balancer, all_tasks, and the name of each service.';
  const byGroup = (field: 'arn' | 'id' | 'name') =>
    Object.fromEntries(Object.entries(groups).map(([key, group]) => [key, group[field]]));
  output('security_group_arns', `ARNs ${ofGroups}`, byGroup('arn'));
  output('security_group_ids', `IDs ${ofGroups}`, byGroup('id'));
  output('security_group_names', `Names ${ofGroups}`, byGroup('name'));
}
