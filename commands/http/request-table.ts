import { readFileSync } from 'node:fs';
import type { ResolvedService } from '../../constructs/options/service/resolve-services';
import type { ResolvedRoute } from '../../constructs/options/service/routes';

/** A request, and what must come back: from the local proxy as from a load balancer. */
export interface TableRow {
  /** Why the request is in the table. */
  readonly reason: string;
  /** Name of the service that has the route; `undefined` if none should answer. */
  readonly service?: string;
  readonly method: 'GET' | 'HEAD';
  readonly path: string;
  /** Host name to ask for; `undefined` is the one in the URL. */
  readonly host?: string;
  readonly expect: RowExpectation;
}

export interface RowExpectation {
  /** Any of these; `undefined`: any below 500. */
  readonly status?: readonly number[];
  /** Path and query to which the answer redirects. */
  readonly location?: string;
  /** Text that is part of the body. */
  readonly contains?: string;
  /** The whole body. */
  readonly body?: string;
  /** The answer must be the service's own, and not that for a path without a route. */
  readonly fromService?: boolean;
}

/** A path that no service has. */
export const unknownPath = '/no-such-path-7f3a';

/** A host name that nobody has. */
export const unknownHostname = 'no-such-host.invalid';

interface OwnedRoute extends ResolvedRoute {
  readonly service: string;
  readonly page?: string;
}

/** For the bare prefix of a stripped route: the local proxy says 308, a load balancer has only 301. */
const moved = [301, 308];

/**
 * The requests that prove the routes of a description: each route as described, with HEAD, with a query, with encoded
 * characters, without its last slash, for another host, and just beside it; and a path that nobody has.
 */
export function requestTable(services: readonly ResolvedService[]): TableRow[] {
  const routes = services.flatMap(({ name: service, routes, page }) =>
    routes.map((route): OwnedRoute => ({ ...route, service, page })),
  );
  const isRouted = (host: string | undefined, path: string) =>
    routes.some((route) => leadsTo(route, host, path));

  const rows = routes.flatMap((route) => [
    ...rowsOf(route).map((owned) => ({ ...owned, service: route.service })),
    ...besideRows(route).filter(({ host, path }) => !isRouted(host, path)),
  ]);
  const unknown: TableRow = row('unknown path', unknownPath, { status: [404] }, unknownHostname);
  return isRouted(unknownHostname, unknownPath) ? rows : [...rows, unknown];
}

/** Whether a route, or one behind it, takes a request. */
function leadsTo(route: ResolvedRoute, host: string | undefined, path: string): boolean {
  if (route.host !== undefined && route.host !== host) return false;
  return path === route.prefix || path.startsWith(`${route.prefix}/`);
}

function rowsOf(route: OwnedRoute): TableRow[] {
  const { prefix, host, stripPrefix, expect, page } = route;
  const start = stripPrefix ? `${prefix}/` : prefix || '/';
  const { status: wanted = 200, contains } = expect;
  const status = [wanted];
  const body =
    page !== undefined && contains === undefined && wanted === 200
      ? readFileSync(`${page}/index.html`, 'utf8')
      : undefined;
  const described = { status, contains, body };
  const rows = [
    row('route', start, described, host),
    { ...row('HEAD', start, { status, body: '' }, host), method: 'HEAD' as const },
    row('query', `${start}?from=smoke&x=%20`, described, host),
    row('encoded path', `${prefix}/%E2%82%AC%20smoke`, { fromService: true }, host),
  ];
  if (!stripPrefix) return rows;
  return [
    ...rows,
    row('without its slash', prefix, { status: moved, location: start }, host),
    row(
      'without its slash, query',
      `${prefix}?x=1&y=%20`,
      { status: moved, location: `${start}?x=1&y=%20` },
      host,
    ),
  ];
}

/** Requests that are near a route, but not for it. */
function besideRows({ prefix, host }: ResolvedRoute): TableRow[] {
  if (prefix === '') return [];
  const beside = row('beside the route', `${prefix}x`, { status: [404] }, host);
  return host ? [beside, row('other host', prefix, { status: [404] }, unknownHostname)] : [beside];
}

function row(reason: string, path: string, expect: RowExpectation, host?: string): TableRow {
  return { reason, method: 'GET', path, host, expect };
}
