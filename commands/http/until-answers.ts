import { setTimeout as sleep } from 'node:timers/promises';
import type { ResolvedService } from '../../constructs/options/service/resolved-service';
import { UserError } from '../cli/command';
import { httpRequest } from './http-request';

/** A service whose tasks run, but do not respond. */
export class SilentService extends UserError {
  readonly names: readonly string[];

  constructor(name: string, path: string, seconds: number, problem: string) {
    super(`service "${name}" did not respond to ${path} within ${seconds} s: ${problem}`);
    this.names = [name];
  }
}

export interface Patience {
  /** Time limit for each service. */
  readonly seconds: number;

  /** Accept any certificate. */
  readonly insecure: boolean;

  /** Aborting it ends the waiting. */
  readonly signal?: AbortSignal;
}

/**
 * Waits until each service with routes responds. After an apply tasks start slowly, and so does the DNS name of a new load balancer.
 *
 * @throws SilentService if a service does not respond in time.
 */
export async function untilAnswers(
  url: string,
  services: readonly ResolvedService[],
  { seconds, insecure, signal }: Patience,
): Promise<void> {
  for (const { name, routes } of services) {
    const [route] = routes;
    if (route === undefined) continue;
    const { prefix, host } = route;
    const path = `${prefix}/`;
    const headers: Record<string, string> = host ? { Host: host } : {};
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const request = { path, headers, insecure, signal, timeoutSeconds: seconds };
      const problem = await httpRequest(url, request).then(
        ({ status, body }) =>
          status >= 502 && status <= 504 ? `${status} ${body.trim()}` : undefined,
        (error: Error) => error.message,
      );
      if (problem === undefined) break;
      signal?.throwIfAborted();
      if (Date.now() > deadline) throw new SilentService(name, path, seconds, problem);
      await sleep(250, undefined, { signal });
    }
  }
}
