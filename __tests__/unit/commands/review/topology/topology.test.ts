import type { Plan } from '../../../../../commands/review/plan/plan';
import { PlanContext } from '../../../../../commands/review/plan/plan-context';
import { topologyOf } from '../../../../../commands/review/topology/topology';
import { type SmallResource, smallPlan, to, unchanged } from '../../../../support/small-plan';

/** Each part as `role: line | line [state] > where it leads`. */
function nodeLines(plan: Plan): string[] {
  const nodes = topologyOf(new PlanContext(plan))?.nodes ?? [];
  const name = new Map(nodes.map(({ id, lines }) => [id, lines[0]]));
  return nodes.map(({ role, lines, state, to: ends }) => {
    const end = ends.length > 0 ? ` > ${ends.map((id) => name.get(id)).join(', ')}` : '';
    return `${role}: ${lines.join(' | ')}${state ? ` [${state}]` : ''}${end}`;
  });
}

const containers = (tag: string) =>
  JSON.stringify([
    { name: 'beside' },
    { name: 'shop', image: `host.example.com/team/shop:${tag}` },
  ]);
const balanced = { container_name: 'shop', container_port: 8080 };
const forward = { type: 'forward' };
const paths = (...values: string[]) => [{ path_pattern: [{ values }] }];

/** Load balancer, listener, rule and service, all of which are there, linked by ARN. */
function serviceResources(
  name = 'shop',
  changes: Readonly<Record<string, Partial<SmallResource>>> = {},
) {
  const resources = [
    unchanged(`aws_ecs_service.${name}`, {
      ...{ name, desired_count: 2, task_definition: `arn:task-${name}` },
      load_balancer: [{ ...balanced, target_group_arn: `arn:group-${name}` }],
    }),
    unchanged(`aws_ecs_task_definition.${name}`, {
      ...{ arn: `arn:task-${name}`, container_definitions: containers('1') },
    }),
    unchanged(`aws_lb_target_group.${name}`, { arn: `arn:group-${name}`, name, port: 80 }),
    unchanged(`aws_lb_listener_rule.${name}`, {
      ...{ listener_arn: 'arn:listener', priority: 10 },
      condition: paths(`/${name}`, `/${name}/*`),
      action: [{ ...forward, target_group_arn: `arn:group-${name}` }],
    }),
  ];
  return resources.map((resource) => ({
    ...resource,
    ...changes[resource.address.split('.')[0] ?? ''],
  }));
}

const entrance = [
  unchanged('aws_lb.main', { arn: 'arn:lb', name: 'main' }),
  unchanged('aws_lb_listener.http', {
    ...{ arn: 'arn:listener', load_balancer_arn: 'arn:lb', protocol: 'HTTP', port: 80 },
    default_action: [{ type: 'fixed-response', fixed_response: [{ status_code: '404' }] }],
  }),
];

test('what is new is followed by its expressions, since no ARN is known', () => {
  const plan = smallPlan([
    {
      address: 'aws_route53_record.name',
      after: { name: 'shop.example.com', type: 'A', alias: [{}] },
      written: { alias: [{ name: to('aws_lb.main.dns_name') }] },
    },
    { address: 'aws_lb.main', after: { name: 'main' } },
    {
      address: 'aws_lb_listener.http',
      after: {
        ...{ protocol: 'HTTP', port: 80 },
        default_action: [{ type: 'redirect', redirect: [{ protocol: 'HTTPS', host: '#{host}' }] }],
      },
      written: { load_balancer_arn: to('aws_lb.main.arn', 'aws_lb.main') },
    },
    {
      address: 'aws_lb_listener.https',
      after: { protocol: 'HTTPS', port: 443, default_action: [{ type: 'fixed-response' }] },
      written: { load_balancer_arn: to('aws_lb.main.arn', 'aws_lb.main') },
    },
    {
      address: 'aws_lb_listener_rule.forward',
      after: { priority: 20, condition: paths('/a/*'), action: [forward] },
      written: {
        listener_arn: to('aws_lb_listener.https.arn'),
        action: [{ target_group_arn: to('aws_lb_target_group.shop.arn') }],
      },
    },
    {
      address: 'aws_lb_listener_rule.redirect',
      after: {
        ...{ priority: 10, condition: paths('/a') },
        action: [{ type: 'redirect', redirect: [{ path: '/a/' }] }],
      },
      written: { listener_arn: to('aws_lb_listener.https.arn') },
    },
    { address: 'aws_lb_target_group.shop', after: { name: 'shop', port: 8080 } },
    {
      address: 'aws_ecs_service.shop',
      after: { name: 'shop', load_balancer: [balanced] },
      written: {
        task_definition: to('aws_ecs_task_definition.shop.arn'),
        load_balancer: [{ target_group_arn: to('aws_lb_target_group.shop.arn') }],
      },
    },
    { address: 'aws_ecs_task_definition.shop', after: { container_definitions: containers('1') } },
    {
      address: 'aws_appautoscaling_target.shop',
      after: { min_capacity: 1, max_capacity: 4 },
      written: { resource_id: to('aws_ecs_cluster.main.name', 'aws_ecs_service.shop.name') },
    },
  ]);
  expect(nodeLines(plan)).toEqual([
    'client: client > shop.example.com',
    'name: shop.example.com [create] > main',
    'balancer: main | load balancer [create] > HTTP :80, HTTPS :443',
    'listener: HTTP :80 | redirects to HTTPS [create]',
    'listener: HTTPS :443 | returns a fixed response if no rule matches [create] > /a',
    'rule: /a [create] > shop',
    'service: shop | 1 to 4 tasks, port 8080 | shop:1 [create]',
  ]);
});

