import { App, TerraformOutput, Testing } from 'cdktf';
import {
  type ContainerService,
  Environment,
  ExistingLoadBalancer,
  type LoadBalancerOptions,
  type Network,
  type RequestSource,
  type ServiceGrant,
  type ServicesStack,
  type SubnetTier,
  Vpc,
} from '../../../constructs';

const services = [{ name: 'web', image: { folder: 'containers/web' }, routes: ['/'] }];
const shared = { project: 'acme', services, region: 'eu-central-1', https: false } as const;

/** Values as Terraform reads them in an output of the stack, without the hashes at the end of ids. */
function resolvedIn(stack: ServicesStack, values: Record<string, unknown>) {
  new TerraformOutput(stack, 'own_values', { value: values });
  const text = Testing.synth(stack).replace(/_[0-9A-F]{8}(?=[".}\]])/g, '');
  return JSON.parse(text).output.own_values.value;
}

test('network, cluster, load balancer and listener of an environment have ids and ARNs', () => {
  const staging = new Environment(new App(), 'staging', { ...shared, network: { nat: 'single' } });
  const network: Network = staging.network;
  const { cluster, loadBalancer, listeners } = staging;
  expect(
    resolvedIn(staging, {
      vpc: network.vpcId,
      public: network.publicSubnetIds,
      tasks: network.taskSubnetIds,
      cluster: [cluster.arn, cluster.name],
      loadBalancer: [loadBalancer.lb.arn, loadBalancer.lb.dnsName, loadBalancer.lb.zoneId],
      groups: [loadBalancer.securityGroup.id, loadBalancer.targetSecurityGroup.id],
      listener: listeners.routedArn,
    }),
  ).toEqual({
    vpc: '${aws_vpc.network.id}',
    public: ['${aws_subnet.network_public_zone-a.id}', '${aws_subnet.network_public_zone-b.id}'],
    tasks: ['${aws_subnet.network_private_zone-a.id}', '${aws_subnet.network_private_zone-b.id}'],
    cluster: ['${aws_ecs_cluster.cluster.arn}', '${aws_ecs_cluster.cluster.name}'],
    loadBalancer: [
      '${aws_lb.balancer.arn}',
      '${aws_lb.balancer.dns_name}',
      '${aws_lb.balancer.zone_id}',
    ],
    groups: [
      '${aws_security_group.balancer_access.id}',
      '${aws_security_group.balancer_targets.id}',
    ],
    listener: '${aws_lb_listener.listener_http.arn}',
  });
});

test('a load balancer that is there already, and its listener, have ids and ARNs', () => {
  const loadBalancer: LoadBalancerOptions = {
    listenerArn:
      'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef',
    securityGroupId: 'sg-0123abcd',
    priorities: [1000, 1999],
  };
  const network = { vpcId: 'vpc-0123abcd', taskSubnetIds: ['subnet-0000000a', 'subnet-0000000b'] };
  const { project, region } = shared;
  const options = { project, region, services, network, loadBalancer };
  const staging = new Environment(new App(), 'staging', options);
  const found = staging.existingLoadBalancer;
  if (!(found instanceof ExistingLoadBalancer)) throw new Error('the load balancer is new');
  const source: RequestSource = found;
  expect(
    resolvedIn(staging, {
      arns: [source.lb.arn, found.listener.arn],
      group: source.securityGroup.id,
    }),
  ).toEqual({
    arns: ['${data.aws_lb.balancer.arn}', '${data.aws_lb_listener.balancer_listener.arn}'],
    group: '${data.aws_security_group.balancer_access.id}',
  });
  expect(() => staging.loadBalancer).toThrow(
    'main.ts: environment "staging" has no loadBalancer of its own; use existingLoadBalancer',
  );
});

test('a new VPC has its route tables, for routes to other networks', () => {
  const staging = new Environment(new App(), 'staging', { ...shared, network: { nat: 'single' } });
  const { network } = staging;
  if (!(network instanceof Vpc)) throw new Error('the VPC is not new');
  const tier: SubnetTier = network.privateTier;
  expect(resolvedIn(staging, { tables: Object.values(tier.tables).map(({ id }) => id) })).toEqual({
    tables: [
      '${aws_route_table.network_private_zone-a-routes.id}',
      '${aws_route_table.network_private_zone-b-routes.id}',
    ],
  });
});

test('an existing network has the ids of its data sources', () => {
  const staging = new Environment(new App(), 'staging', {
    ...shared,
    network: {
      vpcId: 'vpc-0123456789abcdef0',
      publicSubnetIds: ['subnet-0000000000000000a', 'subnet-0000000000000000b'],
      taskSubnetIds: ['subnet-0000000000000000c', 'subnet-0000000000000000d'],
    },
  });
  const { vpcId, taskSubnetIds } = staging.network;
  expect(resolvedIn(staging, { vpcId, taskSubnetIds })).toEqual({
    vpcId: '${data.aws_vpc.network.id}',
    taskSubnetIds: [
      '${data.aws_subnet.network_subnet-0000000000000000c.id}',
      '${data.aws_subnet.network_subnet-0000000000000000d.id}',
    ],
  });
});

test('a service has its roles, security group, logs, target group and task definition', () => {
  const staging = new Environment(new App(), 'staging', { ...shared, network: { nat: 'single' } });
  const web: ContainerService = staging.service('web');
  const permission: ServiceGrant = {
    actions: ['sns:Publish'],
    on: ['arn:aws:sns:eu-central-1:123456789012:acme-mails'],
    reason: 'sends mails',
  };
  web.grant(permission);
  expect(staging.grantedActions).toEqual(['sns:Publish']);
  expect(
    resolvedIn(staging, {
      roles: [web.taskRole.arn, web.executionRole.arn],
      group: web.securityGroup?.id,
      logs: web.logGroup.name,
      targets: web.targetGroup.arnSuffix,
      task: web.taskDefinition.arn,
      service: web.service.name,
    }),
  ).toEqual({
    roles: ['${aws_iam_role.web_roles_task.arn}', '${aws_iam_role.web_roles_execution.arn}'],
    group: '${aws_security_group.web_access.id}',
    logs: '${aws_cloudwatch_log_group.web_logs.name}',
    targets: '${aws_lb_target_group.web_targets.arn_suffix}',
    task: '${aws_ecs_task_definition.web_task.arn}',
    service: '${aws_ecs_service.web.name}',
  });
});
