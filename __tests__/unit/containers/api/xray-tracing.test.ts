import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../../containers/api/app.js';
import { createHttpServer } from '../../../../containers/api/http-server.js';
import { createLog } from '../../../../containers/api/log.js';
import { createXrayTracing } from '../../../../containers/api/xray-tracing.js';

const root = '1-67891233-abcdef012345678912345678';
const wellFormed = /^1-[0-9a-f]{8}-[0-9a-f]{24}$/;

/** Everything that was sent to the daemon. */
let datagrams: string[];
let daemon: Socket;
let server: Server;
let url: string;

beforeAll(async () => {
  daemon = createSocket('udp4', (datagram) => datagrams.push(String(datagram)));
  daemon.bind(0, '127.0.0.1');
  await once(daemon, 'listening');
  const log = createLog({ write: () => {} });
  const tracing = await createXrayTracing({
    daemon: { host: '127.0.0.1', port: daemon.address().port },
    serviceName: 'api',
    log,
  });
  const routes = {
    '/night': () => ({ body: {} }),
    '/busy': () => ({ status: 429, body: {} }),
    '/broken': () => {
      throw new Error('the night is over');
    },
  };
  const app = createApp({ log, isReady: () => true, trustedHops: 1, tracing, routes });
  server = createHttpServer(app.callback(), log);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  datagrams = [];
});

afterEach(() => jest.restoreAllMocks());

afterAll(async () => {
  daemon.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = (path: string, header: string) =>
  fetch(url + path, { headers: header ? { 'x-amzn-trace-id': header } : {} });

/** The segments of all requests so far: sends one more request and waits for its segment. */
async function segments() {
  await ask('/last', 'Sampled=1');
  while (!datagrams.at(-1)?.includes('/last')) await once(daemon, 'message');
  return datagrams.slice(0, -1).map((datagram) => JSON.parse(datagram.split('\n')[1] ?? ''));
}

test('a request that the load balancer has sampled is sent as a segment after a header', async () => {
  const headers = {
    'x-amzn-trace-id': `Self=1-a-b;Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`,
    'x-forwarded-for': '192.0.2.66, 198.51.100.7',
  };
  await fetch(`${url}/night?token=secret`, { headers });
  const [segment, ...others] = await segments();
  expect(others).toEqual([]);
  expect(datagrams[0]?.split('\n')[0]).toBe('{"format": "json", "version": 1}');
  expect(segment).toEqual({
    name: 'api',
    trace_id: root,
    parent_id: '53995c3f42cd8ad8',
    id: expect.stringMatching(/^[0-9a-f]{16}$/),
    start_time: expect.any(Number),
    end_time: expect.any(Number),
    http: {
      request: { method: 'GET', url: '/night', client_ip: '198.51.100.7' },
      response: { status: 200 },
    },
    service: { runtime: 'node', runtime_version: process.version },
    aws: {
      xray: { package: 'aws-xray-sdk-core', sdk: 'X-Ray for Node.js', sdk_version: '3.12.0' },
    },
  });
  expect(segment.end_time).toBeGreaterThanOrEqual(segment.start_time);
  expect(Math.abs(Date.now() / 1000 - segment.start_time)).toBeLessThan(10);
});

test.each([
  ['/night', 200, {}],
  ['/nothing', 404, { error: true }],
  ['/busy', 429, { error: true, throttle: true }],
  ['/broken', 500, { fault: true }],
])('the segment of %s has status %i, and says %j', async (path, status, flags) => {
  await ask(path, `Root=${root};Sampled=1`);
  const [{ http, error, throttle, fault }] = await segments();
  expect(http.response).toEqual({ status });
  expect({ error, throttle, fault }).toEqual(flags);
});

test('requests that are not sampled, and health checks, are not sent', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
  const answers = [
    await ask('/night', `Root=${root};Sampled=0`),
    await ask('/healthz', `Root=${root};Sampled=1`),
    await ask('/readyz?x', ''),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await segments()).toEqual([]);
});

test('without a decision the first request of a second is sent, and 5 % of the others', async () => {
  jest.spyOn(Date.prototype, 'getTime').mockReturnValue(Date.UTC(2031));
  const random = jest.spyOn(Math, 'random').mockReturnValue(0.051);
  await ask('/first', `Root=${root}`);
  await ask('/second', '');
  random.mockReturnValue(0.049);
  await ask('/third', '');
  const sent = await segments();
  expect(sent.map(({ http }) => http.request.url)).toEqual(['/first', '/third']);
  expect(sent[0].trace_id).toBe(root);
  expect(sent[1].trace_id).toMatch(wellFormed);
  expect(sent[1]).not.toHaveProperty('parent_id');
});

test('the answer has the decision only if the client asked for it', async () => {
  const random = jest.spyOn(Math, 'random').mockReturnValue(0);
  jest.spyOn(Date.prototype, 'getTime').mockReturnValue(Date.UTC(2032));
  const decision = async () =>
    (await ask('/night', `Root=${root};Sampled=?`)).headers.get('x-amzn-trace-id');
  expect(await decision()).toBe(`Root=${root};Sampled=1`);
  random.mockReturnValue(0.9);
  expect(await decision()).toBe(`Root=${root};Sampled=0`);
  const untold = await ask('/night', `Root=${root};Sampled=1`);
  expect(untold.headers.has('x-amzn-trace-id')).toBe(false);
  expect(await segments()).toHaveLength(2);
});

test.each([
  'Root=1-67891233-"}{"trace_id":"x;Sampled=1',
  'Root=1-67891233-<b>;Parent=53995c3f42cd8ad8;Sampled=1',
  'Root=2-67891233-abcdef012345678912345678;Sampled=1',
  'Root=;Parent=53995c3f42cd8ad8;Sampled=1',
  `root=${root};Sampled=1`,
  `Sampled=1, Root=${root}`,
  `Root=${root} Sampled=1`,
  `Root=${root.repeat(200)};Sampled=1`,
  '__proto__=1;constructor=1;Sampled=1',
  `;${' '.repeat(8000)};Sampled=2`,
  'Sampled=1;é\u00ff;=;;',
])('a malformed header begins a new trace: %j', async (header) => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
  expect((await ask('/night', header)).status).toBe(200);
  const [segment] = await segments();
  expect(segment.trace_id).toMatch(wellFormed);
  expect(segment.trace_id).not.toBe(root);
  expect(segment).not.toHaveProperty('parent_id');
});

test('a malformed parent is left out', async () => {
  await ask('/night', `Root=${root};Parent="},{";Sampled=1`);
  const [segment] = await segments();
  expect(segment.trace_id).toBe(root);
  expect(segment).not.toHaveProperty('parent_id');
});
