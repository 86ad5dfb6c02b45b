import { UserError } from '../../cli/command';
import { httpRequest } from '../../http/http-request';
import { unknownPath } from '../../http/request-table';

export interface HttpsCheck {
  /** `http://127.0.0.1:<port>` that stands for port 80. */
  readonly plain: string;

  /** `https://127.0.0.1:<port>` that stands for port 443. */
  readonly secure: string;

  /** A name of the site. */
  readonly host: string;
  readonly signal: AbortSignal;
}

/**
 * Whether port 80 redirects to HTTPS, with path and query, and all answers there tell browsers to stay.
 *
 * @throws UserError where it is not so.
 */
export async function checkHttps({ plain, secure, host, signal }: HttpsCheck): Promise<string> {
  const path = `${unknownPath}?from=smoke&x=%20`;
  const redirected = await httpRequest(plain, { path, headers: { Host: host }, signal });
  const wanted = `https://${host}:${new URL(secure).port}${path}`;
  const { status, headers } = redirected;
  if (status !== 301 || headers.location !== wanted) {
    throw new UserError(
      `http://${host}${path} is answered ${status} with location "${headers.location}", expected 301 to ${wanted}`,
    );
  }
  const answer = await httpRequest(secure, {
    path,
    headers: { Host: host },
    insecure: true,
    signal,
  });
  const strict = answer.headers['strict-transport-security'];
  if (!strict?.startsWith('max-age=')) {
    throw new UserError(`https://${host}${path} is answered without Strict-Transport-Security`);
  }
  return `HTTP is redirected, Strict-Transport-Security is ${strict}`;
}
