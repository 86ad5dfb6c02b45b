import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthEc2 } from '../../../support/synth-ec2';
import { plainOptions } from '../../../support/synth-environment';
import { synthFargate } from '../../../support/synth-fargate';
import { synthModules } from '../../../support/synth-modules';

const services: ServiceOptions[] = [
  { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] },
];

const valuesOf = (outputs: Readonly<Record<string, { readonly value: unknown }>>) =>
  Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));

test('the stack of an environment has all outputs of a module, and its own', () => {
  const { magicnight } = synthModules({ services, options: plainOptions, ec2Capacity: {} });
  const inModule = Object.keys(magicnight?.output ?? {});
  const names = Object.keys(synthFargate(services).output);
  expect(inModule.length).toBeGreaterThan(20);
  expect(inModule.filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name) => !inModule.includes(name))).toEqual([
    'load_balancer_name',
    'task_definitions',
  ]);
});

test('outputs have names, ids and ARNs of the resources', () => {
  const { task_definitions, url, urls, ...values } = valuesOf(synthFargate(services).output);
  const lb = '${aws_lb.balancer';
  const group = (name: string, field: string) => `\${aws_security_group.${name}.${field}}`;
  const groups = (field: string) => ({
    load_balancer: group('balancer_access', field),
    all_tasks: group('balancer_targets', field),
    web: group('web_access', field),
  });
  const pair = (word: string, address: string) => ({
    [`${word}_arns`]: { web: `\${${address}.arn}` },
    [`${word}_names`]: { web: `\${${address}.name}` },
  });
  const subnets = (tier: string) =>
    ['a', 'b'].map((zone) => `\${aws_subnet.network_${tier}_zone-${zone}.id}`);
  expect(values).toEqual({
    load_balancer_name: `${lb}.dns_name}`,
    load_balancer_arn: `${lb}.arn}`,
    load_balancer_dns_name: `${lb}.dns_name}`,
    load_balancer_zone_id: `${lb}.zone_id}`,
    listener_arn: '${aws_lb_listener.listener_http.arn}',
    cluster_arn: '${aws_ecs_cluster.cluster.arn}',
    cluster_name: '${aws_ecs_cluster.cluster.name}',
    vpc_id: '${aws_vpc.network.id}',
    public_subnet_ids: subnets('public'),
    task_subnet_ids: subnets('private'),
    ...pair('target_group', 'aws_lb_target_group.web_targets'),
    ...pair('task_role', 'aws_iam_role.web_roles_task'),
    ...pair('execution_role', 'aws_iam_role.web_roles_execution'),
    ...pair('log_group', 'aws_cloudwatch_log_group.web_logs'),
    service_arns: { web: '${aws_ecs_service.web.arn}' },
    // A list of names, which commands read. A module has names by service.
    service_names: ['web'],
    security_group_arns: groups('arn'),
    security_group_ids: groups('id'),
    security_group_names: groups('name'),
  });
});

test('on EC2 in mode bridge, a service has no security group of its own', () => {
  const { security_group_ids } = valuesOf(synthEc2(services, {}, {}).output);
  expect(security_group_ids).toEqual({
    load_balancer: '${aws_security_group.balancer_access.id}',
    all_tasks: '${aws_security_group.balancer_targets.id}',
  });
});
