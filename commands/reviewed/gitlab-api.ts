import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../command';

export interface GitlabApiOptions {
  /** Address of the API: `CI_API_V4_URL`. */
  readonly url: string;

  /** Token of the job that asks: `CI_JOB_TOKEN`. */
  readonly token: string;

  /**
   * How long one attempt may take.
   *
   * @default 30
   */
  readonly timeoutSeconds?: number;

  /**
   * Between two attempts; each further pause is twice as long.
   *
   * @default 2
   */
  readonly pauseSeconds?: number;
}

/** An answer that is no failure: what was asked for, or that there is no such thing. */
export interface GitlabAnswer {
  readonly isFound: boolean;
  readonly body: string;
}

const attempts = 4;
const mostRedirects = 5;

/** GitLab's API, as a job may read it. */
export class GitlabApi {
  private readonly url: string;
  private readonly token: string;
  private readonly timeoutSeconds: number;
  private readonly pauseSeconds: number;

  constructor({ url, token, timeoutSeconds = 30, pauseSeconds = 2 }: GitlabApiOptions) {
    this.url = url;
    this.token = token;
    this.timeoutSeconds = timeoutSeconds;
    this.pauseSeconds = pauseSeconds;
  }

  /**
   * Asks for a path below the API's address; again after a while, where GitLab has a trouble that may pass.
   *
   * @throws UserError where it may not be read, or GitLab does not answer properly.
   */
  async get(path: string): Promise<GitlabAnswer> {
    let trouble = '';
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (attempt > 0) await pause(this.pauseSeconds * 1000 * 2 ** (attempt - 1));
      try {
        const { status, body } = await this.fetched(path);
        if (status === 200) return { isFound: true, body };
        if (status === 404) return { isFound: false, body };
        if (status === 401 || status === 403) throw refused(status, path);
        if (status < 500 && status !== 429) {
          throw new UserError(`GitLab answers with status ${status} to GET ${path}`);
        }
        trouble = `status ${status}`;
      } catch (error) {
        if (error instanceof UserError) throw error;
        trouble = reasonOf(error, this.timeoutSeconds);
      }
    }
    throw new UserError(
      `GitLab does not answer GET ${path}, asked ${attempts} times: ${trouble}; start this job again later`,
    );
  }

  private async fetched(path: string): Promise<{ status: number; body: string }> {
    const signal = AbortSignal.timeout(this.timeoutSeconds * 1000);
    const { origin } = new URL(this.url);
    let url = new URL(`${this.url}${path}`);
    for (let hop = 0; hop <= mostRedirects; hop++) {
      // Artifacts are often in the storage of another host, which is not to know the token.
      const headers = url.origin === origin ? { 'JOB-TOKEN': this.token } : undefined;
      const answer = await fetch(url, { headers, redirect: 'manual', signal });
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status > 399 || location === null) {
        return { status: answer.status, body: await answer.text() };
      }
      await answer.body?.cancel();
      url = new URL(location, url);
    }
    throw new UserError(`GitLab redirects GET ${path} more than ${mostRedirects} times`);
  }
}

function refused(status: number, path: string): UserError {
  return new UserError(
    `GitLab refuses GET ${path} to the token of this job (${status}): who starts it must be a developer of the project at least, and the token must be allowed to read it (Settings > CI/CD > Job token permissions)`,
  );
}

function reasonOf(error: unknown, timeoutSeconds: number): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return `no answer within ${timeoutSeconds} s`;
  const { code, message: detail } = (cause ?? {}) as NodeJS.ErrnoException;
  return code ?? detail ?? message;
}
