import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../cli/command';

export interface GitlabApiOptions {
  /** Address of the API: `CI_API_V4_URL`. */
  readonly url: string;

  /** Token of the job: `CI_JOB_TOKEN`. */
  readonly token: string;

  /**
   * Time limit of one attempt.
   *
   * @default 30
   */
  readonly timeoutSeconds?: number;

  /**
   * Pause after the first attempt; each further pause is twice as long.
   *
   * @default 2
   */
  readonly pauseSeconds?: number;
}

/** A successful response, or a 404. */
export interface GitlabAnswer {
  readonly isFound: boolean;
  readonly body: string;
}

/** Response to an upload. */
export interface GitlabReply {
  /** Temporary errors are retried, and never returned. */
  readonly status: number;
  readonly body: Buffer;
}

interface Call {
  readonly method: 'GET' | 'PUT';
  readonly path: string;

  /** Sent to GitLab only, and not after a redirect to another host. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

const attempts = 4;
const mostRedirects = 5;

/** Client of GitLab's API for a job. */
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
   * Sends GET to a path of the API. Retries after temporary errors.
   *
   * @throws UserError if the job may not read the path, or GitLab returns an error.
   */
  async get(path: string): Promise<GitlabAnswer> {
    const { status, body } = await this.found(path, { 'JOB-TOKEN': this.token });
    return { isFound: status === 200, body: body.toString() };
  }

  /**
   * Downloads a file from a path that accepts the job token only as a password.
   *
   * @returns `undefined` if the file does not exist.
   */
  async download(path: string): Promise<Buffer | undefined> {
    const login = Buffer.from(`gitlab-ci-token:${this.token}`).toString('base64');
    const { status, body } = await this.found(path, { Authorization: `Basic ${login}` });
    return status === 200 ? body : undefined;
  }

  /**
   * Uploads a file to a path of the API. Retries after temporary errors, although the failed attempt may have succeeded.
   *
   * @throws UserError if GitLab does not respond.
   */
  async upload(path: string, body: Buffer): Promise<GitlabReply> {
    return await this.replyTo({ method: 'PUT', path, headers: { 'JOB-TOKEN': this.token }, body });
  }

  private async found(path: string, headers: Call['headers']): Promise<GitlabReply> {
    const reply = await this.replyTo({ method: 'GET', path, headers });
    const { status } = reply;
    if (status === 200 || status === 404) return reply;
    if (status === 401 || status === 403) throw refused(status, path);
    throw new UserError(`GitLab returned status ${status} for GET ${path}`);
  }

  private async replyTo(call: Call): Promise<GitlabReply> {
    let reason = '';
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (attempt > 0) await pause(this.pauseSeconds * 1000 * 2 ** (attempt - 1));
      try {
        const reply = await this.fetched(call);
        if (reply.status < 500 && reply.status !== 429) return reply;
        reason = `status ${reply.status}`;
      } catch (error) {
        if (error instanceof UserError) throw error;
        reason = reasonOf(error, this.timeoutSeconds);
      }
    }
    throw new UserError(
      `GitLab did not respond to ${call.method} ${call.path} in ${attempts} attempts: ${reason}; retry this job later`,
    );
  }

  private async fetched({ method, path, headers: own, body }: Call): Promise<GitlabReply> {
    const signal = AbortSignal.timeout(this.timeoutSeconds * 1000);
    const { origin } = new URL(this.url);
    let url = new URL(`${this.url}${path}`);
    for (let hop = 0; hop <= mostRedirects; hop++) {
      // Files are often on another server, which must not receive the token.
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
          `GitLab redirects ${method} ${path} to ${url.origin}, which is not followed; CI_API_V4_URL must be the address that GitLab is configured with (external_url)`,
        );
      }
    }
    throw new UserError(`GitLab redirects GET ${path} more than ${mostRedirects} times`);
  }
}

function refused(status: number, path: string): UserError {
  return new UserError(
    `GitLab denies GET ${path} to the token of this job (${status}): the user who starts the job must have at least the Developer role, and the token needs permission to read it (Settings > CI/CD > Job token permissions)`,
  );
}

function reasonOf(error: unknown, timeoutSeconds: number): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return `no response within ${timeoutSeconds} s`;
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
