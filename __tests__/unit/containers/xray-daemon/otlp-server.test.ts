import { once } from 'node:events';
import { connect } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import {
  createOtlpGrpcServer,
  createOtlpHttpServer,
} from '../../../../containers/xray-daemon/otlp-server.js';

let server: Server;
let received: unknown[];
let refused: unknown[];

beforeEach(() => {
  received = [];
  refused = [];
});

afterEach(() => new Promise((resolve) => server.close(resolve)));

const receive = (request: unknown) => received.push(request);
const refuse = (error: unknown, bytes: number, client?: string) =>
  refused.push({ reason: error instanceof Error && error.message, bytes, client });

async function listen(created: Server): Promise<string> {
  server = created;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends a request by HTTP. Returns status, type and text of the answer. */
async function post(body: string | Uint8Array<ArrayBuffer>, type: string, more: object = {}) {
  const url = await listen(createOtlpHttpServer(receive, refuse));
  const headers = { 'content-type': type, connection: 'close' };
  const { path = '/v1/traces', ...init } = { headers, method: 'POST', ...more } as RequestInit & {
    path?: string;
  };
  const content = init.method === 'POST' ? { body } : {};
  const response = await fetch(url + path, { ...init, ...content });
  return [response.status, response.headers.get('content-type'), await response.text()];
}

// A span without fields, in a scope of a resource.
const protobuf = Buffer.from([10, 4, 18, 2, 18, 0]);
const decoded = { resourceSpans: [{ scopeSpans: [{ spans: [{}] }] }] };
const json = JSON.stringify(decoded);

test('JSON is received', async () => {
  expect(await post(json, 'application/json; charset=utf-8')).toEqual([
    ...[200, 'application/json', '{}'],
  ]);
  expect(received).toEqual([decoded]);
});

test('protobuf is received', async () => {
  const type = 'application/x-protobuf';
  expect(await post(protobuf, type)).toEqual([200, type, '']);
  expect(received).toEqual([decoded]);
});

test('gzip is received', async () => {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  expect(await post(gzipSync(json), '', { headers })).toEqual([200, 'application/json', '{}']);
  expect(received).toEqual([decoded]);
});

test.each<[string, string, object, number]>([
  ['metrics', 'application/json', { path: '/v1/metrics' }, 404],
  ['another method', 'application/json', { method: 'GET' }, 405],
  ['another format', 'text/plain', {}, 415],
])('%s has another status', async (_, type, more, status) => {
  expect(await post(json, type, more)).toEqual([status, null, '']);
  expect([received, refused]).toEqual([[], []]);
});

test.each<[string, string, object, string]>([
  ['{', 'application/json', {}, 'the body is not JSON'],
  ['night', 'application/x-protobuf', {}, 'the body is not a trace in protobuf'],
  [
    json,
    '',
    { headers: { 'content-type': 'application/json', 'content-encoding': 'zstd' } },
    'the body is compressed with zstd; only gzip is supported',
  ],
])('%j as %s is refused', async (body, type, more, reason) => {
  expect(await post(body, type, more)).toEqual([400, null, '']);
  expect(refused).toEqual([{ reason, bytes: body.length, client: '127.0.0.1' }]);
});

test('a body of more than 4 MiB is refused', async () => {
  await post(Buffer.alloc(5_000_000), 'application/x-protobuf').catch(() => undefined);
  expect(refused).toEqual([
    { reason: 'the body has more than 4194304 bytes', bytes: 0, client: '127.0.0.1' },
  ]);
});

const service = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

/** Sends a message by gRPC. Returns status and data of the answer. */
async function call(message: Buffer, path = service, isCompressed = false) {
  const session = connect(await listen(createOtlpGrpcServer(receive, refuse)));
  const stream = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    ...(isCompressed ? { 'grpc-encoding': 'gzip' } : {}),
  });
  const head = Buffer.alloc(5);
  head.writeUInt8(isCompressed ? 1 : 0);
  head.writeUInt32BE(message.length, 1);
  stream.end(Buffer.concat([head, message]));
  let status: unknown;
  stream.on('trailers', (trailers) => {
    status = trailers['grpc-status'];
  });
  const chunks = await stream.toArray();
  session.close();
  return [status, Buffer.concat(chunks).toString('hex')];
}

test.each([
  ['plain', protobuf, false],
  ['compressed', gzipSync(protobuf), true],
])('a %s call of gRPC is received', async (_, message, isCompressed) => {
  expect(await call(message, service, isCompressed)).toEqual(['0', '0000000000']);
  expect(received).toEqual([decoded]);
});

test('a call with something else is refused', async () => {
  expect(await call(Buffer.from('night'))).toEqual(['3', '']);
  expect(refused).toEqual([
    { reason: 'the body is not a trace in protobuf', bytes: 10, client: '127.0.0.1' },
  ]);
});

test('a call of another service is not implemented', async () => {
  expect(await call(protobuf, '/of/metrics')).toEqual(['12', '']);
  expect([received, refused]).toEqual([[], []]);
});
