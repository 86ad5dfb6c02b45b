import {
  allPriorities,
  maxSegments,
  type PriorityRange,
  pathDepth,
  type RouteCondition,
  routeBand,
} from './rule-priority';

/** Whether a range has a priority for each rule of the routes, with deeper routes first. */
export function hasPlaces(routes: readonly RouteCondition[], range: PriorityRange): boolean {
  const numbers = new Map<string, number>();
  // Stripped routes come first: each has a second rule, and so may have fewer places.
  const ordered = [...routes].sort(
    (one, other) => Number(other.stripPrefix ?? false) - Number(one.stripPrefix ?? false),
  );
  return ordered.every((route) => {
    const depth = pathDepth(route.prefix);
    // Another check reports it.
    if (depth > maxSegments) return true;
    const band = `${route.host !== undefined} ${depth}`;
    const number = (numbers.get(band) ?? 0) + 1;
    numbers.set(band, number);
    const [first, last] = routeBand(route, range);
    return number <= last - first + 1;
  });
}

/** How many priorities a range must have instead, so that it has a place for each rule of the routes. */
export function neededPriorities(
  routes: readonly RouteCondition[],
  [start, end]: PriorityRange,
): number {
  const [first, most] = allPriorities;
  let count = end - start + 2;
  while (count < most && !hasPlaces(routes, [first, count])) count++;
  return count;
}
