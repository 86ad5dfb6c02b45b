import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { bytesOf, listen, serverAddress } from '../../commands/rehearsal/aws/http-server';
import type { MergeRequest } from '../../commands/verify-plan/merge-request';
import { FakeModuleRegistry } from './fake-module-registry';

/** A response that a test sets instead of the default one. */
export interface Answer {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;

  /** Never responds. */
  readonly isSilent?: boolean;
}

/** A received request. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly bytes: Buffer;
}

const ok = (body: string): Answer => ({ status: 200, body });
const notFound: Answer = { status: 404, body: '{"message":"404 Not found"}' };
const conflict = (body: string): Answer => ({ status: 409, body });

/**
 * A fake GitLab with the parts that a pipeline uses: merge requests of a commit, artifacts, Terraform states with locks, and
 * the Terraform module registry.
 */
export class FakeGitlab {
  /** Commit → its merge requests. */
  readonly mergeRequests = new Map<string, MergeRequest[]>();

  /** `<ref>/<job>/<path>` → artifact of the last successful pipeline. */
  readonly artifacts = new Map<string, string>();
  readonly states = new Map<string, string>();

  /** State → lock info that Terraform has sent. */
  readonly locks = new Map<string, string>();
  readonly asked: Asked[] = [];

  /** Responses instead of the default ones, each for one request. */
  readonly instead: Answer[] = [];

  /** ID of the only project. */
  readonly project = '1217';

  /** The token of the job. */
  readonly token = 'job-token';

  readonly modules = new FakeModuleRegistry(this);

  /** Value of `CI_API_V4_URL`. */
  readonly url: string;
  private readonly server: Server;

  private constructor(server: Server, origin: string) {
    this.server = server;
    this.url = `${origin}/api/v4`;
    server.on('request', (request, response) => void this.serve(request, response));
  }

  /** @param tls serves HTTPS with this key and certificate, of 127.0.0.1, because Terraform requires HTTPS for registries. */
  static async start(tls?: { readonly key: string; readonly cert: string }): Promise<FakeGitlab> {
    const server: Server = tls ? createSecureServer(tls) : createServer();
    await listen(server);
    return new FakeGitlab(server, `${tls ? 'https' : 'http'}://${serverAddress(server)}`);
  }

  end(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const bytes = await bytesOf(request);
    const asked = { method, url, headers, bytes, body: bytes.toString() };
    this.asked.push(asked);
    const answer = this.instead.shift() ?? this.answer(asked);
    if (answer.isSilent) return;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  private answer(asked: Asked): Answer {
    const url = new URL(asked.url, this.url);
    const { pathname, searchParams } = url;
    const ofModules = this.modules.answer(asked, url);
    if (ofModules) return ofModules;
    const path = pathname.replace(`/api/v4/projects/${this.project}/`, '');
    const state = /^terraform\/state\/([^/]+)(\/lock)?$/.exec(path);
    if (state) return this.stateAnswer(asked, state[1] ?? '', state[2] !== undefined, searchParams);
    if (asked.headers['job-token'] !== this.token) {
      return { status: 401, body: '{"message":"401 Unauthorized"}' };
    }
    const commit = /^repository\/commits\/(\w+)\/merge_requests$/.exec(path)?.[1];
    if (commit !== undefined) return ok(JSON.stringify(this.mergeRequests.get(commit) ?? []));
    const [, ref, file] = /^jobs\/artifacts\/(.+)\/raw\/(.+)$/.exec(path) ?? [];
    const key = `${ref}/${searchParams.get('job')}/${file}`;
    const content = this.artifacts.get(key);
    return content === undefined ? notFound : ok(content);
  }

  private stateAnswer(
    { method, headers, body }: Asked,
    name: string,
    isLock: boolean,
    parameters: URLSearchParams,
  ): Answer {
    const login = Buffer.from(`gitlab-ci-token:${this.token}`).toString('base64');
    if (headers.authorization !== `Basic ${login}`) return { status: 401 };
    const lock = this.locks.get(name);
    const idOf = (text: string | undefined) => (text ? JSON.parse(text).ID : undefined);
    if (isLock && method === 'POST') {
      if (lock !== undefined) return conflict(lock);
      this.locks.set(name, body);
      return ok(body);
    }
    if (isLock && method === 'DELETE') {
      if (lock !== undefined && idOf(body) !== idOf(lock)) return conflict(lock);
      this.locks.delete(name);
      return ok('');
    }
    if (method === 'GET') {
      const text = this.states.get(name);
      return text === undefined ? { status: 204 } : ok(text);
    }
    if (method !== 'POST' || isLock) return { status: 405 };
    if (lock !== undefined && parameters.get('ID') !== idOf(lock)) return conflict(lock);
    this.states.set(name, body);
    return ok('');
  }
}
