import { type Fields, isLess, isPlainObject, type ValidationIssues } from '../validation-issues';
import type { ResolvedService } from './resolved-service';

/** What a container needs between the end of its drain and the kill: to answer open requests, and to end. */
const endSeconds = 2;

/** The longest that Fargate waits between the signal and the kill. */
const maxStopSeconds = 120;

/** Adds what is wrong with the drain of a container, be it written as a field or as the variable that tells the container. */
export function checkDrainSeconds(issues: ValidationIssues, value: unknown, service: Fields): void {
  const { stopSeconds = 30, environment } = service;
  const variable = isPlainObject(environment) ? environment.DRAIN_SECONDS : undefined;
  if (value !== undefined) {
    issues.integer('drainSeconds', value, 0, maxStopSeconds - endSeconds);
    if (typeof value === 'number' && variable !== undefined && variable !== String(value)) {
      const suggestion = 'leave it out: the container gets it anyway';
      issues.add(`environment.DRAIN_SECONDS must be drainSeconds, ${value}`, variable, suggestion);
    }
  }
  const written = value ?? variable;
  const seconds = typeof written === 'string' ? Number(written) : written;
  // Without a time to stop there is nothing to compare with, and a line of its own.
  const most = typeof stopSeconds === 'number' ? stopSeconds - endSeconds : -1;
  if (Number.isInteger(seconds) && most >= 0 && isLess(most, seconds)) {
    issues.add(
      `${value === undefined ? 'environment.DRAIN_SECONDS' : 'drainSeconds'} must leave ${endSeconds} of stopSeconds (${stopSeconds}) to answer open requests`,
      written,
      `write ${most} or less, or more stopSeconds`,
    );
  }
}

/** Adds what is wrong with how a load balancer asks for the health of tasks. */
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
 * Adds a problem where a task that stops out of turn, as one on Spot or one stopped by hand, is killed while the load
 * balancer still waits for its answers.
 */
export function checkDeregistration(issues: ValidationIssues, service: ResolvedService): void {
  const { deregistrationSeconds, stopSeconds } = service;
  const least = Math.min(deregistrationSeconds, maxStopSeconds);
  if (stopSeconds >= least) return;
  issues.report(
    `the load balancer waits ${deregistrationSeconds} s for open requests (deregistrationSeconds), but the container is killed after ${stopSeconds} s (stopSeconds); write stopSeconds: ${least}${least < deregistrationSeconds ? ', the most that Fargate gives' : ''}, or deregistrationSeconds: ${stopSeconds}`,
  );
}

/** How long before it takes a task back AWS says so: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html */
const spotNoticeSeconds = 120;

/**
 * Validates that a task on Spot can answer its open requests and end before AWS stops it.
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
