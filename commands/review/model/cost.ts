/** USD per month, at the minimum and at the maximum number of tasks or instances. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** One line of the estimate, for example all tasks of a service, or a load balancer. */
export interface CostLine {
  /** `magicnight: 1 to 4 tasks of 0.25 vCPU, 512 MiB`; with an arrow if it changes. */
  readonly what: string;
  readonly before?: Range;
  readonly after?: Range;
}

/** Estimated monthly cost before and after a plan, without usage-based charges. */
export interface Cost {
  readonly region?: string;

  /** The day of the price list. */
  readonly pricesDate: string;

  /** Sums of the lines. They are meaningless if there are no lines, for example in a region without known prices. */
  readonly before: Range;
  readonly after: Range;

  /** Changed lines first, the greatest difference on top. */
  readonly lines: readonly CostLine[];

  /** What the sums leave out, and why: sentences without a full stop. */
  readonly notes: readonly string[];
}
