import { createHash } from 'node:crypto';
import type { Route } from './routes';
import { routeText } from './routes';

/**
 * Slots for routes of 0, 1, 2 … segments; more for the depths at which most routes are, so that two rarely fall on the
 * same. Twice their sum is the 50,000 priorities that a listener has.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const slots = [1_000, 10_000, 7_000, 3_000, 1_500, 1_000, 700, 500, 300];

/** Slots of all depths together: routes with a host have the first half of the priorities, routes without the second. */
const half = slots.reduce((sum, count) => sum + count, 0);

/** Most segments that a route may have, so that a deeper route always goes first. */
export const mostSegments = slots.length - 1;

/** The part of a route on which its place depends. */
export type PlacedRoute = Pick<Route, 'host' | 'prefix' | 'priority'>;

/** The first and the last priority that keep a route in its place: after deeper routes, before shallower ones. */
export function priorityBand({ host, prefix }: PlacedRoute): [number, number] {
  const depth = depthOf(prefix);
  const deeper = slots.slice(depth + 1).reduce((sum, count) => sum + count, 0);
  const first = (host === undefined ? half : 0) + deeper + 1;
  return [first, first + (slots[depth] ?? 1) - 1];
}

/**
 * The priority of a listener rule: a function of its route alone, so that no other route can move it. Routes with a host
 * go before all without, deeper ones before shallower ones; within a band, where no two rules overlap, the place is a hash.
 *
 * @param purpose tells the rules of one route apart: a written priority is that of the first, the second has the next.
 */
export function rulePriority(route: PlacedRoute, purpose: 'forward' | 'redirect'): number {
  if (route.priority !== undefined) return route.priority + (purpose === 'forward' ? 0 : 1);
  const [first, last] = priorityBand(route);
  const hash = createHash('sha256')
    .update(`${purpose} ${routeText(route)}`)
    .digest()
    .readUInt32BE();
  return first + (hash % (last - first + 1));
}

/** How many segments a path has. */
export function depthOf(prefix: string): number {
  return prefix.split('/').length - 1;
}
