/** Number of requests so far, by target group. */
export type RequestCounts = Readonly<Record<string, number>>;

interface Sample {
  readonly atMs: number;
  readonly counts: RequestCounts;
}

/** Length of the window over which a rate is measured. */
const windowSeconds = 5;

/** Computes requests per minute from the counts of the last seconds. */
export class RequestRates {
  private samples: readonly Sample[] = [];

  add(counts: RequestCounts, atMs: number): void {
    const recent = this.samples.filter((sample) => atMs - sample.atMs <= windowSeconds * 1000);
    this.samples = [...recent, { atMs, counts }];
  }

  /** 0 if there are fewer than two samples. */
  perMinute(name: string): number {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (!first || !last || first === last) return 0;
    const requests = (last.counts[name] ?? 0) - (first.counts[name] ?? 0);
    return (requests / (last.atMs - first.atMs)) * 60_000;
  }
}
