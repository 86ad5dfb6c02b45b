import { createServer, STATUS_CODES } from 'node:http';

/** Node's names for what can be wrong before a request is one. */
const refusals = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
]);

/**
 * An HTTP server for a place behind a load balancer: it keeps idle connections longer than the balancer does,
 * and refuses malformed requests, oversized headers (over 16 KiB) and slow clients.
 *
 * @param {import('node:http').RequestListener} handler
 * @param {import('pino').BaseLogger} log
 */
export function createHttpServer(handler, log) {
  const server = createServer(
    {
      // An Application Load Balancer closes idle connections after 60 s. If the server did so first, a request
      // could meet a closed connection: a 502 for the user.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
      keepAliveTimeout: 65_000,
      headersTimeout: 15_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 1_000,
    },
    handler,
  );

  server.on('clientError', (/** @type {NodeJS.ErrnoException} */ error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    const status = refusals.get(error.code ?? '') ?? 400;
    log.warn({ status, reason: error.code }, 'request refused');
    const body = JSON.stringify({ error: STATUS_CODES[status] });
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n` +
        `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    // Not `end`: a peer that never closes its own side would keep the socket for ever.
    /** @type {import('node:net').Socket} */ (socket).destroySoon();
  });
  return server;
}
