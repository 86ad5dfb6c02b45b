import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthEc2 } from '../../../support/synth-ec2';
import { all, type SynthesizedStack } from '../../../support/synth-fargate';

const web: ServiceOptions = {
  name: 'web',
  image: { folder: 'containers/web' },
  routes: ['/'],
  tracing: 'xray',
};
const services = [web, { ...web, name: 'two', routes: ['/two'] }];

/** Address → addresses of the resources that it references or depends on. */
function references({ resource }: SynthesizedStack): Map<string, string[]> {
  const entries = Object.entries(resource).flatMap(([type, resources]) =>
    Object.entries(resources).map(([id, body]) => [`${type}.${id}`, body] as const),
  );
  const addresses = new Set<string>(entries.map(([address]) => address));
  return new Map(
    entries.map(([address, { '//': _, ...body }]) => {
      const words = JSON.stringify(body).match(/\baws_\w+\.[\w-]+/g) ?? [];
      return [address, [...new Set(words)].filter((word) => addresses.has(word))];
    }),
  );
}

/** Whether one resource references another, directly or through others. */
function waitsFor(graph: Map<string, string[]>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const dependencies = [...(graph.get(from) ?? [])];
  for (const next of dependencies) {
    if (next === to) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    dependencies.push(...(graph.get(next) ?? []));
  }
  return false;
}

const chain = [
  'aws_ecs_cluster_capacity_providers.hosts_association',
  'aws_ecs_capacity_provider.hosts_provider',
  'aws_autoscaling_group.hosts_group',
  'aws_launch_template.hosts_template',
  'aws_ecs_cluster.cluster',
];

test.each(['sidecar', 'daemon'] as const)(
  'with xray: "%s" what is in use goes last: services, association, provider, group, template, cluster',
  (xray) => {
    const configuration = synthEc2(services, {}, { xray, maxHosts: 20 });
    const graph = references(configuration);
    const users = Object.keys(configuration.resource.aws_ecs_service ?? {}).map(
      (id) => `aws_ecs_service.${id}`,
    );
    expect(users).toHaveLength(xray === 'daemon' ? 3 : 2);
    for (const user of users) {
      expect([user, graph.get(user)]).toEqual([user, expect.arrayContaining([chain[0]])]);
    }
    for (const [index, address] of chain.slice(0, -1).entries()) {
      const next = String(chain[index + 1]);
      expect([address, graph.get(address)]).toEqual([address, expect.arrayContaining([next])]);
    }
    // Nor does it depend on anything that depends on it.
    for (const [address] of graph)
      expect([address, waitsFor(graph, address, address)]).toEqual([address, false]);
  },
);

test('instances start after their role and their egress exist, and no service has a launch type', () => {
  const { resource } = synthEc2(services, {}, { xray: 'daemon', maxHosts: 20 });
  const [group] = all(resource, 'aws_autoscaling_group');
  expect(group?.depends_on).toEqual(
    expect.arrayContaining([
      'aws_iam_role_policy.hosts_role_agent',
      'aws_vpc_security_group_egress_rule.hosts_access_out-443',
      'aws_route.network_private-a-out',
    ]),
  );
  const { 'xray-daemon': daemon, ...others } = resource.aws_ecs_service ?? {};
  for (const service of Object.values(others)) {
    expect(service).not.toHaveProperty('launch_type');
    expect(service).toMatchObject({
      availability_zone_rebalancing: 'ENABLED',
      capacity_provider_strategy: [
        {
          capacity_provider: '${aws_ecs_capacity_provider.hosts_provider.name}',
          base: 0,
          weight: 1,
        },
      ],
      // Zones first, or ECS cannot rebalance them.
      ordered_placement_strategy: [
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'binpack', field: 'memory' },
      ],
    });
  }
  expect(daemon?.launch_type).toBe('EC2');
});

test('a service on each instance is a DAEMON service', () => {
  const { resource } = synthEc2(services, {}, { xray: 'daemon', maxHosts: 20 });
  const daemon = resource.aws_ecs_service?.['xray-daemon'];
  expect(daemon).toMatchObject({
    launch_type: 'EC2',
    scheduling_strategy: 'DAEMON',
    deployment_minimum_healthy_percent: 0,
    deployment_maximum_percent: 100,
  });
  for (const field of [
    'availability_zone_rebalancing',
    'capacity_provider_strategy',
    'desired_count',
    'network_configuration',
    'ordered_placement_strategy',
  ]) {
    expect(daemon).not.toHaveProperty(field);
  }
});
