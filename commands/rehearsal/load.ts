import { setTimeout as sleep } from 'node:timers/promises';
import { httpRequest } from '../http-request';

/** What came of a load. */
export interface LoadResult {
  readonly requests: number;

  /** What went wrong, each with the second in which it did; empty where nothing was lost. */
  readonly lost: readonly string[];
}

const pauseMs = 20;

/** Asks for one path again and again, with 20 ms between an answer and the next request, until it is stopped. */
export class Load {
  private readonly running: Promise<LoadResult>;
  private stopped = false;

  constructor(origin: string, path: string, host?: string) {
    this.running = this.run(origin, path, host);
  }

  /** Ends it. */
  stop(): Promise<LoadResult> {
    this.stopped = true;
    return this.running;
  }

  private async run(origin: string, path: string, host?: string): Promise<LoadResult> {
    const lost: string[] = [];
    const started = performance.now();
    let requests = 0;
    const headers: Record<string, string> = host ? { Host: host } : {};
    while (!this.stopped) {
      requests++;
      const problem = await httpRequest(origin, { path, headers, timeoutSeconds: 10 }).then(
        ({ status, body }) =>
          status < 500 ? undefined : `answered ${status}: ${body.slice(0, 100)}`,
        (error: Error) => error.message,
      );
      const second = ((performance.now() - started) / 1000).toFixed(1);
      if (problem) lost.push(`second ${second}: ${problem}`);
      await sleep(pauseMs);
    }
    return { requests, lost };
  }
}
