import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../../containers/api/app.js';
import { createHttpServer } from '../../../../containers/api/http-server.js';
import { createLog } from '../../../../containers/api/log.js';
import { createOtlpTracing } from '../../../../containers/api/otlp-tracing.js';
import { readSpans } from '../../../../containers/xray-daemon/span.js';

const root = '1-67891233-abcdef012345678912345678';
const wellFormed = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/;
const opened: Server[] = [];

afterEach(async () => {
  for (const server of opened.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Waits up to two seconds. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !isTrue(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function listen(server: Server): Promise<number> {
  opened.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A collector that keeps each request as the fake one of the laptop reads it. */
async function startCollector(answer: RequestListener = (_, response) => response.end('{}')) {
  const requests: Record<string, unknown>[][] = [];
  const headers: unknown[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    headers.push({ url: request.url, type: request.headers['content-type'] });
    requests.push(readSpans(JSON.parse(text)));
    answer(request, response);
  });
  const port = await listen(server);
  const spans = async (count: number) => {
    await until(() => requests.flat().length >= count);
    return requests.flat();
  };
  return { port, requests, headers, spans };
}

/** The server, which sends a share of the requests to a collector. Returns a function that asks it. */
async function startApi(port: number, sampledShare = 1, lines: string[] = []) {
  const log = createLog({ write: (line) => lines.push(line) });
  const collector = { host: '127.0.0.1', port, path: '/v1/traces' };
  const tracing = createOtlpTracing({ collector, serviceName: 'api', sampledShare, log });
  const routes = {
    '/night': () => ({ body: {} }),
    '/busy': () => ({ status: 429, body: {} }),
    '/broken': () => {
      throw new Error('the night is over');
    },
  };
  const app = createApp({ log, isReady: () => true, trustedHops: 1, tracing, routes });
  const own = await listen(createHttpServer(app.callback(), log));
  return (path: string, header?: string, more: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${own}${path}`, {
      headers: { ...(header === undefined ? {} : { 'x-amzn-trace-id': header }), ...more },
    });
}

test('a request that the load balancer has sampled is sent as a span of its trace', async () => {
  const { port, headers, spans } = await startCollector();
  const ask = await startApi(port);
  await ask('/night?token=secret', `Self=1-a-b;Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`, {
    'x-forwarded-for': '192.0.2.66, 198.51.100.7',
    'x-forwarded-proto': 'https',
  });
  const [span] = await spans(1);
  expect(headers).toEqual([{ url: '/v1/traces', type: 'application/json' }]);
  expect(span).toEqual({
    service: 'api',
    name: 'GET',
    kind: 'server',
    trace_id: root,
    id: expect.stringMatching(/^[0-9a-f]{16}$/),
    parent_id: '53995c3f42cd8ad8',
    start_time: expect.any(Number),
    end_time: expect.any(Number),
    attributes: {
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'url.scheme': 'https',
      'url.path': '/night',
      'server.address': '127.0.0.1',
      'client.address': '198.51.100.7',
    },
  });
  expect(Number(span?.end_time)).toBeGreaterThanOrEqual(Number(span?.start_time));
  expect(Math.abs(Date.now() / 1000 - Number(span?.start_time))).toBeLessThan(10);
});

test.each([
  ['/night', 200, undefined],
  ['/nothing', 404, undefined],
  ['/busy', 429, undefined],
  ['/broken', 500, true],
])('the span of %s has status %i, and as error %p', async (path, status, error) => {
  const { port, spans } = await startCollector();
  const ask = await startApi(port);
  await ask(path, `Root=${root};Sampled=1`);
  const [span] = await spans(1);
  expect(span?.attributes).toMatchObject({ 'http.response.status_code': status });
  expect(span?.error).toBe(error);
});

test.each([
  ['a request that is not sampled', '/night', `Root=${root};Sampled=0`],
  ['a health check', '/healthz', `Root=${root};Sampled=1`],
])('%s is not sent', async (_, path, header) => {
  const { port, spans } = await startCollector();
  const ask = await startApi(port);
  expect((await ask(path, header)).status).toBe(200);
  await ask('/night', `Root=${root};Sampled=1`);
  expect(await spans(1)).toHaveLength(1);
});

test('without a decision, the trace decides by the share', async () => {
  const { port, spans } = await startCollector();
  const ask = await startApi(port, 0.05);
  // The last 13 digits are 0.049 and 0.051 of all numbers.
  const [below, above] = ['0c8b439581062', '0d0e560418937'].map(
    (end) => `1-67891233-00000000000${end}`,
  );
  await ask('/above', `Root=${above}`);
  await ask('/below', `Root=${below}`);
  await ask('/last', 'Sampled=1');
  expect((await spans(2)).map(({ attributes }) => attributes)).toEqual([
    expect.objectContaining({ 'url.path': '/below' }),
    expect.objectContaining({ 'url.path': '/last' }),
  ]);
});

test('the answer has the decision only if the client asked for it', async () => {
  const { port } = await startCollector();
  const decision = async (share: number) => {
    const ask = await startApi(port, share);
    return (await ask('/night', `Root=${root};Sampled=?`)).headers.get('x-amzn-trace-id');
  };
  expect(await decision(1)).toBe(`Root=${root};Sampled=1`);
  expect(await decision(0)).toBe(`Root=${root};Sampled=0`);
  const ask = await startApi(port);
  expect((await ask('/night', `Root=${root}`)).headers.has('x-amzn-trace-id')).toBe(false);
});

test.each([undefined, 'Sampled=1', 'Root=1-67891233-"}{";Parent=53995c3f42cd8ad8', `root=${root}`])(
  'the header %j begins a new trace',
  async (header) => {
    const { port, spans } = await startCollector();
    const ask = await startApi(port);
    await ask('/night', header);
    const [span] = await spans(1);
    expect(span?.trace_id).toMatch(wellFormed);
    expect(span?.trace_id).not.toBe(root);
    expect(span).not.toHaveProperty('parent_id');
  },
);

test('while the collector answers, spans wait, and are then sent together', async () => {
  const answers: (() => void)[] = [];
  const { port, requests, spans } = await startCollector((_, response) => {
    answers.push(() => response.end('{}'));
  });
  const ask = await startApi(port);
  await ask('/first');
  await spans(1);
  for (const path of ['/second', '/third']) await ask(path);
  answers.pop()?.();
  await spans(3);
  expect(requests.map(({ length }) => length)).toEqual([1, 2]);
});

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const port = await listen(createServer());
  await new Promise((resolve) => opened.pop()?.close(resolve));
  return port;
}

async function startRefusing(): Promise<number> {
  return (await startCollector((_, response) => response.writeHead(503).end())).port;
}

test.each([
  ['refuses spans', startRefusing, 'the collector answers 503'],
  ['is not there', freePort, 'connect ECONNREFUSED'],
])('a collector that %s delays no request; the log has one line', async (_, start, reason) => {
  const port = await start();
  const lines: string[] = [];
  const ask = await startApi(port, 1, lines);
  const statuses = await Promise.all(Array.from({ length: 3 }, () => ask('/night')));
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
  await until(() => lines.some((line) => line.includes('spans are not sent')));
  await ask('/night');
  expect(lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warn')).toEqual([
    {
      level: 'warn',
      time: expect.any(String),
      message: 'spans are not sent',
      collector: `127.0.0.1:${port}`,
      reason: expect.stringContaining(reason),
    },
  ]);
});
