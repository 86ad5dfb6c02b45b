import { requestTable } from '../../../../commands/http/request-table';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';

const table = (...services: Partial<ServiceOptions>[]) =>
  requestTable(
    resolveServices(
      services.map((service, index) => ({
        name: `service-${index}`,
        image: { folder: 'containers/web' },
        routes: ['/'],
        ...service,
      })),
    ),
  ).map(
    ({ method, path, host = '', expect }) => `${method} ${host}${path} ${JSON.stringify(expect)}`,
  );

test('a route is asked for as described, and a path beside it is not found', () => {
  expect(table({ routes: [{ path: '/v1/', expect: { status: 401, contains: 'no' } }] })).toEqual([
    'GET /v1 {"status":[401],"contains":"no"}',
    'HEAD /v1 {"status":[401,404,405,501],"body":""}',
    'GET /v1?from=smoke&x=%20 {"status":[401],"contains":"no"}',
    'GET /v1/%E2%82%AC%20smoke {"fromService":true}',
    'GET /v1x {"status":[404]}',
    'GET no-such-host.invalid/no-such-path-7f3a {"status":[404]}',
  ]);
});

test('a route that answers only below its path is asked for there', () => {
  expect(table({ routes: [{ path: '/hello', expect: { path: '/hello/anna' } }] })).toEqual([
    'GET /hello/anna {"status":[200]}',
    'HEAD /hello/anna {"status":[200,404,405,501],"body":""}',
    'GET /hello/anna?from=smoke&x=%20 {"status":[200]}',
    'GET /hello/%E2%82%AC%20smoke {"fromService":true}',
    'GET /hellox {"status":[404]}',
    'GET no-such-host.invalid/no-such-path-7f3a {"status":[404]}',
  ]);
  const stripped = table({
    routes: [{ path: '/a', stripPrefix: true, expect: { path: '/a/x' } }],
  });
  expect(stripped).toContain('GET /a {"status":[301,308],"location":"/a/"}');
});

test('a program that only knows GET may refuse HEAD', () => {
  const [head] = table({ routes: [{ path: '/a', expect: { status: 404 } }] }).slice(1);
  expect(head).toBe('HEAD /a {"status":[404,405,501],"body":""}');
});

test('a stripped prefix is redirected to its slash, with the query', () => {
  const rows = table({ routes: [{ path: '/a', stripPrefix: true }] });
  expect(rows).toContain('GET /a/ {"status":[200]}');
  expect(rows).toContain('GET /a {"status":[301,308],"location":"/a/"}');
  expect(rows).toContain('GET /a?x=1&y=%20 {"status":[301,308],"location":"/a/?x=1&y=%20"}');
});

test('a route of everything leaves no unknown path', () => {
  expect(table({ routes: ['/'] })).toEqual([
    'GET / {"status":[200]}',
    'HEAD / {"status":[200,404,405,501],"body":""}',
    'GET /?from=smoke&x=%20 {"status":[200]}',
    'GET /%E2%82%AC%20smoke {"fromService":true}',
  ]);
});

test('a path beside a route that another one takes is not expected to be missing', () => {
  expect(table({ routes: ['/a'] }, { routes: ['/ax'] })).not.toContain('GET /ax {"status":[404]}');
});

test('a route of a host is asked for at that host, and missing at others', () => {
  const rows = table({ routes: [{ path: '/b', host: 'shop.local' }] });
  expect(rows).toContain('GET shop.local/b {"status":[200]}');
  expect(rows).toContain('GET no-such-host.invalid/b {"status":[404]}');
  const both = table({ routes: [{ path: '/b', host: 'shop.local' }] }, { routes: ['/b'] });
  expect(both).not.toContain('GET no-such-host.invalid/b {"status":[404]}');
});

test('a service with a page answers exactly that page', () => {
  expect(table({ page: 'sites/a' })[0]).toMatch(
    /^GET \/ {"status":\[200],"body":"<!doctype html>.*<\/html>\\n"}$/,
  );
});
