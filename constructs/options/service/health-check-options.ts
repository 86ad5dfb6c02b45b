/** How Docker and ECS check the health of a container. */
export interface HealthCheckOptions {
  /**
   * Command in the container that exits with 0 if it is healthy, as an array: `['node', 'healthcheck.js']`. The forms of Docker and
   * ECS are supported, too: `['CMD', 'node', 'healthcheck.js']`; `['CMD-SHELL', 'curl -f http://localhost:8080/']` runs a line in the
   * shell of the container; `['NONE']` switches off the `HEALTHCHECK` of the image on the laptop.
   * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
   */
  readonly command: readonly string[];

  /**
   * Seconds between two checks, 5 to 300.
   *
   * @default 5
   */
  readonly intervalSeconds?: number;

  /**
   * Seconds after which a check fails, 2 to 60.
   *
   * @default 5
   */
  readonly timeoutSeconds?: number;

  /**
   * Consecutive failures after which the container is unhealthy, 1 to 10.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * Seconds after the start during which failures are ignored, 0 to 300.
   *
   * @default 15
   */
  readonly startPeriodSeconds?: number;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export interface TargetHealthOptions {
  /**
   * Seconds between two requests, 5 to 300.
   *
   * @default 10
   */
  readonly intervalSeconds?: number;

  /**
   * Seconds after which a request fails, 2 to 120, less than the interval.
   *
   * @default 5
   */
  readonly timeoutSeconds?: number;

  /**
   * Consecutive successes after which a task is healthy, 2 to 10.
   *
   * @default 2
   */
  readonly healthyThreshold?: number;

  /**
   * Consecutive failures after which a task is unhealthy, so that ECS replaces it, 2 to 10.
   *
   * @default 3
   */
  readonly unhealthyThreshold?: number;
}
