import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { App, Testing } from 'cdktf';
import type { ResolvedEnvironment } from '../../../../constructs/options/environment/environment-options';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import { validateServices } from '../../../../constructs/options/service/service-checks';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { FargateStack } from '../../../../constructs/stacks/fargate-stack';
import { LocalStack } from '../../../../constructs/stacks/local-stack';
import { RegistryStack } from '../../../../constructs/stacks/registry-stack';
import '../../../support/cdktf-matchers';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };

const synth = (services: ServiceOptions[], more: Partial<ResolvedEnvironment> = {}) => {
  const environment: ResolvedEnvironment = {
    services: resolveServices(services),
    region: 'eu-central-1',
    network: { nat: 'single' },
    https: false,
    ...more,
  };
  return Testing.synth(new FargateStack(new App({ context }), 'fargate', environment));
};

const resources = (stack: string) => JSON.parse(stack).resource;
const definition = (stack: string): Record<string, unknown> => {
  const [task] = Object.values<{ container_definitions: string }>(
    resources(stack).aws_ecs_task_definition,
  );
  return JSON.parse(task?.container_definitions ?? '[]')[0];
};

test('a service waits for what it needs and leaves its count to scaling', () => {
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

test('the container is that of the local stack, and its page travels as text', () => {
  const stack = synth([{ ...web, page: 'sites/a', user: '101:101', environment: { A: '${x}' } }]);
  expect(definition(stack)).toMatchObject({
    user: '101:101',
    readonlyRootFilesystem: true,
    linuxParameters: {
      capabilities: { add: [], drop: ['ALL'] },
      tmpfs: [{ containerPath: '/tmp', size: 64, mountOptions: ['mode=1777'] }],
    },
    stopTimeout: 30,
    environment: [
      { name: 'A', value: '$${x}' },
      { name: 'INDEX_HTML', value: expect.stringContaining('<h1>site a</h1>') },
      { name: 'PORT', value: '8080' },
    ],
  });
});

test('a stripped prefix is rewritten, and the bare one redirected', () => {
  const stack = synth([
    { ...web, routes: [{ path: '/a', host: 'shop.example', stripPrefix: true }] },
  ]);
  const host = { host_header: { values: ['shop.example'] } };
  expect(stack).toHaveResourceWithProperties(LbListenerRule, {
    condition: [{ path_pattern: { values: ['/a/*'] } }, host],
    transform: [
      {
        type: 'url-rewrite',
        url_rewrite_config: { rewrite: { regex: '^/a/(.*)$', replace: '/$1' } },
      },
    ],
  });
  expect(stack).toHaveResourceWithProperties(LbListenerRule, {
    condition: [{ path_pattern: { values: ['/a'] } }, host],
    action: [{ type: 'redirect', redirect: { path: '/a/', status_code: 'HTTP_301' } }],
  });
});

test('tasks may pull their own image and write their own logs', () => {
  const [policy] = Object.values<{ policy: string }>(resources(synth([web])).aws_iam_role_policy);
  expect(synth([web])).toHaveResourceWithProperties(IamRolePolicy, { name: 'start' });
  const { Statement } = JSON.parse(policy?.policy ?? '{}');
  const broad = Statement.filter(({ Resource }: { Resource: string }) => Resource === '*');
  expect(broad).toEqual([
    { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
  ]);
});

test('a further zone, service or route changes nothing that was there', () => {
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

test('the registry has one repository for each folder, whose tags never change', () => {
  const services = resolveServices([web, { ...web, name: 'two', routes: ['/two'] }]);
  const stack = Testing.synth(
    new RegistryStack(new App({ context }), 'registry', { services, region: 'eu-central-1' }),
  );
  expect(resources(stack).aws_ecr_repository).toEqual({
    magicnight_web: expect.objectContaining({
      name: 'magicnight/web',
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: { scan_on_push: true },
    }),
  });
});

test('a route that moves to another service keeps its rule, whatever signs it has', () => {
  const routes = ['/a-b', '/a/b', '/a.b', { path: '/~a', stripPrefix: true }];
  const before = resources(synth([{ ...web, routes }])).aws_lb_listener_rule;
  const after = resources(synth([{ ...web, name: 'renamed', routes }])).aws_lb_listener_rule;
  expect(Object.keys(before)).toHaveLength(5);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const [id, { priority, tags }] of Object.entries<{ priority: number; tags: object }>(
    before,
  )) {
    expect(after[id].priority).toBe(priority);
    expect(Object.values(tags).join()).toMatch(/^[A-Za-z0-9 _.:/=+@-]*$/);
  }
});

test('an image of a private repository may be pulled, and no other', () => {
  const reference = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.2';
  const stack = synth([{ ...web, image: { reference } }]);
  const [{ policy } = { policy: '{}' }] = Object.values<{ policy: string }>(
    resources(stack).aws_iam_role_policy,
  );
  const granted = JSON.parse(policy).Statement.map(
    ({ Resource }: { Resource: string }) => Resource,
  );
  expect(granted).toContain('arn:aws:ecr:eu-west-1:123456789012:repository/team/app');
});

test('a route with a host has its URL there', () => {
  const routes = [{ path: '/x', host: 'shop.example' }, '/'];
  const { urls } = JSON.parse(synth([{ ...web, routes }])).output;
  expect(urls.value).toEqual({
    'shop.example/x': 'http://shop.example/x',
    '/': 'http://${aws_lb.balancer.dns_name}/',
  });
});

test('the load balancer asks where the service answers, and gives it time to start', () => {
  const synthHealth = (more: Partial<ServiceOptions>) => {
    const { aws_lb_target_group: groups, aws_ecs_service: services } = resources(
      synth([{ ...web, ...more }]),
    );
    const [group] = Object.values<{ health_check: { path: string } }>(groups);
    return [group?.health_check.path, services.web.health_check_grace_period_seconds];
  };
  expect(synthHealth({ routes: ['/shop'] })).toEqual(['/shop', 60]);
  expect(synthHealth({ routes: [{ path: '/shop', stripPrefix: true }] })).toEqual(['/', 60]);
  const healthCheck = { command: ['true'], startPeriodSeconds: 300 };
  expect(synthHealth({ healthPath: '/healthz', healthCheck })).toEqual(['/healthz', 330]);
});

test('no service can have the name of a part of a stack', () => {
  const services = resolveServices([{ ...web, name: 'only-service' }]);
  const stacks = [
    new FargateStack(new App({ context }), 'fargate', {
      services,
      region: 'eu-central-1',
      network: { nat: 'per-az', endpoints: true },
      https: { domain: 'shop.example' },
      production: true,
    }),
    new LocalStack(new App({ context }), 'local', { services }),
  ];
  const parts = stacks.flatMap(({ node }) => node.children.map((child) => child.node.id));
  const possible = parts.filter((id) => /^[a-z][a-z0-9-]*$/.test(id) && id !== 'only-service');
  expect(possible).toContain('balancer');
  for (const name of possible) expect(validateServices([{ ...web, name }])).toHaveLength(1);
});
