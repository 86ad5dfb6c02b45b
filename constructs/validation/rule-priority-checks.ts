import { hasPlaces, neededPriorities } from '../load-balancer/priority-range';
import {
  allPriorities,
  maxSegments,
  type PriorityRange,
  pathDepth,
  routeBand,
  rulePriority,
} from '../load-balancer/rule-priority';
import type { ResolvedService } from '../options/service/resolved-service';
import { formatRoute, type ResolvedRoute } from '../options/service/routes';
import {
  environmentIssues,
  serviceIssues,
  type ValidationIssues,
} from '../options/validation-issues';

/** The route that has a priority, and its service. */
interface RuleOwner {
  readonly text: string;
  readonly service: string;
}

/** A listener that is there already, to which an environment adds rules. */
export interface SharedListener {
  /** Name of the environment. */
  readonly environment: string;

  /** The priorities that its rules may have; `undefined` if they are not valid. */
  readonly range: PriorityRange | undefined;
}

/**
 * Validates that the rules of all routes have different priorities within their bands.
 *
 * @param shared the listener that has the rules, if it is there already.
 */
export function checkPriorities(
  services: readonly ResolvedService[],
  all: string[],
  shared?: SharedListener,
): void {
  const range = shared ? shared.range : allPriorities;
  if (range === undefined) return;
  const routes = services.flatMap(({ name, routes }) => routes.map((route) => ({ name, route })));
  if (
    shared &&
    !hasPlaces(
      services.flatMap((service) => service.routes),
      range,
    )
  ) {
    reportSmallRange(services, all, shared.environment, range);
    return;
  }
  const validRoutes = routes.filter(({ name, route }) =>
    hasValidPriority(serviceIssues(name, all), route, range, shared),
  );
  // Collects all priorities first, so that a suggested one is free.
  const taken = new Set(validRoutes.flatMap(({ route }) => prioritiesOf(route, range)));
  const owners = new Map<number, RuleOwner>();
  for (const { name, route } of validRoutes) {
    const text = formatRoute(route);
    const priorities = prioritiesOf(route, range);
    const other = priorities.map((priority) => owners.get(priority)).find((owner) => owner);
    if (other) {
      const free = freePriority(route, taken, range);
      const [where, place] = shared
        ? [` in environment "${shared.environment}"`, `, in ${overridesOf(shared)}`]
        : ['', ''];
      serviceIssues(name, all).report(
        `route "${text}" has the same priority as route "${other.text}" of service "${other.service}"${where}; set priority: ${free} for the newer of the two${place}`,
      );
    }
    for (const priority of priorities) {
      if (!owners.has(priority)) owners.set(priority, { text, service: name });
    }
  }
}

function reportSmallRange(
  services: readonly ResolvedService[],
  all: string[],
  environment: string,
  range: PriorityRange,
): void {
  const needed = neededPriorities(
    services.flatMap(({ routes }) => routes),
    range,
  );
  environmentIssues(environment, all).add(
    `loadBalancer.priorities must have at least ${needed} numbers, so that each route has its own and deeper routes match first`,
    range,
    'ask the owner of the load balancer for more',
  );
}

/** Where priorities are written that only one environment has. */
function overridesOf({ environment }: SharedListener): string {
  return `main.ts: environments.${environment}.services`;
}

/** Whether the rules of a route are within their bands; adds an issue if not. */
function hasValidPriority(
  issues: ValidationIssues,
  route: ResolvedRoute,
  range: PriorityRange,
  shared: SharedListener | undefined,
): boolean {
  const text = formatRoute(route);
  const depth = pathDepth(route.prefix);
  if (depth > maxSegments) {
    issues.report(
      `route "${text}" has ${depth} segments, but ${maxSegments} are allowed; use a shorter path`,
    );
    return false;
  }
  const [first, last] = routeBand(route, range);
  const { priority = first } = route;
  if (priority >= first && priority <= last) return true;
  const bounds = `priority of route "${text}" must be from ${first} to ${last}`;
  if (shared) {
    issues.add(
      `${bounds} in environment "${shared.environment}", so that it is in loadBalancer.priorities and deeper routes match first`,
      priority,
      `set another in ${overridesOf(shared)}`,
    );
  } else issues.add(`${bounds}, so that deeper routes match first`, priority);
  return false;
}

function prioritiesOf(route: ResolvedRoute, range: PriorityRange): number[] {
  const forward = rulePriority(route, 'forward', range);
  return route.stripPrefix ? [forward, rulePriority(route, 'redirect', range)] : [forward];
}

/** Returns the first free priority of a route's band, and marks it as taken. */
function freePriority(route: ResolvedRoute, taken: Set<number>, range: PriorityRange): number {
  const [first, last] = routeBand(route, range);
  for (let priority = first; priority <= last; priority++) {
    const priorities = prioritiesOf({ ...route, priority }, range);
    if (priorities.some((one) => taken.has(one))) continue;
    for (const one of priorities) taken.add(one);
    return priority;
  }
  return first;
}
