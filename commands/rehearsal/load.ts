import { setTimeout as sleep } from 'node:timers/promises';
import { httpRequest } from '../http-request';
import { difference } from '../request-check';
import type { TableRow } from '../request-table';

/** What came of a load. */
export interface LoadResult {
  readonly requests: number;

  /** What went wrong, each with the second in which it did; empty where nothing was lost. */
  readonly lost: readonly string[];
}

const pauseMs = 20;

/**
 * Clients that ask for one route again and again, each with 20 ms between an answer and its next request, until they are
 * stopped. An answer counts if it is the one that the description says.
 */
export class Load {
  private readonly running: Promise<LoadResult[]>;
  private readonly started = performance.now();
  private stopped = false;

  constructor(origin: URL, row: TableRow, clients: number) {
    this.running = Promise.all(Array.from({ length: clients }, () => this.run(origin, row)));
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

  private async run(origin: URL, row: TableRow): Promise<LoadResult> {
    const lost: string[] = [];
    let requests = 0;
    const { path, host } = row;
    const headers: Record<string, string> = host ? { Host: `${host}:${origin.port}` } : {};
    while (!this.stopped) {
      requests++;
      // The certificate is the rehearsal's own.
      const request = { path, headers, timeoutSeconds: 10, insecure: true };
      const problem = await httpRequest(origin.origin, request).then(
        (answer) => difference(row, answer, undefined, origin),
        (error: Error) => error.message,
      );
      const second = ((performance.now() - this.started) / 1000).toFixed(1);
      if (problem) lost.push(`second ${second}, ${path}: ${problem}`);
      await sleep(pauseMs);
    }
    return { requests, lost };
  }
}
