import { xrayPort } from '../ecs/xray-sidecar';
import { fargateSizeIssue, smallestFargateSize } from '../options/service/fargate-sizes';
import type { ResolvedService } from '../options/service/resolved-service';
import { formatRoute } from '../options/service/routes';
import { requiredSize, sidecarSize } from '../options/service/task-size';
import { checkDeregistration, checkSpot } from '../options/service/time-checks';
import { serviceIssues, type ValidationIssues } from '../options/validation-issues';
import { checkPriorities } from './rule-priority-checks';
import { checkPageForAws, checkTaskDefinitionSize } from './task-definition-checks';

/**
 * Validates services for Fargate behind a load balancer. A route cannot hide another one: within a band of priorities no two
 * paths overlap, and the bands are ordered by depth.
 */
export function validateForFargate(services: readonly ResolvedService[]): string[] {
  const all: string[] = [];
  for (const service of services) {
    const issues = serviceIssues(service.name, all);
    checkSize(issues, service);
    if (service.page) checkPageForAws(issues, service.page);
    checkTaskDefinitionSize(issues, service);
    checkRouteHosts(issues, service);
    checkPort(issues, service);
    checkTasks(issues, service);
    checkDeregistration(issues, service);
    checkSpot(issues, service, 'spotPercent', service.spotPercent);
  }
  checkPriorities(services, all);
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

/** The size must be one of Fargate's, and leave something for the service's own container. */
function checkSize(issues: ValidationIssues, service: ResolvedService): void {
  const { cpuUnits, memoryMiB, tmpfs } = service;
  const size = fargateSizeIssue({ cpuUnits, memoryMiB });
  if (size) issues.report(size);
  const sidecarTotal = sidecarSize(service);
  const folders = Object.values(tmpfs).reduce((sum, sizeMiB) => sum + sizeMiB, 0);
  const needed = requiredSize(service);
  const least = smallestFargateSize(needed);
  const suggestion = least
    ? `leave out cpuUnits and memoryMiB to get ${least.cpuUnits} and ${least.memoryMiB}`
    : 'Fargate has no size that is large enough';
  if (cpuUnits <= sidecarTotal.cpuUnits) {
    issues.report(
      `its sidecars need ${sidecarTotal.cpuUnits} of its ${cpuUnits} CPU units; ${suggestion}`,
    );
  }
  if (memoryMiB <= sidecarTotal.memoryMiB + folders) {
    issues.report(
      `its sidecars need ${sidecarTotal.memoryMiB} MiB of its ${memoryMiB}, and its tmpfs ${folders}; ${suggestion}`,
    );
  }
}

/**
 * Ports below 1024 need a capability that containers do not have; Docker allows them anyway, Fargate does not. X-Ray's daemon
 * listens on its port by TCP, too, and the containers of a task share 127.0.0.1.
 */
function checkPort(issues: ValidationIssues, { port, tracing }: ResolvedService): void {
  if (port < 1024) issues.add('port must be 1024 or more', port, 'write for example 8080');
  if (tracing && port === xrayPort) {
    issues.add("port must not be the port of X-Ray's daemon", port, 'write for example 8080');
  }
}

/** Without a task there is no CPU use that could start one. */
function checkTasks(issues: ValidationIssues, { scaling, isScaled }: ResolvedService): void {
  if (isScaled && scaling.minTasks === 0) {
    issues.report(
      'scaling.minTasks must be at least 1, got 0; to stop the service, set tasks: 0 instead of scaling',
    );
  }
}
