import type { ResolvedService } from '../options/service/resolved-service';

/**
 * Seconds during which ECS ignores failed health checks of a new task. By default, it is the time that its container may take to
 * start and to be found healthy, but at least a minute.
 */
export function healthCheckGracePeriodSeconds(service: ResolvedService): number {
  const { healthCheck, targetHealth, healthCheckGraceSeconds } = service;
  if (healthCheckGraceSeconds !== undefined) return healthCheckGraceSeconds;
  const { intervalSeconds, healthyThreshold, unhealthyThreshold } = targetHealth;
  const checks = Math.max(healthyThreshold, unhealthyThreshold);
  return Math.max(60, (healthCheck?.startPeriodSeconds ?? 0) + intervalSeconds * checks);
}
