import { type Fields, isLess, isPlainObject, type ValidationIssues } from '../validation-issues';
import type { ResolvedService } from './resolved-service';

/** Seconds that a container needs between the end of the drain and SIGKILL, to answer open requests and exit. */
const endSeconds = 2;

/** Maximum of `stopSeconds` on Fargate. */
const maxStopSeconds = 120;

/** Validates the drain time of a container, set by `drainSeconds` or by the environment variable `DRAIN_SECONDS`. */
export function checkDrainSeconds(issues: ValidationIssues, value: unknown, service: Fields): void {
  const { stopSeconds = 30, environment } = service;
  const variable = isPlainObject(environment) ? environment.DRAIN_SECONDS : undefined;
  if (value !== undefined) issues.integer('drainSeconds', value, 0, maxStopSeconds - endSeconds);
  const written = value ?? variable;
  const seconds = typeof written === 'string' ? Number(written) : written;
  // Another check reports a stopSeconds that is not a number.
  const most = typeof stopSeconds === 'number' ? stopSeconds - endSeconds : -1;
  if (Number.isInteger(seconds) && most >= 0 && isLess(most, seconds)) {
    issues.add(
      `${value === undefined ? 'environment.DRAIN_SECONDS' : 'drainSeconds'} must be at least ${endSeconds} less than stopSeconds (${stopSeconds}), to leave time for open requests`,
      written,
      `write ${most} or less, or increase stopSeconds`,
    );
  }
}

/** Validates the health checks of the load balancer. */
export function checkTargetHealth(issues: ValidationIssues, value: unknown): void {
  if (value === undefined) return;
  const known = ['intervalSeconds', 'timeoutSeconds', 'healthyThreshold', 'unhealthyThreshold'];
  if (!issues.object('targetHealth', value, known)) return;
  const {
    intervalSeconds = 10,
    timeoutSeconds = 5,
    healthyThreshold = 2,
    unhealthyThreshold = 3,
  } = value;
  issues.integer('targetHealth.intervalSeconds', intervalSeconds, 5, 300);
  issues.integer('targetHealth.timeoutSeconds', timeoutSeconds, 2, 120);
  issues.integer('targetHealth.healthyThreshold', healthyThreshold, 2, 10);
  issues.integer('targetHealth.unhealthyThreshold', unhealthyThreshold, 2, 10);
  if (timeoutSeconds === intervalSeconds || isLess(intervalSeconds, timeoutSeconds)) {
    issues.add(
      `targetHealth.timeoutSeconds must be less than intervalSeconds (${intervalSeconds})`,
      timeoutSeconds,
    );
  }
}

/**
 * Validates that a task that stops unexpectedly, by a Spot interruption or by hand, is not killed while the load balancer still
 * waits for its responses.
 */
export function checkDeregistration(issues: ValidationIssues, service: ResolvedService): void {
  const { deregistrationSeconds, stopSeconds } = service;
  const least = Math.min(deregistrationSeconds, maxStopSeconds);
  if (stopSeconds >= least) return;
  issues.report(
    `the load balancer waits ${deregistrationSeconds} s for open requests (deregistrationSeconds), but the container is killed after ${stopSeconds} s (stopSeconds); set stopSeconds: ${least}${least < deregistrationSeconds ? ', the maximum on Fargate' : ''}, or deregistrationSeconds: ${stopSeconds}`,
  );
}

/** Seconds between the interruption notice and the stop of a Spot task: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html */
const spotNoticeSeconds = 120;

/**
 * Validates that a Spot task can answer its open requests and exit before AWS stops it.
 *
 * @param field where `spotPercent` is written.
 */
export function checkSpot(
  issues: ValidationIssues,
  service: ResolvedService,
  field: string,
  spotPercent: number,
): void {
  const { deregistrationSeconds, stopSeconds } = service;
  const needed = deregistrationSeconds + stopSeconds;
  if (spotPercent === 0 || needed < spotNoticeSeconds) return;
  issues.report(
    `a Spot task is stopped ${spotNoticeSeconds} s after its notice, but it needs ${needed} s: deregistrationSeconds ${deregistrationSeconds} and stopSeconds ${stopSeconds}; use values with a sum of less than ${spotNoticeSeconds}, or set ${field}: 0`,
  );
}
