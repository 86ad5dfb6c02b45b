/**
 * How many tasks run, depending on their load. With several targets, the one that needs the most tasks decides. Tasks are
 * removed only when all targets allow it.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export interface ScalingOptions {
  /**
   * Minimum number of tasks.
   *
   * @default 1
   */
  readonly minTasks?: number;

  /**
   * Maximum number of tasks.
   *
   * @cost depends on the number of running tasks, see `cpuUnits` and `memoryMiB`
   * @default 4
   */
  readonly maxTasks?: number;

  /**
   * Target average CPU use, in percent of what the tasks reserve.
   *
   * @default - 70, if there is no other target
   */
  readonly cpuPercent?: number;

  /**
   * Target average memory use, in percent of what the tasks reserve. Use it only for programs that release memory.
   *
   * @default - no memory target
   */
  readonly memoryPercent?: number;

  /**
   * Target number of requests per minute that each task gets from the load balancer.
   *
   * @default - no request target
   */
  readonly requestsPerTaskPerMinute?: number;

  /**
   * Seconds to wait after adding tasks before more are added.
   *
   * @default 60
   */
  readonly scaleOutCooldownSeconds?: number;

  /**
   * Seconds to wait after adding or removing tasks before more are removed.
   *
   * @default 300
   */
  readonly scaleInCooldownSeconds?: number;

  /**
   * Times at which `minTasks` or `maxTasks` change. If schedules change a bound, Terraform sets it only on creation.
   *
   * @default - none
   */
  readonly schedules?: readonly ScheduleOptions[];
}

/** https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html */
export interface ScheduleOptions {
  /** Name, unique within the service: `morning`. */
  readonly name: string;

  /** Minute, hour, day of the month, month and day of the week; one of the two days must be `?`: `0 7 ? * MON-FRI`. */
  readonly cron: string;

  /**
   * Time zone of `cron`: `Europe/Berlin`.
   *
   * @default 'UTC'
   */
  readonly timeZone?: string;

  /**
   * Minimum number of tasks from then on.
   *
   * @default - unchanged
   */
  readonly minTasks?: number;

  /**
   * Maximum number of tasks from then on.
   *
   * @default - unchanged
   */
  readonly maxTasks?: number;
}
