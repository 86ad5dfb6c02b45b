import { createSocket } from 'node:dgram';
import { createOtlpGrpcServer, createOtlpHttpServer } from './otlp-server.js';
import { readSegment } from './segment.js';
import { readSpans } from './span.js';

const ports = { xray: 2000, otlpGrpc: 4317, otlpHttp: 4318 };

// The first process of a container ignores a signal for which it has no handler.
const end = () => process.exit(0);
process.on('SIGTERM', end).on('SIGINT', end);

/** @param {object} line */
const print = (line) => console.log(JSON.stringify(line));

/** @param {object} line */
const complain = (line) => console.error(JSON.stringify(line));

/**
 * @param {unknown} error
 * @param {number} bytes
 * @param {string} [client]
 */
function refuse(error, bytes, client) {
  const reason = error instanceof Error ? error.message : String(error);
  complain({ level: 'warn', message: 'refused', reason, bytes, client });
}

/** @param {Error} error */
function fail({ message }) {
  complain({ level: 'fatal', message });
  process.exit(1);
}

const socket = createSocket('udp4');

socket.on('message', (datagram, { address, port }) => {
  // The health check sends an empty datagram.
  if (datagram.length === 0) return socket.send('', port, address, () => {});
  try {
    print(readSegment(datagram.toString()));
  } catch (error) {
    refuse(error, datagram.length, address);
  }
});

/** @param {unknown} request */
const receive = (request) => readSpans(request).forEach(print);
const grpc = createOtlpGrpcServer(receive, refuse);
const http = createOtlpHttpServer(receive, refuse);

for (const listener of [socket, grpc, http]) listener.on('error', fail);
socket.bind(ports.xray, () =>
  grpc.listen(ports.otlpGrpc, '0.0.0.0', () =>
    http.listen(ports.otlpHttp, '0.0.0.0', () =>
      complain({ level: 'info', message: 'listening', ports: Object.values(ports) }),
    ),
  ),
);
