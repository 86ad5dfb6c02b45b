import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../cli/command';
import { httpRequest } from '../../http/http-request';
import { difference } from '../../http/request-check';
import type { TableRow } from '../../http/request-table';

/** What came of a load. */
export interface LoadResult {
  readonly requests: number;

  /** What went wrong, each with the second in which it did; empty where nothing was lost. */
  readonly lost: readonly string[];
}

export interface LoadOptions {
  /** How many ask at once. */
  readonly clients: number;

  /**
   * How many requests all clients send together, as far as they are answered in time.
   *
   * @default - as many as there can be with 20 ms between an answer and the next request
   */
  readonly requestsPerMinute?: number;
}

const pauseMs = 20;

/**
 * Clients that ask for one route again and again until they are stopped. An answer counts if it is the one that the
 * description says.
 */
export class LoadGenerator {
  private readonly running: Promise<LoadResult[]>;
  private readonly started = performance.now();
  private stopped = false;

  constructor(origin: URL, row: TableRow, { clients, requestsPerMinute }: LoadOptions) {
    const everyMs = requestsPerMinute && (clients * 60_000) / requestsPerMinute;
    const run = (_: unknown, client: number) =>
      this.run(origin, row, everyMs, (client / clients) * (everyMs ?? 0));
    this.running = Promise.all(Array.from({ length: clients }, run));
  }

  /** Ends it. */
  async stop(): Promise<LoadResult> {
    this.stopped = true;
    const results = await this.running;
    return {
      requests: results.reduce((sum, { requests }) => sum + requests, 0),
      lost: results.flatMap(({ lost }) => lost),
    };
  }

  /** @param delayMs before the first request: clients do not ask all at the same time. */
  private async run(
    origin: URL,
    row: TableRow,
    everyMs: number | undefined,
    delayMs: number,
  ): Promise<LoadResult> {
    const lost: string[] = [];
    let requests = 0;
    const { path, host } = row;
    const headers: Record<string, string> = host ? { Host: `${host}:${origin.port}` } : {};
    await sleep(delayMs);
    while (!this.stopped) {
      const asked = performance.now();
      requests++;
      // The certificate is the rehearsal's own.
      const request = { path, headers, timeoutSeconds: 10, insecure: true };
      const problem = await httpRequest(origin.origin, request).then(
        (answer) => difference(row, answer, undefined, origin),
        (error: Error) => error.message,
      );
      const second = ((performance.now() - this.started) / 1000).toFixed(1);
      if (problem) lost.push(`second ${second}, ${path}: ${problem}`);
      const rest = everyMs === undefined ? pauseMs : asked + everyMs - performance.now();
      await sleep(Math.max(0, rest));
    }
    return { requests, lost };
  }
}

/**
 * How many requests were answered.
 *
 * @throws UserError where one was lost.
 */
export function allAnswered(results: readonly LoadResult[]): string {
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  const lost = results.flatMap((result) => result.lost);
  if (lost.length === 0) return `${requests} of ${requests} requests answered`;
  const excerpt = lost.slice(0, 10).join('\n  ');
  throw new UserError(
    `${requests - lost.length} of ${requests} requests were answered as described\n  ${excerpt}`,
  );
}
