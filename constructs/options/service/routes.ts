import { isText, textLimits } from '../text';
import { serviceIssues, type ValidationIssues } from '../validation-issues';
import type { ExpectedResponse, RouteOptions } from './route-options';

/** A route with all defaults. */
export interface ResolvedRoute {
  /** Path prefix without a trailing slash; '' for all paths. */
  readonly prefix: string;
  /** Lower-case host name, or undefined for any host. */
  readonly host?: string;
  readonly stripPrefix: boolean;
  /** Priority of its rule on the load balancer, if set. */
  readonly priority?: number;
  readonly expect: ExpectedResponse;
}

/** Fills in the defaults of a route. */
export function resolveRoute(options: string | RouteOptions): ResolvedRoute {
  const {
    path = '/',
    host,
    stripPrefix = false,
    expect = {},
    priority,
  } = typeof options === 'string' ? { path: options } : options;
  const prefix = path.replace(/\/$/, '');
  // "/" has no prefix to remove.
  return {
    prefix,
    host: host?.toLowerCase(),
    stripPrefix: stripPrefix && prefix !== '',
    priority,
    expect,
  };
}

/** Formats a route: `/a` or `shop.local/a`. */
export function formatRoute({ host = '', prefix }: Pick<ResolvedRoute, 'host' | 'prefix'>): string {
  return host + (prefix || '/');
}

/** The path pattern of an ALB rule can have 128 characters, including the `/*` that is appended. */
const maxPathLength = 126;

/** Validates a route. Both the local proxy and an Application Load Balancer must support it. */
export function checkRoute(
  issues: ValidationIssues,
  value: unknown,
): value is string | RouteOptions {
  const before = issues.all.length;
  const route = typeof value === 'string' ? { path: value } : value;
  if (
    !issues.object('route', route, [
      'path',
      'host',
      'subdomain',
      'stripPrefix',
      'priority',
      'expect',
    ])
  )
    return false;
  const { host, subdomain, stripPrefix, priority = 1, expect } = route;
  const path = route.path ?? (host === undefined && subdomain === undefined ? undefined : '/');

  if (host !== undefined && subdomain !== undefined) {
    issues.report('a route must not have both host and subdomain; leave one out');
  } else if (subdomain !== undefined) {
    const suggestion = 'write for example "admin"';
    issues.add(
      'the subdomain of a route must be a name of letters, digits, hyphens and dots',
      subdomain,
      suggestion,
    );
  }
  if (typeof path !== 'string' || !path.startsWith('/')) {
    const suggestion = typeof path === 'string' ? insteadOfPath(path) : undefined;
    issues.add('the path of a route must start with "/"', path, suggestion);
  } else if (/[^A-Za-z0-9._~@:+/-]/.test(path)) {
    const allowed = 'letters, digits, "/" and . _ ~ @ : + -';
    const suggestion = path.includes('*') ? 'a route is a prefix and needs no "*"' : undefined;
    issues.add(`the path of a route can only have ${allowed}`, path, suggestion);
  } else if (/\/\/|\/\.\.?(\/|$)/.test(path)) {
    issues.add('the path of a route must not have "//" or dot segments', path);
  } else if (path.length > maxPathLength) {
    issues.add(`the path of a route can have at most ${maxPathLength} characters`, path);
  }
  if (host !== undefined && !(typeof host === 'string' && isHostname(host))) {
    issues.add(
      'the host of a route must be a name such as "shop.local"',
      host,
      'leave out scheme, port and "*"',
    );
  }
  if (stripPrefix !== undefined && typeof stripPrefix !== 'boolean') {
    issues.add('stripPrefix of a route must be true or false', stripPrefix);
  }
  issues.integer('priority of a route', priority, 1, 50_000);
  if (expect !== undefined) checkExpected(issues, expect, path);
  return issues.all.length === before;
}

/** A hostname without a path is written as the host of a route. */
function insteadOfPath(path: string): string {
  const [host = '', ...rest] = path.replace(/^https?:\/\//, '').split('/');
  const prefix = `/${rest.join('/')}`;
  return host.includes('.') && isHostname(host)
    ? `write { host: '${host}', path: '${prefix}' }`
    : `write ${JSON.stringify(`/${path}`)}`;
}

function checkExpected(issues: ValidationIssues, expect: unknown, route: unknown): void {
  if (!issues.object('expect of a route', expect, ['path', 'status', 'contains'])) return;
  const prefix = typeof route === 'string' ? route.replace(/\/$/, '') : '';
  const { path } = expect;
  if (
    path !== undefined &&
    (typeof path !== 'string' ||
      !/^\/[\w.~@:+%/-]*$/.test(path) ||
      !(path === prefix || path.startsWith(`${prefix}/`)))
  ) {
    const rule = `path in expect of a route must be its path, or one below it`;
    issues.add(rule, path, `write for example "${prefix}/status"`);
  }
  const { status = 200, contains = '' } = expect;
  issues.integer('status in expect of a route', status, 200, 599);
  if (!isText(contains)) {
    const rule = 'contains in expect of a route must be a string';
    const limits = typeof contains === 'string' ? ` ${textLimits}` : '';
    issues.add(`${rule}${limits}`, contains);
  }
}

/** Whether a string is a host name of letters, digits, hyphens and dots. */
export function isHostname(host: string): boolean {
  return host.length <= 128 && new RegExp(`^${hostnamePattern}$`, 'i').test(host);
}

const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';

/** Pattern of a host name in lower-case letters. */
export const hostnamePattern = `${label}(\\.${label})*`;

/** Validates that no two routes are the same. */
export function checkRoutesTogether(
  services: readonly { name: string; routes: ResolvedRoute[] }[],
  all: string[],
): void {
  const owners = new Map<string, string>();
  for (const { name, routes } of services) {
    const issues = serviceIssues(name, all);
    for (const route of routes) {
      const text = formatRoute(route);
      const owner = owners.get(text);
      if (owner === name) issues.report(`route "${text}" is used twice; remove one`);
      else if (owner !== undefined) {
        issues.report(
          `route "${text}" already leads to service "${owner}"; use another path or host for one of them`,
        );
      }
      owners.set(text, owner ?? name);
    }
  }
}
