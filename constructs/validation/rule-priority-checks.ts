import {
  maxSegments,
  pathDepth,
  priorityBand,
  type RouteCondition,
  rulePriority,
} from '../load-balancer/rule-priority';
import type { ResolvedService } from '../options/service/resolved-service';
import { formatRoute, type ResolvedRoute } from '../options/service/routes';
import { ValidationIssues } from '../options/validation-issues';

/** A rule that has a place: the route and the service that it is of. */
interface RuleOwner {
  readonly text: string;
  readonly service: string;
}

/** Adds a problem for each route whose rules cannot have their place on a load balancer, or whose place another has. */
export function checkPriorities(services: readonly ResolvedService[], all: string[]): void {
  const routes = services.flatMap(({ name, routes }) => routes.map((route) => ({ name, route })));
  const validRoutes = routes.filter(({ name, route }) =>
    hasValidPriority(new ValidationIssues(subject(name), all), route),
  );
  // All places first, so that what is suggested is free.
  const taken = new Set(validRoutes.flatMap(({ route }) => prioritiesOf(route)));
  const owners = new Map<number, RuleOwner>();
  for (const { name, route } of validRoutes) {
    const text = formatRoute(route);
    const priorities = prioritiesOf(route);
    const other = priorities.map((priority) => owners.get(priority)).find((owner) => owner);
    if (other) {
      const free = freePriority(route, taken);
      new ValidationIssues(subject(name), all).report(
        `route "${text}" falls on the priority of route "${other.text}" of service "${other.service}"; write priority: ${free} for the newer of the two`,
      );
    }
    for (const priority of priorities) {
      if (!owners.has(priority)) owners.set(priority, { text, service: name });
    }
  }
}

function subject(service: string): string {
  return `fargate: service "${service}"`;
}

/** Whether the rules of a route are within their bands; adds a problem if not. */
function hasValidPriority(issues: ValidationIssues, route: ResolvedRoute): boolean {
  const text = formatRoute(route);
  const depth = pathDepth(route.prefix);
  if (depth > maxSegments) {
    issues.report(
      `route "${text}" has ${depth} segments; ${maxSegments} are allowed, write a shorter prefix`,
    );
    return false;
  }
  const [first, last] = priorityBand(route);
  const { priority = first } = route;
  if (priority >= first && priority <= last) return true;
  issues.add(
    `priority of route "${text}" must be from ${first} to ${last}, so that deeper routes go first`,
    priority,
  );
  return false;
}

function prioritiesOf(route: ResolvedRoute): number[] {
  const forward = rulePriority(route, 'forward');
  return route.stripPrefix ? [forward, rulePriority(route, 'redirect')] : [forward];
}

/** The first priority of a route's band of which nobody has a place; it is taken from then on. */
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
