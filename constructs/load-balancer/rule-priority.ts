import { createHash } from 'node:crypto';
import type { ResolvedRoute } from '../options/service/routes';
import { formatRoute } from '../options/service/routes';

/**
 * Slots for routes of 0, 1, 2 … segments; more for the depths at which most routes are, so that two rarely fall on the
 * same. Twice their sum is the 50,000 priorities that a listener has.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const slots = [1_000, 10_000, 7_000, 3_000, 1_500, 1_000, 700, 500, 300];

/** Slots of all depths together: routes with a host have the first half of the priorities, routes without the second. */
const half = slots.reduce((sum, count) => sum + count, 0);

/** Most segments that a route may have, so that a deeper route always goes first. */
export const maxSegments = slots.length - 1;

/** The part of a route on which its place depends. */
export type RouteCondition = Pick<ResolvedRoute, 'host' | 'prefix' | 'priority'>;

/** What a rule is for: all below a prefix, or the bare prefix alone, which goes first. */
export type RulePurpose = 'redirect' | 'forward';

/** The first and the last priority that keep a rule in its place: after deeper routes, before shallower ones. */
export function priorityBand(
  { host, prefix }: RouteCondition,
  purpose: RulePurpose = 'forward',
): [number, number] {
  const depth = pathDepth(prefix);
  const deeper = slots.slice(depth + 1).reduce((sum, count) => sum + count, 0);
  const size = (slots[depth] ?? 2) / 2;
  const first = (host === undefined ? half : 0) + deeper + (purpose === 'forward' ? size : 0) + 1;
  return [first, first + size - 1];
}

/**
 * The priority of a listener rule: a function of its route alone, so that no other route can move it. Routes with a host
 * go before all without, deeper ones before shallower ones, exact ones before prefixes; within such a band, where no two
 * rules overlap, the place is a hash, or where the route has a written priority, the place of that.
 */
export function rulePriority(route: RouteCondition, purpose: RulePurpose): number {
  const [first, last] = priorityBand(route, purpose);
  if (route.priority !== undefined) return first + route.priority - priorityBand(route)[0];
  const hash = createHash('sha256').update(formatRoute(route)).digest().readUInt32BE();
  return first + (hash % (last - first + 1));
}

/** The last priority that a listener has, or the one before it where one of these routes has that. */
export function lastFreePriority(routes: readonly RouteCondition[]): number {
  const last = 2 * half;
  const isTaken = routes.some((route) => rulePriority(route, 'forward') === last);
  return isTaken ? last - 1 : last;
}

/** How many segments a path has. */
export function pathDepth(prefix: string): number {
  return prefix.split('/').length - 1;
}