test('a new revision of the task definition changes its service, and says which image comes', () => {
  const definition = {
    before: { arn: 'arn:task-shop', container_definitions: containers('1') },
    after: { container_definitions: containers('2') },
    isReplaced: true,
  };
  const plan = smallPlan([
    ...entrance,
    ...serviceResources('shop', { aws_ecs_task_definition: definition }),
  ]);
  expect(nodeLines(plan)).toEqual([
    'client: client > main',
    'balancer: main | load balancer > HTTP :80',
    'listener: HTTP :80 | returns 404 if no rule matches > /shop',
    'rule: /shop > shop',
    'service: shop | 2 tasks, port 8080 | shop:1 → shop:2 [update]',
  ]);
});

test('another target group is said of its service', () => {
  const plan = smallPlan([
    ...entrance,
    ...serviceResources('shop', { aws_lb_target_group: { isReplaced: true } }),
  ]);
  expect(nodeLines(plan).at(-1)).toBe(
    'service: shop | 2 tasks, port 8080 | shop:1 | target group replaced [update]',
  );
});

test('what goes is shown with the way that it had', () => {
  const destroyed = Object.fromEntries(
    serviceResources('old').map(({ address }) => [address.split('.')[0], { after: undefined }]),
  );
  expect(
    nodeLines(
      smallPlan([...entrance, ...serviceResources(), ...serviceResources('old', destroyed)]),
    ).slice(3),
  ).toEqual([
    'rule: /old [destroy] > old',
    'rule: /shop > shop',
    'service: old | 2 tasks, port 8080 | shop:1 [destroy]',
    'service: shop | 2 tasks, port 8080 | shop:1',
  ]);
});

test('what is sensitive is not shown', () => {
  const sensitive = { sensitive: { container_definitions: true } };
  const plan = smallPlan([
    ...entrance,
    ...serviceResources('shop', { aws_ecs_task_definition: sensitive }),
  ]);
  expect(nodeLines(plan).at(-1)).toBe('service: shop | 2 tasks, port 8080');
});

const thirty = [...Array(30).keys()].map((index) => `s${index}`);

test('of 30 services those are shown that change, with two of those that do not', () => {
  const changed = { aws_lb_target_group: { before: { port: 81 } } };
  const services = thirty.flatMap((name) => serviceResources(name, name === 's17' ? changed : {}));
  expect(nodeLines(smallPlan([...entrance, ...services])).slice(2)).toEqual([
    'listener: HTTP :80 | returns 404 if no rule matches > /s0, /s1, /s17, 27 more services, unchanged',
    'rule: /s0 > s0',
    'rule: /s1 > s1',
    'rule: /s17 > s17',
    'service: s0 | 2 tasks, port 8080 | shop:1',
    'service: s1 | 2 tasks, port 8080 | shop:1',
    'service: s17 | 2 tasks, port 8080 | shop:1 [update]',
    'rest: 27 more services, unchanged',
  ]);
});

