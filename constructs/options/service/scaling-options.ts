/**
 * How many tasks there are, by what they have to do. Of several aims the one that wants most tasks counts; tasks go when all
 * agree. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export interface ScalingOptions {
  /**
   * Fewest tasks that run, however quiet it is.
   *
   * @default 1
   */
  readonly minTasks?: number;

  /**
   * Most tasks that run, however busy it is.
   *
   * @cost that of the tasks that run, see `cpuUnits` and `memoryMiB`
   * @default 4
   */
  readonly maxTasks?: number;

  /**
   * Average CPU use to hold, in percent of what the tasks reserve.
   *
   * @default - 70, if no other aim is written
   */
  readonly cpuPercent?: number;

  /**
   * Average memory use to hold, in percent of what the tasks reserve: for programs that give memory back.
   *
   * @default - memory does not count
   */
  readonly memoryPercent?: number;

  /**
   * Requests a minute that each task gets from the load balancer.
   *
   * @default - requests do not count
   */
  readonly requestsPerTaskPerMinute?: number;

  /**
   * Seconds after tasks were added before more are.
   *
   * @default 60
   */
  readonly scaleOutCooldownSeconds?: number;

  /**
   * Seconds after tasks were added or removed before some are removed.
   *
   * @default 300
   */
  readonly scaleInCooldownSeconds?: number;

  /**
   * Times at which the bounds change. The bounds that they name are theirs from then on: Terraform sets them at the start only.
   *
   * @default - none
   */
  readonly schedules?: readonly ScheduleOptions[];
}

/** https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html */
export interface ScheduleOptions {
  /** Its name, different from those of the service's other schedules: `morning`. */
  readonly name: string;

  /** When: minute, hour, day of the month, month and day of the week, one of the days being `?`: `0 7 ? * MON-FRI`. */
  readonly cron: string;

  /**
   * Time zone of `cron`: `Europe/Berlin`.
   *
   * @default 'UTC'
   */
  readonly timeZone?: string;

  /**
   * Fewest tasks from then on.
   *
   * @default - as before
   */
  readonly minTasks?: number;

  /**
   * Most tasks from then on.
   *
   * @default - as before
   */
  readonly maxTasks?: number;
}
