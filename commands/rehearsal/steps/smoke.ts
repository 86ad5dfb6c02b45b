import type { ResolvedService } from '../../../constructs/options/service/resolved-service';
import { UserError } from '../../cli/command';
import { checkRequests, formatRow } from '../../http/request-check';
import { requestTable } from '../../http/request-table';
import { untilAnswers } from '../../http/until-answers';
import { checkHttps } from './https-check';

export interface SmokeTest {
  readonly services: readonly ResolvedService[];

  /** URL of the load balancer on this machine: `http://127.0.0.1:<port>` or `https://…`. */
  readonly url: string;

  /** `http://127.0.0.1:<port>` for port 80 of the load balancer. */
  readonly plain: string;

  /** A host name of the environment. */
  readonly host: string;
  readonly signal: AbortSignal;
}

/** Services with unexpected responses. */
export class WrongAnswers extends UserError {
  readonly names: readonly string[];

  constructor(message: string, names: readonly string[]) {
    super(message);
    this.names = names;
  }
}

/**
 * Waits until all services respond, and requests every route with the request table of `npm run smoke`. With HTTPS also checks
 * the redirect from HTTP.
 *
 * @throws SilentService | WrongAnswers | UserError
 */
export async function smokeTest(smoke: SmokeTest): Promise<string> {
  const { services, url, plain, host, signal } = smoke;
  // The rehearsal's certificate is self-signed.
  const insecure = true;
  await untilAnswers(url, services, { seconds: 30, insecure, signal });
  const rows = requestTable(services);
  const checked = await checkRequests(new URL(url), rows, { insecure, signal });
  const failed = checked.filter(({ problem }) => problem !== undefined);
  if (failed.length > 0) {
    const answered = `${rows.length - failed.length} of ${rows.length} requests returned the expected response`;
    const names = new Set(failed.flatMap(({ row }) => row.service ?? []));
    throw new WrongAnswers([answered, ...failed.map(formatRow)].join('\n'), [...names]);
  }
  const answered = `${rows.length} of ${rows.length} requests returned the expected response`;
  if (!url.startsWith('https:')) return answered;
  return `${answered}; ${await checkHttps({ plain, secure: url, host, signal })}`;
}
