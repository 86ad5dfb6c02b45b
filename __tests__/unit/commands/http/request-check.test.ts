import { difference } from '../../../../commands/http/request-check';
import type { TableRow } from '../../../../commands/http/request-table';

const route: TableRow = {
  reason: 'route',
  service: 'web',
  method: 'GET',
  path: '/hello',
  expect: { status: [200] },
};
const answer = (status: number) => ({ status, headers: {}, body: '' });
const origin = new URL('https://localhost:8443');

test('a route that does not answer its own path says how to describe that', () => {
  expect(difference(route, answer(404), undefined, origin)).toBe(
    'returned 404, expected 200; if this is right, set expect: { status: 404 } for the route in services.ts, or expect: { path } for a path that returns 200',
  );
});

test.each([
  [{ ...route, reason: 'query' }, 404],
  [route, 502],
])('%j with %i is only what it is', (row, status) => {
  expect(difference(row, answer(status), undefined, origin)).toBe(
    `returned ${status}, expected 200`,
  );
});
