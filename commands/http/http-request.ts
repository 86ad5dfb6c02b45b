import { type IncomingHttpHeaders, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';

export interface HttpRequest {
  /**
   * HTTP method.
   *
   * @default 'GET'
   */
  readonly method?: string;

  /** Path and query, sent unchanged: dot segments and escapes are not normalized. */
  readonly path: string;

  readonly headers?: Record<string, string>;

  /**
   * Accept any certificate.
   *
   * @default false
   */
  readonly insecure?: boolean;

  /**
   * Time limit without a response.
   *
   * @default 70
   */
  readonly timeoutSeconds?: number;

  /** Aborting it ends the request. */
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Sends one request to the server at `origin`, on its own connection. Redirects are not followed. Unlike with `fetch`, the
 * `Host` header can be set.
 *
 * @throws Error if the connection fails: refused, timed out, untrusted certificate.
 */
export function httpRequest(origin: string, request: HttpRequest): Promise<HttpAnswer> {
  const { method = 'GET', path, headers, insecure = false, timeoutSeconds = 70, signal } = request;
  const send = origin.startsWith('https:') ? tlsRequest : plainRequest;
  // Firewalls block requests without a user agent.
  const named = { 'User-Agent': 'magicnight-smoke', ...headers };
  const options = {
    method,
    path,
    headers: named,
    rejectUnauthorized: !insecure,
    agent: false,
    signal,
  };
  return new Promise((resolve, reject) => {
    const sent = send(new URL(origin), options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    sent.setTimeout(timeoutSeconds * 1000, () => {
      sent.destroy(new Error(`no response within ${timeoutSeconds} s`));
    });
    sent.on('error', reject);
    sent.end();
  });
}
