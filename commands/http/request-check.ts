import { type HttpAnswer, httpRequest } from './http-request';
import { type TableRow, unknownHostname, unknownPath } from './request-table';

/** What came of one row of the table; without a problem the answer was as described. */
export interface CheckedRow {
  readonly row: TableRow;
  readonly problem?: string;
}

export interface CheckOptions {
  /** Accept any certificate. */
  readonly insecure: boolean;

  /** Called with each row as it is done. */
  readonly onChecked?: (checked: CheckedRow) => void;

  /** Ends it when it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Sends the requests of a table to the server at `origin`, one after the other, and compares the answers.
 *
 * @throws Error of the connection, where the server cannot be reached at all.
 */
export async function checkRequests(
  origin: URL,
  rows: readonly TableRow[],
  { insecure, onChecked = () => {}, signal }: CheckOptions,
): Promise<CheckedRow[]> {
  const ask = ({ method, path, host }: Pick<TableRow, 'method' | 'path' | 'host'>) => {
    const port = origin.port && `:${origin.port}`;
    const headers: Record<string, string> = host ? { Host: host + port } : {};
    return httpRequest(origin.origin, { method, path, headers, insecure, signal });
  };
  const unrouted = await ask({ method: 'GET', path: unknownPath, host: unknownHostname });
  // With a route of everything there is no such answer.
  const notFound = rows.some(({ path }) => path === unknownPath) ? unrouted : undefined;
  const all: CheckedRow[] = [];
  for (const row of rows) {
    signal?.throwIfAborted();
    const problem = await ask(row).then(
      (answer) => difference(row, answer, notFound, origin),
      (error: Error) => error.message,
    );
    const checked = { row, problem };
    onChecked(checked);
    all.push(checked);
  }
  return all;
}

/** A row as one line, with its problem below it. */
export function formatRow({ row, problem }: CheckedRow): string {
  const { method, host = '', path, reason } = row;
  const line = `${problem ? 'FAIL' : 'ok  '}  ${method.padEnd(4)}  ${host}${path}  (${reason})`;
  return problem ? `${line}\n      ${problem}` : line;
}

/** What an answer has that the row does not expect; `undefined` if it is right. */
export function difference(
  { expect, method, path, host }: TableRow,
  answer: HttpAnswer,
  notFound: HttpAnswer | undefined,
  origin: URL,
): string | undefined {
  const { status, headers, body } = answer;
  if (expect.status ? !expect.status.includes(status) : status >= 500) {
    return `answered ${status}, expected ${expect.status?.join(' or ') ?? 'less than 500'}`;
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
