import type { ResolvedService } from '../../../constructs/options/service/resolve-services';
import { UserError } from '../../cli/command';
import { checkRequests, formatRow } from '../../http/request-check';
import { requestTable } from '../../http/request-table';
import { untilAnswers } from '../../http/until-answers';
import { checkHttps } from './https-check';

export interface SmokeTest {
  readonly services: readonly ResolvedService[];

  /** Where the routes are, on this machine: `http://127.0.0.1:<port>`, or with TLS. */
  readonly url: string;

  /** What stands for port 80 of the load balancer. */
  readonly plain: string;

  /** A name of the site. */
  readonly host: string;
  readonly signal: AbortSignal;
}

/** Services whose answers are not as described. */
export class WrongAnswers extends UserError {
  readonly names: readonly string[];

  constructor(message: string, names: readonly string[]) {
    super(message);
    this.names = names;
  }
}

/**
 * Waits until all services answer, and asks for every route by the same table as on the laptop; with HTTPS also whether
 * HTTP leads there.
 *
 * @throws SilentService | WrongAnswers | UserError
 */
export async function smokeTest(smoke: SmokeTest): Promise<string> {
  const { services, url, plain, host, signal } = smoke;
  // The certificate is the rehearsal's own.
  const insecure = true;
  await untilAnswers(url, services, { seconds: 30, insecure, signal });
  const rows = requestTable(services);
  const checked = await checkRequests(new URL(url), rows, { insecure, signal });
  const failed = checked.filter(({ problem }) => problem !== undefined);
  if (failed.length > 0) {
    const answered = `${rows.length - failed.length} of ${rows.length} requests are answered as described`;
    const names = new Set(failed.flatMap(({ row }) => row.service ?? []));
    throw new WrongAnswers([answered, ...failed.map(formatRow)].join('\n'), [...names]);
  }
  const answered = `${rows.length} of ${rows.length} requests answered as described`;
  if (!url.startsWith('https:')) return answered;
  return `${answered}; ${await checkHttps({ plain, secure: url, host, signal })}`;
}
