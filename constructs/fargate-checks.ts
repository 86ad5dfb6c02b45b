import { checkDefinitionSize, checkTravellingPage } from './definition-checks';
import { fargateSizeProblem } from './fargate-sizes';
import { checkPriorities } from './priority-checks';
import { Problems } from './problems';
import { routeText } from './routes';
import type { Service } from './service';
import { checkDeregistration } from './time-checks';

/**
 * All that is wrong with services for Fargate behind a load balancer; an empty list if nothing is. That a route never
 * matches cannot be: within a band of priorities no two paths overlap, and the bands are in the order of their depth.
 */
export function fargateProblems(services: readonly Service[]): string[] {
  const all: string[] = [];
  for (const service of services) {
    const problems = new Problems(`fargate: service "${service.name}"`, all);
    const size = fargateSizeProblem(service.cpuUnits, service.memoryMiB);
    if (size) problems.say(size);
    if (service.page) checkTravellingPage(problems, service.page);
    checkDefinitionSize(problems, service);
    checkHosts(problems, service);
    checkPort(problems, service);
    checkTasks(problems, service);
    checkDeregistration(problems, service);
  }
  checkPriorities(services, all);
  return all;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions */
function checkHosts(problems: Problems, { routes }: Service): void {
  for (const route of routes) {
    if (route.host === undefined || /\.[a-z]+$/.test(route.host)) continue;
    problems.say(
      `the host of route "${routeText(route)}" must have a dot and then letters only, as a load balancer wants it; write for example "shop.example"`,
    );
  }
}

/** Without capabilities nobody listens on the lower ports; Docker allows it, Fargate does not. */
function checkPort(problems: Problems, { port }: Service): void {
  if (port < 1024) problems.add('port must be 1024 or more', port, 'write for example 8080');
}

/** At zero tasks there is no CPU use, and so nothing that would ever start one. */
function checkTasks(problems: Problems, { scaling }: Service): void {
  if (scaling.minTasks === 0) {
    problems.say('scaling.minTasks must be at least 1, got 0; leave the service out to stop it');
  }
}
