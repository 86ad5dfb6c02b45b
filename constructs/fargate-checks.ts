import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fargateSizeProblem } from './fargate-sizes';
import { Problems } from './problems';
import { type Route, routeText } from './routes';
import { depthOf, mostSegments, priorityBand, rulePriority } from './rule-priority';
import type { Service } from './service';

/** A task definition may have 64 KiB in all. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const largestPageBytes = 48 * 1024;

/** All that is wrong with services for Fargate behind a load balancer; an empty list if nothing is. */
export function fargateProblems(services: readonly Service[]): string[] {
  const all: string[] = [];
  const owners = new Map<number, string>();
  for (const service of services) {
    const problems = new Problems(`fargate: service "${service.name}"`, all);
    const size = fargateSizeProblem(service.cpuUnits, service.memoryMiB);
    if (size) problems.say(size);
    if (service.page) checkPage(problems, service.page);
    for (const route of service.routes) checkPlace(problems, service.name, route, owners);
  }
  return all;
}

/** Adds what is wrong with a page that travels as the text of a variable. */
function checkPage(problems: Problems, page: string): void {
  const others = readdirSync(page).filter((name) => name !== 'index.html');
  if (others.length > 0) {
    problems.say(
      `only ${page}/index.html travels to AWS, not ${others.sort().join(', ')}; put these into an image of their own`,
    );
  }
  const { size } = statSync(join(page, 'index.html'));
  if (size > largestPageBytes) {
    problems.say(
      `${page}/index.html has ${size} bytes; ${largestPageBytes} fit into a task definition`,
    );
  }
}

/** Adds a problem if the rules of a route cannot have their place, or if another rule has it. */
function checkPlace(
  problems: Problems,
  service: string,
  route: Route,
  owners: Map<number, string>,
): void {
  const text = routeText(route);
  const depth = depthOf(route.prefix);
  if (depth > mostSegments) {
    problems.say(`route "${text}" has ${depth} segments; ${mostSegments} are allowed`);
    return;
  }
  const [first, last] = priorityBand(route);
  const priorities = (
    route.stripPrefix ? (['forward', 'redirect'] as const) : (['forward'] as const)
  ).map((purpose) => rulePriority(route, purpose));
  if (priorities.some((priority) => priority < first || priority > last)) {
    problems.say(
      `priority of route "${text}" must be from ${first} to ${last}, or deeper routes would not go first`,
    );
  }
  for (const priority of priorities) {
    const owner = owners.get(priority);
    if (owner !== undefined) {
      const free = freePair(first, owners);
      problems.say(
        `route "${text}" falls on the priority of ${owner}; write priority: ${free} for the newer of the two`,
      );
    }
    owners.set(priority, owner ?? `route "${text}" of service "${service}"`);
  }
}

/** The first of two priorities that nobody has, from `first` on. */
function freePair(first: number, owners: Map<number, string>): number {
  let free = first;
  while (owners.has(free) || owners.has(free + 1)) free++;
  return free;
}
