import type { Ec2CapacityOptions } from '../../../../constructs/options/environment/ec2-capacity-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthEc2 } from '../../../support/synth-ec2';
import { all, type Resource } from '../../../support/synth-fargate';

const web: ServiceOptions = {
  name: 'web',
  image: { folder: 'containers/web' },
  routes: ['/'],
  sidecars: [
    { name: 'cache', image: { folder: 'containers/api' }, waitFor: 'start' },
    { name: 'migrate', image: { folder: 'containers/api' }, waitFor: 'success' },
  ],
};
const two: ServiceOptions = { ...web, name: 'two', routes: ['/two'], egressPorts: [443, 5432] };

const synth = (networkMode: Ec2CapacityOptions['networkMode']) => {
  const { resource } = synthEc2([web, two], {}, { networkMode, maxHosts: 20 });
  const ports = (type: string) =>
    Object.entries(resource[type] ?? {})
      .map(([id, { from_port, to_port }]) => `${id} ${from_port}-${to_port}`)
      .sort();
  const [task] = all(resource, 'aws_ecs_task_definition');
  const containers: Resource[] = JSON.parse(String(task?.container_definitions));
  return { resource, task, containers, ports };
};

test('in mode bridge tasks have ports of their instance, which only the load balancer reaches', () => {
  const { resource, task, containers, ports } = synth('bridge');
  expect(task).toMatchObject({ network_mode: 'bridge', requires_compatibilities: ['EC2'] });
  expect(containers[0]).toMatchObject({
    portMappings: [{ containerPort: 8080, hostPort: 0, protocol: 'tcp' }],
    // A container that has exited cannot be linked.
    links: ['cache'],
  });
  expect(all(resource, 'aws_lb_target_group').map(({ target_type }) => target_type)).toEqual([
    'instance',
    'instance',
  ]);
  expect(ports('aws_vpc_security_group_ingress_rule')).toEqual([
    'balancer_http 80-80',
    'balancer_http-ipv6 80-80',
    'hosts_access_from-balancer 32768-60999',
  ]);
  expect(ports('aws_vpc_security_group_egress_rule')).toEqual([
    'balancer_to-targets-32768-60999 32768-60999',
    'hosts_access_out-443 443-443',
    'hosts_access_out-5432 5432-5432',
  ]);
  const from = resource.aws_vpc_security_group_ingress_rule?.['hosts_access_from-balancer'];
  expect(from).toMatchObject({
    security_group_id: '${aws_security_group.hosts_access.id}',
    referenced_security_group_id: '${aws_security_group.balancer_access.id}',
  });
  for (const service of all(resource, 'aws_ecs_service')) {
    expect(service).not.toHaveProperty('network_configuration');
  }
});

test('in mode awsvpc each service has its own security group, and nothing can connect to instances', () => {
  const { resource, task, containers, ports } = synth('awsvpc');
  expect(task).toMatchObject({ network_mode: 'awsvpc', requires_compatibilities: ['EC2'] });
  expect(containers[0]).toMatchObject({
    portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
  });
  expect(containers[0]).not.toHaveProperty('links');
  expect(all(resource, 'aws_lb_target_group').map(({ target_type }) => target_type)).toEqual([
    'ip',
    'ip',
  ]);
  expect(ports('aws_vpc_security_group_ingress_rule')).toEqual([
    'balancer_http 80-80',
    'balancer_http-ipv6 80-80',
    'two_access_from-balancer-8080 8080-8080',
    'web_access_from-balancer-8080 8080-8080',
  ]);
  expect(ports('aws_vpc_security_group_egress_rule')).toEqual([
    'balancer_to-targets-8080 8080-8080',
    'hosts_access_out-443 443-443',
    'two_access_out-443 443-443',
    'two_access_out-5432 5432-5432',
    'web_access_out-443 443-443',
  ]);
  const { web: service } = resource.aws_ecs_service ?? {};
  expect(service?.network_configuration).toMatchObject({
    assign_public_ip: false,
    security_groups: [
      '${aws_security_group.web_access.id}',
      '${aws_security_group.balancer_targets.id}',
    ],
  });
});

test.each<[Ec2CapacityOptions['networkMode'], string[]]>([
  [
    'bridge',
    ['${aws_security_group.hosts_access.id}', '${aws_security_group.balancer_targets.id}'],
  ],
  ['awsvpc', ['${aws_security_group.hosts_access.id}']],
])('instances in mode %s are in %j', (networkMode, security_groups) => {
  const [template] = all(synth(networkMode).resource, 'aws_launch_template');
  expect(template?.network_interfaces).toEqual([
    {
      device_index: 0,
      associate_public_ip_address: 'false',
      security_groups,
      delete_on_termination: 'true',
    },
  ]);
});

test('instances have public addresses with publicTasks', () => {
  const network = { nat: 'none', publicTasks: true } as const;
  const [template] = all(synthEc2([web], { network }).resource, 'aws_launch_template');
  expect(template?.network_interfaces).toMatchObject([{ associate_public_ip_address: 'true' }]);
});
