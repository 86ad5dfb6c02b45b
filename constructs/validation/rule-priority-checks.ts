import {
  maxSegments,
  pathDepth,
  priorityBand,
  type RouteCondition,
  rulePriority,
} from '../load-balancer/rule-priority';
import type { ResolvedService } from '../options/service/resolved-service';
import { formatRoute, type ResolvedRoute } from '../options/service/routes';
import { serviceIssues, type ValidationIssues } from '../options/validation-issues';

/** The route that has a priority, and its service. */
interface RuleOwner {
  readonly text: string;
  readonly service: string;
}

/** Validates that the rules of all routes have different priorities within their bands. */
export function checkPriorities(services: readonly ResolvedService[], all: string[]): void {
  const routes = services.flatMap(({ name, routes }) => routes.map((route) => ({ name, route })));
  const validRoutes = routes.filter(({ name, route }) =>
    hasValidPriority(serviceIssues(name, all), route),
  );
  // Collects all priorities first, so that a suggested one is free.
  const taken = new Set(validRoutes.flatMap(({ route }) => prioritiesOf(route)));
  const owners = new Map<number, RuleOwner>();
  for (const { name, route } of validRoutes) {
    const text = formatRoute(route);
    const priorities = prioritiesOf(route);
    const other = priorities.map((priority) => owners.get(priority)).find((owner) => owner);
    if (other) {
      const free = freePriority(route, taken);
      serviceIssues(name, all).report(
        `route "${text}" has the same priority as route "${other.text}" of service "${other.service}"; set priority: ${free} for the newer of the two`,
      );
    }
    for (const priority of priorities) {
      if (!owners.has(priority)) owners.set(priority, { text, service: name });
    }
  }
}

/** Whether the rules of a route are within their bands; adds an issue if not. */
function hasValidPriority(issues: ValidationIssues, route: ResolvedRoute): boolean {
  const text = formatRoute(route);
  const depth = pathDepth(route.prefix);
  if (depth > maxSegments) {
    issues.report(
      `route "${text}" has ${depth} segments, but ${maxSegments} are allowed; use a shorter path`,
    );
    return false;
  }
  const [first, last] = priorityBand(route);
  const { priority = first } = route;
  if (priority >= first && priority <= last) return true;
  issues.add(
    `priority of route "${text}" must be from ${first} to ${last}, so that deeper routes match first`,
    priority,
  );
  return false;
}

function prioritiesOf(route: ResolvedRoute): number[] {
  const forward = rulePriority(route, 'forward');
  return route.stripPrefix ? [forward, rulePriority(route, 'redirect')] : [forward];
}

/** Returns the first free priority of a route's band, and marks it as taken. */
function freePriority(
  route: RouteCondition & Pick<ResolvedRoute, 'stripPrefix'>,
  taken: Set<number>,
): number {
  const [first, last] = priorityBand(route);
  for (let priority = first; priority <= last; priority++) {
    const priorities = prioritiesOf({ ...route, priority } as ResolvedRoute);
    if (priorities.some((one) => taken.has(one))) continue;
    for (const one of priorities) taken.add(one);
    return priority;
  }
  return first;
}
