import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

/** The listener rules of a service with these routes, by their ids. */
const rules = (routes: ServiceOptions['routes'], name = 'web') =>
  synthFargate([{ ...web, name, routes }]).resource.aws_lb_listener_rule ?? {};

test('a stripped prefix is rewritten, and the prefix alone redirected', () => {
  const [rewrite, redirect] = Object.values(
    rules([{ path: '/a', host: 'shop.example', stripPrefix: true }]),
  );
  const host = { host_header: { values: ['shop.example'] } };
  expect(rewrite).toMatchObject({
    condition: [{ path_pattern: { values: ['/a/*'] } }, host],
    transform: [
      {
        type: 'url-rewrite',
        url_rewrite_config: { rewrite: { regex: '^/a/(.*)$', replace: '/$1' } },
      },
    ],
  });
  expect(redirect).toMatchObject({
    condition: [{ path_pattern: { values: ['/a'] } }, host],
    action: [{ type: 'redirect', redirect: { path: '/a/', status_code: 'HTTP_301' } }],
  });
});

/** Addresses of the rules, each with its priority and its first path. */
const addresses = (routes: ServiceOptions['routes']) =>
  Object.fromEntries(
    Object.entries(rules(routes)).map(([id, { priority, condition }]) => {
      const [{ path_pattern }] = condition as [{ path_pattern: { values: string[] } }];
      return [id, `${priority} ${path_pattern.values[0]}`];
    }),
  );

test('two routes that swap their priorities, or one that is renamed, change rules in place', () => {
  const shop = (priority: number) => ({ path: '/shop', priority });
  const cart = (priority: number) => ({ path: '/cart', priority });
  expect(addresses([shop(45_000), cart(45_001)])).toEqual({
    http_priority_45000_forward: '45000 /shop',
    http_priority_45001_forward: '45001 /cart',
  });
  expect(addresses([shop(45_001), cart(45_000)])).toEqual({
    http_priority_45000_forward: '45000 /cart',
    http_priority_45001_forward: '45001 /shop',
  });
  expect(addresses([{ path: '/store', priority: 45_000 }])).toEqual({
    http_priority_45000_forward: '45000 /store',
  });
  // A route can have the same words.
  expect(Object.keys(rules(['/priority-45000', shop(45_000)]))).toEqual([
    'http_priority-45000_forward',
    'http_priority_45000_forward',
  ]);
});

test('a route that gets a priority of its own keeps its rules', () => {
  const routes = (priority?: number) => [{ path: '/a', stripPrefix: true, priority }, '/b'];
  const { moved, resource } = synthFargate([{ ...web, routes: routes(45_000) }]);
  const was = rules(routes());
  const [forward, redirect] = ['http_a_forward', 'http_a_redirect'];
  expect(Object.keys(was)).toEqual([forward, redirect, 'http_b_forward']);
  expect(moved).toEqual([
    {
      from: `aws_lb_listener_rule.${forward}`,
      to: 'aws_lb_listener_rule.http_priority_45000_forward',
    },
    {
      from: `aws_lb_listener_rule.${redirect}`,
      to: 'aws_lb_listener_rule.http_priority_45000_redirect',
    },
  ]);
  expect(Object.keys(resource.aws_lb_listener_rule ?? {})).toEqual([
    'http_b_forward',
    'http_priority_45000_forward',
    'http_priority_45000_redirect',
  ]);
  expect(synthFargate([{ ...web, routes: routes() }]).moved).toBeUndefined();
});

test('a route that moves to another service keeps its rule, whatever characters it has', () => {
  const routes = ['/a-b', '/a/b', '/a.b', { path: '/~a', stripPrefix: true }];
  const before = rules(routes);
  const after = rules(routes, 'renamed');
  expect(Object.keys(before)).toHaveLength(5);
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const [id, { priority, tags }] of Object.entries(before)) {
    expect(after[id]?.priority).toBe(priority);
    expect(Object.values(tags as object).join()).toMatch(/^[A-Za-z0-9 _.:/=+@-]*$/);
  }
});
