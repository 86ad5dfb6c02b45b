export interface HealthCheckOptions {
  /** Command that runs in the container and exits with 0 if it is healthy, as a list: `['node', 'healthcheck.js']`. */
  readonly command: readonly string[];

  /**
   * Seconds from one check to the next, 5 to 300.
   *
   * @default 5
   */
  readonly intervalSeconds?: number;

  /**
   * Seconds after which a check has failed, 2 to 60.
   *
   * @default 5
   */
  readonly timeoutSeconds?: number;

  /**
   * Failures in a row that make the container unhealthy, 1 to 10.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * Seconds after the start in which failures do not count, 0 to 300.
   *
   * @default 15
   */
  readonly startPeriodSeconds?: number;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export interface TargetHealthOptions {
  /**
   * Seconds from one request to the next, 5 to 300.
   *
   * @default 10
   */
  readonly intervalSeconds?: number;

  /**
   * Seconds after which a request has failed, 2 to 120, less than the interval.
   *
   * @default 5
   */
  readonly timeoutSeconds?: number;

  /**
   * Right answers in a row that make a task healthy, 2 to 10.
   *
   * @default 2
   */
  readonly healthyThreshold?: number;

  /**
   * Wrong answers in a row that make it unhealthy, so that ECS replaces it, 2 to 10.
   *
   * @default 3
   */
  readonly unhealthyThreshold?: number;
}
