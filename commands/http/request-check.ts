import { type HttpAnswer, httpRequest } from './http-request';
import { type TableRow, unknownHostname, unknownPath } from './request-table';

/** Result of one row of the request table; without a problem the response was the expected one. */
export interface CheckedRow {
  readonly row: TableRow;
  readonly problem?: string;
}

export interface CheckOptions {
  /** Accept any certificate. */
  readonly insecure: boolean;

  /** Called after each row. */
  readonly onChecked?: (checked: CheckedRow) => void;

  /** Aborting it ends the checks. */
  readonly signal?: AbortSignal;
}

/**
 * Sends the requests of a table to the server at `origin` in sequence, and compares the responses.
 *
 * @throws Error if the server cannot be reached.
 */
export async function checkRequests(
  origin: URL,
  rows: readonly TableRow[],
  { insecure, onChecked = () => {}, signal }: CheckOptions,
): Promise<CheckedRow[]> {
  const send = ({ method, path, host }: Pick<TableRow, 'method' | 'path' | 'host'>) => {
    const port = origin.port && `:${origin.port}`;
    const headers: Record<string, string> = host ? { Host: host + port } : {};
    return httpRequest(origin.origin, { method, path, headers, insecure, signal });
  };
  const unrouted = await send({ method: 'GET', path: unknownPath, host: unknownHostname });
  // A route for all paths answers this one, too.
  const notFound = rows.some(({ path }) => path === unknownPath) ? unrouted : undefined;
  const all: CheckedRow[] = [];
  for (const row of rows) {
    signal?.throwIfAborted();
    const problem = await send(row).then(
      (answer) => difference(row, answer, notFound, origin),
      (error: Error) => error.message,
    );
    const checked = { row, problem };
    onChecked(checked);
    all.push(checked);
  }
  return all;
}

/** A row as one line, followed by its problem. */
export function formatRow({ row, problem }: CheckedRow): string {
  const { method, host = '', path, reason } = row;
  const line = `${problem ? 'FAIL' : 'ok  '}  ${method.padEnd(4)}  ${host}${path}  (${reason})`;
  return problem ? `${line}\n      ${problem}` : line;
}

/** The first difference between a response and the expected one; `undefined` if there is none. */
export function difference(
  { expect, method, path, host, reason }: TableRow,
  answer: HttpAnswer,
  notFound: HttpAnswer | undefined,
  origin: URL,
): string | undefined {
  const { status, headers, body } = answer;
  if (expect.status ? !expect.status.includes(status) : status >= 500) {
    const expected = expect.status?.join(' or ') ?? 'less than 500';
    const way =
      reason === 'route' && status < 500
        ? `; if this is right, set expect: { status: ${status} } for the route in services.ts, or expect: { path } for a path that returns ${expected}`
        : '';
    return `returned ${status}, expected ${expected}${way}`;
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
      : `returned another page: ${start(body)}`;
  }
  if (expect.contains !== undefined && !body.includes(expect.contains)) {
    return `does not contain "${expect.contains}": ${start(body)}`;
  }
  if (expect.fromService && status === 404 && body === notFound?.body) {
    return 'returned the 404 for unknown paths, expected a response of the service';
  }
  return undefined;
}

function start(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim();
  return JSON.stringify(line.length > 80 ? `${line.slice(0, 77)}...` : line);
}
