import { InvalidDescription } from '../constructs/problems';
import { resolveServices } from '../constructs/service';
import { runCommand, UserError } from './command';
import { type HttpAnswer, httpRequest } from './http-request';
import { requestTable, type TableRow, unknownHost, unknownPath } from './request-table';

const usage = `Usage: npm run smoke -- <url> [--insecure]

Asks for every route of services.ts at <url>, such as https://localhost:8443, and compares the answers with the
description. Exits with 1 if one differs.

  --insecure  accept any certificate, as is done anyway for localhost
`;

const options = { insecure: { type: 'boolean' } } as const;

runCommand(usage, options, async ({ values, positionals }) => {
  const origin = originOf(positionals);
  const insecure = values.insecure ?? /^(localhost|127\.0\.0\.1|\[::1\])$/.test(origin.hostname);
  const ask = ({ method, path, host }: Pick<TableRow, 'method' | 'path' | 'host'>) => {
    const port = origin.port && `:${origin.port}`;
    const headers: Record<string, string> = host ? { Host: host + port } : {};
    return httpRequest(origin.origin, { method, path, headers, insecure });
  };

  const rows = await tableOfDescription();
  const unrouted = await ask({ method: 'GET', path: unknownPath, host: unknownHost }).catch(
    (error) => {
      throw new UserError(`${origin.origin} cannot be reached: ${error.message}`);
    },
  );
  // With a route of everything there is no such answer.
  const notFound = rows.some(({ path }) => path === unknownPath) ? unrouted : undefined;
  let failed = 0;
  for (const row of rows) {
    const problem = await ask(row).then(
      (answer) => difference(row, answer, notFound, origin),
      (error: Error) => error.message,
    );
    if (problem) failed++;
    const place = `${row.host ?? ''}${row.path}`;
    console.log(`${problem ? 'FAIL' : 'ok  '}  ${row.method.padEnd(4)}  ${place}  (${row.reason})`);
    if (problem) console.log(`      ${problem}`);
  }
  console.log(`\n${rows.length - failed} of ${rows.length} requests are answered as described`);
  if (failed > 0) process.exitCode = 1;
});

function originOf(positionals: readonly string[]): URL {
  const [text = '', ...more] = positionals;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (more.length > 0 || !isOrigin) {
    const got = positionals.length > 0 ? `, got "${positionals.join(' ')}"` : '';
    throw new UserError(`Give one URL without a path, such as https://localhost:8443${got}`);
  }
  return url;
}

async function tableOfDescription(): Promise<TableRow[]> {
  // Loaded here, so that a file that does not parse leaves --help alone.
  const { services } = await import('../services.js');
  try {
    return requestTable(resolveServices(services));
  } catch (error) {
    throw error instanceof InvalidDescription ? new UserError(error.message) : error;
  }
}

/** What an answer has that the row does not expect; `undefined` if it is right. */
function difference(
  { expect, method, path, host }: TableRow,
  answer: HttpAnswer,
  notFound: HttpAnswer | undefined,
  origin: URL,
): string | undefined {
  const { status, headers, body } = answer;
  if (expect.status === undefined ? status >= 500 : status !== expect.status) {
    return `answered ${status}, expected ${expect.status ?? 'less than 500'}`;
  }
  if (expect.location !== undefined) {
    const base = new URL(origin);
    if (host) base.hostname = host;
    const { location = '' } = headers;
    const target = new URL(location, new URL(path, base)).href;
    const wanted = new URL(expect.location, base).href;
    if (target !== wanted) return `redirects to "${location}", expected ${wanted}`;
  }
  if (expect.body !== undefined && body !== expect.body) {
    return method === 'HEAD'
      ? `has a body: ${start(body)}`
      : `answered another page: ${start(body)}`;
  }
  if (expect.contains !== undefined && !body.includes(expect.contains)) {
    return `does not contain "${expect.contains}": ${start(body)}`;
  }
  if (expect.fromService && status === 404 && body === notFound?.body) {
    return 'no route leads there, expected an answer of the service';
  }
  return undefined;
}

function start(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim();
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 77)}...` : line);
}