test('where all 30 change eight are shown, those first that are replaced, and how many more there are of each', () => {
  const update = { aws_lb_target_group: { before: {} } };
  const replace = { aws_ecs_service: { isReplaced: true } };
  const services = thirty.flatMap((name, index) =>
    serviceResources(name, index % 3 === 0 ? replace : update),
  );
  const nodes = nodeLines(smallPlan([...entrance, ...services]));
  expect(nodes.filter((node) => node.startsWith('service'))).toHaveLength(8);
  expect(nodes.slice(-2)).toEqual([
    'rest: 2 more services, replaced [replace]',
    'rest: 20 more services, changed [update]',
  ]);
});

test('modules, for_each and count: by variables and outputs, each instance with that of its key', () => {
  const both = (address: string, after: object) =>
    ['a', 'b'].map((key) => ({
      address: `module.site.${address}["${key}"]`,
      after: { name: key, ...after },
    }));
  const plan: Plan = {
    ...smallPlan([
      { address: 'module.lb[0].aws_lb.this', after: { name: 'main' } },
      { address: 'module.lb[0].aws_lb_listener.this', after: { protocol: 'HTTP', port: '80' } },
      ...both('aws_lb_target_group.this', {}),
      ...both('aws_ecs_service.this', { load_balancer: [{}] }),
      ...both('aws_lb_listener_rule.this', { action: [forward] }).map((rule) => ({
        ...rule,
        after: { ...rule.after, condition: paths(`/${rule.after.name}`) },
      })),
    ]),
    configuration: {
      root_module: {
        module_calls: {
          lb: {
            module: {
              outputs: {
                listener: { expression: to('aws_lb_listener.this.arn', 'aws_lb_listener.this') },
              },
              resources: [
                {
                  ...{ address: 'aws_lb_listener.this', mode: 'managed', type: 'aws_lb_listener' },
                  expressions: { load_balancer_arn: to('aws_lb.this.arn', 'aws_lb.this') },
                },
              ],
            },
          },
          site: {
            expressions: { listener: to('module.lb[0].listener', 'module.lb[0]', 'module.lb') },
            module: {
              resources: [
                {
                  ...{ address: 'aws_ecs_service.this', mode: 'managed', type: 'aws_ecs_service' },
                  expressions: {
                    load_balancer: [
                      { target_group_arn: to('aws_lb_target_group.this', 'each.key') },
                    ],
                  },
                },
                {
                  ...{
                    address: 'aws_lb_listener_rule.this',
                    mode: 'managed',
                    type: 'aws_lb_listener_rule',
                  },
                  for_each_expression: to('aws_lb_target_group.this'),
                  expressions: {
                    listener_arn: to('var.listener'),
                    action: [{ target_group_arn: to('each.value.arn', 'each.value') }],
                  },
                },
              ],
            },
          },
        },
      },
    },
  };
  expect(nodeLines(plan)).toEqual([
    'client: client > main',
    'balancer: main | load balancer [create] > HTTP :80',
    'listener: HTTP :80 [create] > /a, /b',
    'rule: /a [create] > a',
    'rule: /b [create] > b',
    'service: a [create]',
    'service: b [create]',
  ]);
});

test('rules of a listener that is not in the plan are reached by the client', () => {
  const plan = smallPlan([...serviceResources('shop'), ...serviceResources('blog')]);
  expect(nodeLines(plan)).toEqual([
    'client: client > /blog, /shop',
    'rule: /blog > blog',
    'rule: /shop > shop',
    'service: blog | 2 tasks, port 8080 | shop:1',
    'service: shop | 2 tasks, port 8080 | shop:1',
  ]);
});

test('there is no topology without a load balancer, listener or rule', () => {
  expect(
    topologyOf(new PlanContext(smallPlan([{ address: 'aws_s3_bucket.main', after: {} }]))),
  ).toBeUndefined();
  expect(topologyOf(new PlanContext({} as Plan))).toBeUndefined();
});

test('odd values are left out, and break nothing', () => {
  const odd = [null, true, 7, 'text', [null], [[]], { a: null }];
  const types = [
    'lb',
    'lb_listener',
    'lb_listener_rule',
    'lb_target_group',
    'ecs_service',
    'route53_record',
  ];
  const names = [
    'condition',
    'action',
    'default_action',
    'load_balancer',
    'alias',
    'name',
    'port',
    'arn',
  ];
  for (const value of odd) {
    const after = Object.fromEntries(names.map((name) => [name, value]));
    const written = Object.fromEntries(names.map((name) => [name, value]));
    const plan = smallPlan(types.map((type) => ({ address: `aws_${type}.x`, after, written })));
    expect(topologyOf(new PlanContext(plan))?.nodes[0]?.role).toBe('client');
  }
});
