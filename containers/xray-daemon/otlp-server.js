import { createServer as createHttpServer } from 'node:http';
import { createServer as createGrpcServer } from 'node:http2';
import { gunzipSync } from 'node:zlib';
import { decode } from './protobuf.js';

/** The most that gRPC accepts by default. */
const maxBytes = 4 * 1024 * 1024;

/**
 * @typedef {(request: unknown) => void} Receive gets a request in OTLP's JSON; throws if it is wrong.
 * @typedef {(error: unknown, bytes: number, client?: string) => void} Refuse is told why a request is not received.
 */

/**
 * OTLP over HTTP, in JSON or protobuf.
 *
 * https://opentelemetry.io/docs/specs/otlp/#otlphttp
 *
 * @param {Receive} receive
 * @param {Refuse} refuse
 */
export function createOtlpHttpServer(receive, refuse) {
  return createHttpServer(async (request, response) => {
    const respond = (/** @type {number} */ status, body = '') =>
      response.writeHead(status).end(body);
    const type = request.headers['content-type']?.split(';')[0]?.trim() ?? '';
    if (request.url !== '/v1/traces') return respond(404);
    if (request.method !== 'POST') return respond(405);
    if (!['application/json', 'application/x-protobuf'].includes(type)) return respond(415);
    // The socket does not have it after it has closed.
    const client = request.socket.remoteAddress;
    let bytes = 0;
    try {
      const body = await bodyOf(request);
      bytes = body.length;
      const plain = uncompressed(body, request.headers['content-encoding']);
      receive(type === 'application/json' ? parse(plain) : decode(plain));
      response.setHeader('content-type', type);
      respond(200, type === 'application/json' ? '{}' : '');
    } catch (error) {
      refuse(error, bytes, client);
      respond(400);
    }
  });
}

const grpcPath = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

/** https://github.com/grpc/grpc/blob/master/doc/statuscodes.md */
const grpcStatus = { ok: 0, invalidArgument: 3, unimplemented: 12 };

/**
 * OTLP over gRPC: protobuf in HTTP/2, after a byte that says whether it is compressed, and four bytes with its length.
 *
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 *
 * @param {Receive} receive
 * @param {Refuse} refuse
 */
export function createOtlpGrpcServer(receive, refuse) {
  const server = createGrpcServer();
  server.on('stream', async (stream, headers) => {
    stream.on('error', () => {});
    const client = stream.session?.socket.remoteAddress;
    let status = grpcStatus.unimplemented;
    let bytes = 0;
    try {
      const body = await bodyOf(stream);
      bytes = body.length;
      if (headers[':path'] === grpcPath) {
        status = grpcStatus.invalidArgument;
        const encoding = body.readUInt8() === 1 ? headers['grpc-encoding'] : 'identity';
        receive(decode(uncompressed(body.subarray(5), String(encoding))));
        status = grpcStatus.ok;
      }
    } catch (error) {
      refuse(error, bytes, client);
    }
    if (stream.destroyed) return;
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(status) }));
    stream.respond({ 'content-type': 'application/grpc' }, { waitForTrailers: true });
    // An empty message.
    stream.end(status === grpcStatus.ok ? Buffer.alloc(5) : undefined);
  });
  return server;
}

/** @param {AsyncIterable<Buffer>} stream */
async function bodyOf(stream) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`the body has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * @param {Buffer} body
 * @param {string} [encoding]
 */
function uncompressed(body, encoding = 'identity') {
  if (encoding === 'identity') return body;
  if (encoding === 'gzip') return gunzipSync(body, { maxOutputLength: maxBytes });
  throw new Error(`the body is compressed with ${encoding}; only gzip is supported`);
}

/** @param {Buffer} text */
function parse(text) {
  try {
    return JSON.parse(text.toString());
  } catch {
    throw new Error('the body is not JSON');
  }
}
