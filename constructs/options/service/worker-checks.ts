import { type Fields, isPlainObject, type ValidationIssues } from '../validation-issues';

/** Fields about requests, with what does the same in a service without routes. */
const ofRequests: Readonly<Record<string, string>> = {
  page: 'leave it out',
  healthPath: 'set healthCheck, which runs a command in the container',
  targetHealth: 'set healthCheck, which runs a command in the container',
  healthCheckGraceSeconds: 'leave it out',
  deregistrationSeconds: 'set stopSeconds, the time to finish the work in hand',
  drainSeconds: 'set stopSeconds, the time to finish the work in hand',
};

/** Validates that a service without routes has no options about requests, which would have no effect. */
export function checkWithoutRoutes(issues: ValidationIssues, service: Fields): void {
  for (const [field, way] of Object.entries(ofRequests)) {
    if (service[field] === undefined) continue;
    issues.report(`${field} has no effect without routes; ${way}, or set routes`);
  }
  const { scaling } = service;
  if (isPlainObject(scaling) && scaling.requestsPerTaskPerMinute !== undefined) {
    issues.report(
      'scaling.requestsPerTaskPerMinute has no effect without routes; set scaling.cpuPercent or scaling.memoryPercent, or set routes',
    );
  }
}
