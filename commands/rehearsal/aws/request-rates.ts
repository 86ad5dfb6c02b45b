/** Requests counted so far, by what they are counted for. */
export type RequestCounts = Readonly<Record<string, number>>;

interface Sample {
  readonly atMs: number;
  readonly counts: RequestCounts;
}

/** How many seconds of the past make a rate. */
const windowSeconds = 5;

/** Requests a minute, from counters that only grow: those of the last seconds, as if a whole minute were so. */
export class RequestRates {
  private samples: readonly Sample[] = [];

  note(counts: RequestCounts, atMs: number): void {
    const recent = this.samples.filter((sample) => atMs - sample.atMs <= windowSeconds * 1000);
    this.samples = [...recent, { atMs, counts }];
  }

  /** 0 as long as there is nothing to compare with. */
  perMinute(name: string): number {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    if (!first || !last || first === last) return 0;
    const requests = (last.counts[name] ?? 0) - (first.counts[name] ?? 0);
    return (requests / (last.atMs - first.atMs)) * 60_000;
  }
}
