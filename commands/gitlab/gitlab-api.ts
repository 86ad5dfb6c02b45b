import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../cli/command';

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

/** What GitLab says to an upload. */
export interface GitlabReply {
  /** No trouble that may pass: each path has reasons of its own. */
  readonly status: number;
  readonly body: Buffer;
}

interface Call {
  readonly method: 'GET' | 'PUT';
  readonly path: string;

  /** Who asks: for GitLab itself, and for no other host. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

const attempts = 4;
const mostRedirects = 5;

/** GitLab's API, as a job may use it. */
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
   * @throws UserError if it may not be read, or GitLab does not answer properly.
   */
  async get(path: string): Promise<GitlabAnswer> {
    const { status, body } = await this.found(path, { 'JOB-TOKEN': this.token });
    return { isFound: status === 200, body: body.toString() };
  }

  /**
   * Like `get`, for a file of those paths that take the token of a job as a password alone.
   *
   * @returns `undefined` if there is none.
   */
  async download(path: string): Promise<Buffer | undefined> {
    const login = Buffer.from(`gitlab-ci-token:${this.token}`).toString('base64');
    const { status, body } = await this.found(path, { Authorization: `Basic ${login}` });
    return status === 200 ? body : undefined;
  }

  /**
   * Sends a file to a path below the API's address; again after a while, where GitLab has a trouble that may pass: what has
   * come in nevertheless is there already then.
   *
   * @throws UserError if GitLab does not answer properly.
   */
  async upload(path: string, body: Buffer): Promise<GitlabReply> {
    return await this.replyTo({ method: 'PUT', path, headers: { 'JOB-TOKEN': this.token }, body });
  }

  private async found(path: string, headers: Call['headers']): Promise<GitlabReply> {
    const reply = await this.replyTo({ method: 'GET', path, headers });
    const { status } = reply;
    if (status === 200 || status === 404) return reply;
    if (status === 401 || status === 403) throw refused(status, path);
    throw new UserError(`GitLab answers with status ${status} to GET ${path}`);
  }

  private async replyTo(call: Call): Promise<GitlabReply> {
    let trouble = '';
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (attempt > 0) await pause(this.pauseSeconds * 1000 * 2 ** (attempt - 1));
      try {
        const reply = await this.fetched(call);
        if (reply.status < 500 && reply.status !== 429) return reply;
        trouble = `status ${reply.status}`;
      } catch (error) {
        if (error instanceof UserError) throw error;
        trouble = reasonOf(error, this.timeoutSeconds);
      }
    }
    throw new UserError(
      `GitLab does not answer ${call.method} ${call.path}, asked ${attempts} times: ${trouble}; start this job again later`,
    );
  }

  private async fetched({ method, path, headers: own, body }: Call): Promise<GitlabReply> {
    const signal = AbortSignal.timeout(this.timeoutSeconds * 1000);
    const { origin } = new URL(this.url);
    let url = new URL(`${this.url}${path}`);
    for (let hop = 0; hop <= mostRedirects; hop++) {
      // Files are often in the storage of another host, which is not to know the token.
      const headers = url.origin === origin ? own : undefined;
      const answer = await fetch(url, { method, headers, body, redirect: 'manual', signal });
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status > 399 || location === null) {
        return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
      }
      await answer.body?.cancel();
      url = new URL(location, url);
      if (method !== 'GET') {
        throw new UserError(
          `GitLab redirects ${method} ${path} to ${url.origin}: nothing is sent there; CI_API_V4_URL must be the address that GitLab itself has (external_url)`,
        );
      }
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

/**
 * The value of a variable that GitLab sets in each job.
 *
 * @throws UserError outside of a job.
 */
export function ciVariable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new UserError(`${name} is not set; this command must run in a GitLab job`);
}
