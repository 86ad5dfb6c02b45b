import { createHash } from 'node:crypto';
import { formatRoute, type ResolvedRoute } from '../options/service/routes';

/**
 * Number of slots for routes with 0, 1, 2 … path segments. Common depths have more slots, so that two routes rarely get the
 * same one. The sum is half of the 50,000 priorities of a listener.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const slots = [1_000, 10_000, 7_000, 3_000, 1_500, 1_000, 700, 500, 300];

/** Slots of all depths. Routes with a host have the first half of the priorities, routes without a host the second half. */
const half = slots.reduce((sum, count) => sum + count, 0);

/** Maximum number of segments of a route. The limit ensures that deeper routes always match first. */
export const maxSegments = slots.length - 1;

/** The part of a route that determines its priority. */
export type RouteCondition = Pick<ResolvedRoute, 'host' | 'prefix' | 'priority'> &
  Partial<Pick<ResolvedRoute, 'stripPrefix'>>;

/** The first and the last priority that rules may have. */
export type PriorityRange = readonly [first: number, last: number];

/** All priorities of a listener. */
export const allPriorities: PriorityRange = [1, 2 * half];

/** `forward` matches all paths below a prefix; `redirect` matches the prefix alone, and comes first. */
export type RulePurpose = 'redirect' | 'forward';

/**
 * The first and the last possible priority of a rule: after deeper routes, before shallower ones. In a small range, a band can be
 * empty: its last priority is then less than its first.
 */
export function priorityBand(
  { host, prefix }: RouteCondition,
  purpose: RulePurpose = 'forward',
  range = allPriorities,
): [number, number] {
  const depth = pathDepth(prefix);
  const deeper = slots.slice(depth + 1).reduce((sum, count) => sum + count, 0);
  const size = (slots[depth] ?? 2) / 2;
  const before = (host === undefined ? half : 0) + deeper + (purpose === 'forward' ? size : 0);
  // The bands divide each range in the same proportions.
  const [first, last] = range;
  const scaled = (slot: number) => first + Math.floor((slot * (last - first + 1)) / (2 * half));
  return [scaled(before), scaled(before + size) - 1];
}

/** The first and the last possible priority of a route's `forward` rule. A stripped route has another rule in another band. */
export function routeBand(route: RouteCondition, range = allPriorities): [number, number] {
  const [first, last] = priorityBand(route, 'forward', range);
  if (!route.stripPrefix) return [first, last];
  const [firstRedirect, lastRedirect] = priorityBand(route, 'redirect', range);
  return [first, Math.min(last, first + lastRedirect - firstRedirect)];
}

/**
 * The priority of a listener rule. It depends only on the route, so other routes never change it. Routes with a host come
 * before routes without one, deeper routes before shallower ones, and exact paths before prefixes. Rules in the same band never
 * match the same request. Within the band, the priority is a hash of the route, or follows from the `priority` of the route if
 * it has one.
 *
 * @param range the priorities that the rules of the routes may have. The route must have a place in it.
 */
export function rulePriority(
  route: RouteCondition,
  purpose: RulePurpose,
  range = allPriorities,
): number {
  const [firstOfRule] = priorityBand(route, purpose, range);
  const [first, last] = routeBand(route, range);
  if (route.priority !== undefined) return firstOfRule + route.priority - first;
  const hash = createHash('sha256').update(formatRoute(route)).digest().readUInt32BE();
  return firstOfRule + (hash % (last - first + 1));
}

/** The last priority of a listener, or the one before it if a route has the last one. */
export function lastFreePriority(routes: readonly RouteCondition[]): number {
  const last = 2 * half;
  const isTaken = routes.some((route) => rulePriority(route, 'forward') === last);
  return isTaken ? last - 1 : last;
}

/** Number of segments of a path. */
export function pathDepth(prefix: string): number {
  return prefix.split('/').length - 1;
}
