/** USD a month, from the fewest to the most that scaling allows. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** One thing that costs: all tasks of a service, a load balancer. */
export interface CostLine {
  /** `magicnight: 1 to 4 tasks of 0.25 vCPU, 512 MiB`; with an arrow where it changes. */
  readonly what: string;
  readonly before?: Range;
  readonly after?: Range;
}

/** What a plan changes of the monthly bill, without traffic: an estimate. */
export interface Cost {
  readonly region?: string;

  /** Of which day the prices are. */
  readonly pricesDate: string;

  /** Sums of the lines; where there are none, such as in a region without known prices, they mean nothing. */
  readonly before: Range;
  readonly after: Range;

  /** What changes, the greatest difference first, then what stays. */
  readonly lines: readonly CostLine[];

  /** What is not in the sums, and why, each a sentence without its full stop: an unknown region, traffic. */
  readonly notes: readonly string[];
}
