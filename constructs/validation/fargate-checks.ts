import { xrayPort } from '../ecs/xray-sidecar';
import { fargateSizeIssue, smallestFargateSize } from '../options/service/fargate-sizes';
import type { ResolvedService } from '../options/service/resolved-service';
import { formatRoute } from '../options/service/routes';
import { requiredSize, sidecarSize } from '../options/service/task-size';
import { checkDeregistration, checkSpot } from '../options/service/time-checks';
import { ValidationIssues } from '../options/validation-issues';
import { checkPriorities } from './rule-priority-checks';
import { checkPageForAws, checkTaskDefinitionSize } from './task-definition-checks';

/**
 * All that is wrong with services for Fargate behind a load balancer; an empty list if nothing is. That a route never
 * matches cannot be: within a band of priorities no two paths overlap, and the bands are in the order of their depth.
 */
export function validateForFargate(services: readonly ResolvedService[]): string[] {
  const all: string[] = [];
  for (const service of services) {
    const issues = new ValidationIssues(`fargate: service "${service.name}"`, all);
    checkSize(issues, service);
    if (service.page) checkPageForAws(issues, service.page);
    checkTaskDefinitionSize(issues, service);
    checkRouteHosts(issues, service);
    checkPort(issues, service);
    checkTasks(issues, service);
    checkDeregistration(issues, service);
    checkSpot(issues, service);
  }
  checkPriorities(services, all);
  return all;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions */
function checkRouteHosts(issues: ValidationIssues, { routes }: ResolvedService): void {
  for (const route of routes) {
    if (route.host === undefined || /\.[a-z]+$/.test(route.host)) continue;
    issues.report(
      `the host of route "${formatRoute(route)}" must have a dot and then letters only, as a load balancer wants it; write for example "shop.example"`,
    );
  }
}

/** Sizes are those of Fargate, and leave something for the service's own container. */
function checkSize(issues: ValidationIssues, service: ResolvedService): void {
  const { cpuUnits, memoryMiB, tmpfs } = service;
  const size = fargateSizeIssue({ cpuUnits, memoryMiB });
  if (size) issues.report(size);
  const sidecarTotal = sidecarSize(service);
  const folders = Object.values(tmpfs).reduce((sum, sizeMiB) => sum + sizeMiB, 0);
  const needed = requiredSize(service);
  const least = smallestFargateSize(needed);
  const suggestion = least
    ? `leave out cpuUnits and memoryMiB, for ${least.cpuUnits} and ${least.memoryMiB}`
    : 'Fargate has no size in which all fit';
  if (cpuUnits <= sidecarTotal.cpuUnits) {
    issues.report(
      `the containers beside its own take ${sidecarTotal.cpuUnits} of its ${cpuUnits} CPU units; ${suggestion}`,
    );
  }
  if (memoryMiB <= sidecarTotal.memoryMiB + folders) {
    issues.report(
      `the containers beside its own take ${sidecarTotal.memoryMiB} MiB of its ${memoryMiB}, and its folders in memory ${folders}; ${suggestion}`,
    );
  }
}

/**
 * Without capabilities nobody listens on the lower ports; Docker allows it, Fargate does not. X-Ray's daemon listens on its own,
 * by TCP, too, where the containers of a task share 127.0.0.1.
 */
function checkPort(issues: ValidationIssues, { port, tracing }: ResolvedService): void {
  if (port < 1024) issues.add('port must be 1024 or more', port, 'write for example 8080');
  if (tracing && port === xrayPort) {
    issues.add("port must not be that of X-Ray's daemon", port, 'write for example 8080');
  }
}

/** At zero tasks there is no CPU use, and so nothing that would ever start one. */
function checkTasks(issues: ValidationIssues, { scaling, isScaled }: ResolvedService): void {
  if (isScaled && scaling.minTasks === 0) {
    issues.report(
      'scaling.minTasks must be at least 1, got 0; write tasks: 0 in place of scaling to stop it',
    );
  }
}
