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
