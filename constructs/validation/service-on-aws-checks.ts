import { fargateSizeIssue, smallestFargateSize } from '../options/service/fargate-sizes';
import type { ResolvedService } from '../options/service/resolved-service';
import { formatRoute } from '../options/service/routes';
import { requiredSize, sidecarSize } from '../options/service/task-size';
import { checkDeregistration, checkSpot } from '../options/service/time-checks';
import { traceReceiver } from '../options/service/tracing';
import { serviceIssues, type ValidationIssues } from '../options/validation-issues';
import { checkPriorities, type SharedListener } from './rule-priority-checks';
import { checkPageForAws, checkTaskDefinitionSize } from './task-definition-checks';

/**
 * Validates services as tasks on ECS behind a load balancer. No check is needed for routes that hide each other: within a band of
 * priorities, no two paths overlap, and the bands are ordered by path depth.
 *
 * @param shared the listener that has the rules, if it is there already.
 */
export function validateServicesOnAws(
  services: readonly ResolvedService[],
  onFargate: boolean,
  shared?: SharedListener,
): string[] {
  const all: string[] = [];
  for (const service of services) {
    const issues = serviceIssues(service.name, all);
    if (onFargate) checkFargateSize(issues, service);
    checkSidecarSize(issues, service);
    if (service.page) checkPageForAws(issues, service.page);
    checkTaskDefinitionSize(issues, service);
    checkRouteHosts(issues, service);
    checkPort(issues, service);
    checkTasks(issues, service);
    checkDeregistration(issues, service);
    if (onFargate) checkSpot(issues, service, 'spotPercent', service.spotPercent);
  }
  checkPriorities(services, all, shared);
  return all;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions */
function checkRouteHosts(issues: ValidationIssues, { routes }: ResolvedService): void {
  for (const route of routes) {
    if (route.host === undefined || /\.[a-z]+$/.test(route.host)) continue;
    issues.report(
      `the host of route "${formatRoute(route)}" must end with a dot and letters, as a load balancer requires; write for example "shop.example"`,
    );
  }
}

/** Validates that Fargate supports the size of the task. */
function checkFargateSize(issues: ValidationIssues, service: ResolvedService): void {
  const size = fargateSizeIssue(service);
  if (size) issues.report(size);
}

/** Validates that the sidecars leave CPU and memory for the service's container. */
function checkSidecarSize(issues: ValidationIssues, service: ResolvedService): void {
  const { cpuUnits, memoryMiB, tmpfs } = service;
  const sidecarTotal = sidecarSize(service);
  const folders = Object.values(tmpfs).reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
  const needed = requiredSize(service);
  const least = smallestFargateSize(needed);
  const suggestion = least
    ? `leave out cpuUnits and memoryMiB to get ${least.cpuUnits} and ${least.memoryMiB}`
    : 'Fargate has no size that is large enough';
  if (cpuUnits <= sidecarTotal.cpuUnits) {
    issues.report(
      `its sidecars need ${sidecarTotal.cpuUnits} of its ${cpuUnits} CPU units, which leaves none for its own container; ${suggestion}`,
    );
  }
  if (memoryMiB <= sidecarTotal.memoryMiB + folders) {
    issues.report(
      `its sidecars need ${sidecarTotal.memoryMiB} MiB of its ${memoryMiB}, and its tmpfs ${folders}, which leaves none for its own container; ${suggestion}`,
    );
  }
}

/**
 * Validates the port. Containers lack the capability for ports below 1024; Docker allows these ports anyway, Fargate does not.
 * What receives traces listens on TCP, too, and the containers of a task share 127.0.0.1, so its ports are taken.
 */
function checkPort(issues: ValidationIssues, { port, tracing }: ResolvedService): void {
  if (port < 1024) {
    const way = 'let the program in the image listen on 8080, for example, and set port: 8080';
    issues.add('port must be 1024 or more: a container has no right to a lower one', port, way);
  }
  const receiver = traceReceiver(tracing);
  if (receiver?.ports.includes(port)) {
    issues.add(`port must not be a port of ${receiver.title}`, port, 'write for example 8080');
  }
}

/** Validates that a scaled service always has a task: without tasks there is no CPU use, so it would never scale out. */
function checkTasks(issues: ValidationIssues, { scaling, isScaled }: ResolvedService): void {
  if (isScaled && scaling.minTasks === 0) {
    issues.report(
      'scaling.minTasks must be at least 1, got 0; to stop the service, set tasks: 0 instead of scaling',
    );
  }
}
