import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { Testing } from 'cdktf';
import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import { validateServices } from '../../../../constructs/options/service/service-checks';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { FargateStack } from '../../../../constructs/stacks/fargate-stack';
import { LocalStack } from '../../../../constructs/stacks/local-stack';
import '../../../support/cdktf-matchers';
import { emptyApp, resolved } from '../../../support/synth-environment';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

const synth = (services: ServiceOptions[], more: Partial<EnvironmentOptions> = {}) =>
  Testing.synth(new FargateStack(emptyApp(), 'fargate', resolved('fargate', services, more)));

const resources = (stack: string) => JSON.parse(stack).resource;
const definition = (stack: string): Record<string, unknown> => {
  const [task] = Object.values<{ container_definitions: string }>(
    resources(stack).aws_ecs_task_definition,
  );
  return JSON.parse(task?.container_definitions ?? '[]')[0];
};

test('a service depends on what it needs, and leaves its task count to scaling', () => {
  expect(synth([web])).toHaveResourceWithProperties(EcsService, {
    desired_count: 1,
    lifecycle: { ignore_changes: ['desired_count'] },
    capacity_provider_strategy: [{ base: 0, capacity_provider: 'FARGATE', weight: 1 }],
    deployment_circuit_breaker: { enable: true, rollback: true },
    deployment_minimum_healthy_percent: 100,
    deployment_maximum_percent: 200,
    depends_on: expect.arrayContaining([
      'aws_ecs_cluster_capacity_providers.capacity',
      expect.stringMatching(/^aws_lb_listener_rule\./),
      expect.stringMatching(/^aws_iam_role_policy\./),
      expect.stringMatching(/^aws_route\.network_private-a-out/),
      expect.stringMatching(/^aws_vpc_endpoint_route_table_association\.endpoints_s3-private-a/),
    ]),
  });
});

test('the container is like that of the local stack, with its page as text', () => {
  const stack = synth([{ ...web, page: 'sites/a', user: '101:101', environment: { A: '${x}' } }]);
  expect(definition(stack)).toMatchObject({
    user: '101:101',
    readonlyRootFilesystem: true,
    linuxParameters: {
      capabilities: { add: [], drop: ['ALL'] },
      tmpfs: [{ containerPath: '/tmp', size: 64, mountOptions: ['mode=1777', 'noexec'] }],
    },
    stopTimeout: 30,
    environment: [
      { name: 'A', value: '$${x}' },
      { name: 'INDEX_HTML', value: expect.stringContaining('<h1>site a</h1>') },
      { name: 'PORT', value: '8080' },
    ],
  });
});

test('a further zone, service or route changes no existing resource', () => {
  const before = resources(synth([web]));
  const after = resources(
    synth([web, { ...web, name: 'two', routes: ['/two'] }], {
      network: { nat: 'single', zones: ['a', 'b', 'c'] },
    }),
  );
  for (const type of [
    'aws_subnet',
    'aws_lb_listener_rule',
    'aws_lb_target_group',
    'aws_ecs_task_definition',
  ]) {
    for (const [id, resource] of Object.entries(before[type]))
      expect(after[type][id]).toEqual(resource);
  }
});

test('no service can have the name of a part of a stack', () => {
  const environment = resolved('fargate', [{ ...web, name: 'only-service' }], {
    network: { nat: 'per-az', endpoints: true },
    https: { domain: 'shop.example' },
    production: true,
  });
  const stacks = [
    new FargateStack(emptyApp(), 'fargate', environment),
    new LocalStack(emptyApp(), 'local', environment),
  ];
  const parts = stacks.flatMap(({ node }) => node.children.map((child) => child.node.id));
  const possible = parts.filter((id) => /^[a-z][a-z0-9-]*$/.test(id) && id !== 'only-service');
  expect(possible).toContain('balancer');
  for (const name of possible) expect(validateServices([{ ...web, name }])).toHaveLength(1);
});
