export interface ScalingDescription {
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
   * @default 70
   */
  readonly cpuPercent?: number;
}
