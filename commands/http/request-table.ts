import { readFileSync } from 'node:fs';
import type { ResolvedService } from '../../constructs/options/service/resolved-service';
import type { ResolvedRoute } from '../../constructs/options/service/routes';

/** A request and its expected response, from the local proxy and from a load balancer alike. */
export interface TableRow {
  /** Why the request is in the table. */
  readonly reason: string;
  /** Name of the service that has the route; `undefined` if no service should respond. */
  readonly service?: string;
  readonly method: 'GET' | 'HEAD';
  readonly path: string;
  /** Host header; `undefined` for the host of the URL. */
  readonly host?: string;
  readonly expect: RowExpectation;
}

export interface RowExpectation {
  /** Allowed status codes; `undefined` allows all below 500. */
  readonly status?: readonly number[];
  /** Path and query of the redirect. */
  readonly location?: string;
  /** Text that the body must contain. */
  readonly contains?: string;
  /** The whole body. */
  readonly body?: string;
  /** The response must come from the service, and must not be that for unknown paths. */
  readonly fromService?: boolean;
}

/** A path that no service has. */
export const unknownPath = '/no-such-path-7f3a';

/** A host name that no service has. */
export const unknownHostname = 'no-such-host.invalid';

interface OwnedRoute extends ResolvedRoute {
  readonly service: string;
  readonly page?: string;
}

/** Redirect of a stripped route without its slash: 308 from the local proxy, 301 from a load balancer, which lacks 308. */
const moved = [301, 308];

/** How a program refuses HEAD if it only knows GET. The row of GET has shown that the route leads to it. */
const withoutHead = [404, 405, 501];

/**
 * The requests that test the routes of services: each route itself, with HEAD, with a query, with encoded characters, without
 * its trailing slash, for another host, and with a similar path; and an unknown path.
 */
export function requestTable(services: readonly ResolvedService[]): TableRow[] {
  const routes = services.flatMap(({ name: service, routes, page }) =>
    routes.map((route): OwnedRoute => ({ ...route, service, page })),
  );
  const isRouted = (host: string | undefined, path: string) =>
    routes.some((route) => matches(route, host, path));

  const rows = routes.flatMap((route) => [
    ...rowsOf(route).map((owned) => ({ ...owned, service: route.service })),
    ...similarRows(route).filter(({ host, path }) => !isRouted(host, path)),
  ]);
  const unknown: TableRow = row('unknown path', unknownPath, { status: [404] }, unknownHostname);
  return isRouted(unknownHostname, unknownPath) ? rows : [...rows, unknown];
}

/** Whether a route matches a request. */
function matches(route: ResolvedRoute, host: string | undefined, path: string): boolean {
  if (route.host !== undefined && route.host !== host) return false;
  return path === route.prefix || path.startsWith(`${route.prefix}/`);
}

function rowsOf(route: OwnedRoute): TableRow[] {
  const { prefix, host, stripPrefix, expect, page } = route;
  const own = stripPrefix ? `${prefix}/` : prefix || '/';
  const { path: start = own, status: wanted = 200, contains } = expect;
  const status = [wanted];
  const ofHead = [...new Set([wanted, ...withoutHead])];
  const body =
    page !== undefined && start === own && contains === undefined && wanted === 200
      ? readFileSync(`${page}/index.html`, 'utf8')
      : undefined;
  const expected = { status, contains, body };
  const rows = [
    row('route', start, expected, host),
    { ...row('HEAD', start, { status: ofHead, body: '' }, host), method: 'HEAD' as const },
    row('query', `${start}?from=smoke&x=%20`, expected, host),
    row(
      'encoded path, any status of the service',
      `${prefix}/%E2%82%AC%20smoke`,
      { fromService: true },
      host,
    ),
  ];
  if (!stripPrefix) return rows;
  return [
    ...rows,
    row('without trailing slash', prefix, { status: moved, location: own }, host),
    row(
      'without trailing slash, query',
      `${prefix}?x=1&y=%20`,
      { status: moved, location: `${own}?x=1&y=%20` },
      host,
    ),
  ];
}

/** Requests that are similar to a route, but must not match it. */
function similarRows({ prefix, host }: ResolvedRoute): TableRow[] {
  if (prefix === '') return [];
  const similar = row('similar path', `${prefix}x`, { status: [404] }, host);
  return host
    ? [similar, row('other host', prefix, { status: [404] }, unknownHostname)]
    : [similar];
}

function row(reason: string, path: string, expect: RowExpectation, host?: string): TableRow {
  return { reason, method: 'GET', path, host, expect };
}
