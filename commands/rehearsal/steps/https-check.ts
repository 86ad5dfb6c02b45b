import { UserError } from '../../cli/command';
import { httpRequest } from '../../http/http-request';
import { unknownPath } from '../../http/request-table';

export interface HttpsCheck {
  /** `http://127.0.0.1:<port>` for port 80 of the load balancer. */
  readonly plain: string;

  /** `https://127.0.0.1:<port>` for port 443 of the load balancer. */
  readonly secure: string;

  /** A host name of the environment. */
  readonly host: string;
  readonly signal: AbortSignal;
}

/**
 * Checks that port 80 redirects to HTTPS with path and query, and that HTTPS responses have Strict-Transport-Security.
 *
 * @throws UserError if one of the two is not the case.
 */
export async function checkHttps({ plain, secure, host, signal }: HttpsCheck): Promise<string> {
  const path = `${unknownPath}?from=smoke&x=%20`;
  const redirected = await httpRequest(plain, { path, headers: { Host: host }, signal });
  const wanted = `https://${host}:${new URL(secure).port}${path}`;
  const { status, headers } = redirected;
  if (status !== 301 || headers.location !== wanted) {
    throw new UserError(
      `http://${host}${path} returned ${status} with location "${headers.location}", expected 301 to ${wanted}`,
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
    throw new UserError(`https://${host}${path} returned no Strict-Transport-Security`);
  }
  return `HTTP redirects to HTTPS, Strict-Transport-Security is ${strict}`;
}
