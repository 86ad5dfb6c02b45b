import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../cli/command';
import { httpRequest } from '../../http/http-request';
import { difference } from '../../http/request-check';
import type { TableRow } from '../../http/request-table';

/** Result of a load. */
export interface LoadResult {
  readonly requests: number;

  /** Failed requests, each with its time and the reason. */
  readonly failed: readonly string[];
}

export interface LoadOptions {
  /** Number of concurrent clients. */
  readonly clients: number;

  /**
   * Rate of all clients together. Slow responses reduce it.
   *
   * @default - each client waits 20 ms between a response and its next request
   */
  readonly requestsPerMinute?: number;
}

const pauseMs = 20;

/**
 * Clients that request one route repeatedly until they are stopped. A request fails if its response is not the expected one.
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

  /** Stops all clients. */
  async stop(): Promise<LoadResult> {
    this.stopped = true;
    const results = await this.running;
    return {
      requests: results.reduce((sum, { requests }) => sum + requests, 0),
      failed: results.flatMap(({ failed }) => failed),
    };
  }

  /** @param delayMs pause before the first request, so that not all clients start at the same time. */
  private async run(
    origin: URL,
    row: TableRow,
    everyMs: number | undefined,
    delayMs: number,
  ): Promise<LoadResult> {
    const failed: string[] = [];
    let requests = 0;
    const { path, host } = row;
    const headers: Record<string, string> = host ? { Host: `${host}:${origin.port}` } : {};
    await sleep(delayMs);
    while (!this.stopped) {
      const sent = performance.now();
      requests++;
      // The rehearsal's certificate is self-signed.
      const request = { path, headers, timeoutSeconds: 10, insecure: true };
      const problem = await httpRequest(origin.origin, request).then(
        (answer) => difference(row, answer, undefined, origin),
        (error: Error) => error.message,
      );
      const second = ((performance.now() - this.started) / 1000).toFixed(1);
      if (problem) failed.push(`second ${second}, ${path}: ${problem}`);
      const rest = everyMs === undefined ? pauseMs : sent + everyMs - performance.now();
      await sleep(Math.max(0, rest));
    }
    return { requests, failed };
  }
}

/**
 * Describes how many requests succeeded.
 *
 * @throws UserError if one failed.
 */
export function allAnswered(results: readonly LoadResult[]): string {
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  const failed = results.flatMap((result) => result.failed);
  if (results.length === 0) return 'no request leads to it';
  if (failed.length === 0) return `${requests} of ${requests} requests succeeded`;
  const excerpt = failed.slice(0, 10).join('\n  ');
  throw new UserError(
    `only ${requests - failed.length} of ${requests} requests succeeded\n  ${excerpt}`,
  );
}
