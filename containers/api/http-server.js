import { createServer, STATUS_CODES } from 'node:http';

/** Node's codes of errors in requests that cannot be read, and the status of the answer. */
const refusals = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
]);

/** Maximum number of requests of one connection that wait for their answers. */
const mostWaiting = 32;

/**
 * An HTTP server that runs behind a load balancer. It keeps idle connections longer than the load balancer does, and
 * refuses malformed requests, headers over 16 KiB, and clients that send or read too slowly.
 *
 * @param {import('node:http').RequestListener} handler
 * @param {import('pino').BaseLogger} log
 */
export function createHttpServer(handler, log) {
  const server = createServer({
    // An Application Load Balancer closes idle connections after 60 s. If the server did so first, a request
    // could meet a closed connection: a 502 for the user.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
    keepAliveTimeout: 65_000,
    headersTimeout: 15_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 1_000,
  });
  // For clients that do not read their answers.
  server.setTimeout(70_000);

  /** @type {WeakMap<import('node:stream').Duplex, number>} */
  const waiting = new WeakMap();

  server.on('request', (request, response) => {
    const { socket } = request;
    const count = (waiting.get(socket) ?? 0) + 1;
    waiting.set(socket, count);
    response.on('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    if (count > mostWaiting) socket.destroy();
    if (!socket.destroyed) handler(request, response);
  });
  // Node would answer these requests without a body and without a line in the log.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));

  server.on('connect', (request, socket) => refuse(socket, 405, request.method));
  server.on('clientError', (/** @type {NodeJS.ErrnoException} */ error, socket) => {
    // A request of this connection gets an answer. The client would take a second answer for that of its next request.
    if (error.code === 'ECONNRESET' || !socket.writable || waiting.has(socket)) {
      return socket.destroy();
    }
    refuse(socket, refusals.get(error.code ?? '') ?? 400, error.code);
  });

  /**
   * Answers on a connection without a valid request, and closes it.
   *
   * @param {import('node:stream').Duplex} duplex
   * @param {number} status
   * @param {string} [reason]
   */
  function refuse(duplex, status, reason) {
    const socket = /** @type {import('node:net').Socket} */ (duplex);
    log.warn({ status, reason, client: socket.remoteAddress?.replace(/^::ffff:/, '') }, 'refused');
    const body = JSON.stringify({ error: STATUS_CODES[status] });
    socket.write(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        'Connection: close',
        ...(status === 405 ? ['Allow: GET, HEAD'] : []),
        'Content-Type: application/json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    );
    // Not `end`: the socket would stay open for as long as the client does not close its side.
    socket.destroySoon();
  }
  return server;
}
