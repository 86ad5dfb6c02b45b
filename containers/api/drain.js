/**
 * @typedef {object} Drain
 * @property {() => boolean} isDraining
 * @property {() => void} start starts draining; a second call has no effect.
 * @property {Promise<void>} begun resolves when draining begins.
 * @property {Promise<void>} done resolves when no connection is left.
 */

/** How long a connection has after the drain to send the rest of a request. */
const graceSeconds = 1;

/**
 * Takes a server out of service without a failed request. For `drainSeconds` it continues to serve, until load balancers
 * stop sending requests. Then it accepts no more connections, and closes the open ones after `stopSeconds` at the latest.
 *
 * @param {import('node:http').Server} server
 * @param {{ drainSeconds: number, stopSeconds: number }} settings
 * @returns {Drain}
 */
export function prepareDrain(server, { drainSeconds, stopSeconds }) {
  const begun = signal();
  const done = signal();
  /** Requests without a complete answer. */
  let open = 0;
  let draining = false;
  let graceIsOver = false;

  server.prependListener('request', (_request, response) => {
    open++;
    // Tells clients to close a kept connection, before it is reset.
    if (draining) response.setHeader('Connection', 'close');
    response.on('close', () => {
      open--;
      cutOffStalled();
    });
  });

  // A connection without an open request stalls in the middle of sending one.
  function cutOffStalled() {
    if (graceIsOver && open === 0) server.closeAllConnections();
  }

  function start() {
    if (draining) return;
    draining = true;
    begun.give();
    // Leaves half a second for the process to exit in time.
    const lastMoment = stopSeconds * 1000 - 500;
    setTimeout(() => server.close(done.give), drainSeconds * 1000);
    setTimeout(
      () => {
        graceIsOver = true;
        cutOffStalled();
      },
      Math.min((drainSeconds + graceSeconds) * 1000, lastMoment),
    ).unref();
    setTimeout(() => server.closeAllConnections(), lastMoment).unref();
  }

  return { isDraining: () => draining, start, begun: begun.given, done: done.given };
}

function signal() {
  /** @type {() => void} */
  let give = () => {};
  /** @type {Promise<void>} */
  const given = new Promise((resolve) => {
    give = resolve;
  });
  return { given, give };
}
