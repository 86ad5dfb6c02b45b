/**
 * @typedef {object} Drain
 * @property {() => boolean} isDraining
 * @property {() => void} start begins to drain; a second call changes nothing.
 * @property {Promise<void>} begun resolves when draining begins.
 * @property {Promise<void>} done resolves when no connection is left.
 */

/** How long a connection may take, after the drain, to send the request that it is about to send. */
const graceSeconds = 1;

/**
 * Takes a server out of service without losing a request: for `drainSeconds` it serves on while load balancers
 * notice, then it accepts no connection any more and ends what is open, at the latest after `stopSeconds`.
 *
 * @param {import('node:http').Server} server
 * @param {{ drainSeconds: number, stopSeconds: number }} settings
 * @returns {Drain}
 */
export function prepareDrain(server, { drainSeconds, stopSeconds }) {
  /** @type {Set<import('node:http').ServerResponse>} */
  const open = new Set();
  const begun = signal();
  const done = signal();
  let draining = false;
  let graceIsOver = false;

  server.prependListener('request', (_request, response) => {
    open.add(response);
    // Clients that keep their connection learn now that it ends, not by a reset later.
    if (draining) response.setHeader('Connection', 'close');
    response.once('close', () => {
      open.delete(response);
      cutOffStalled();
    });
  });

  // What has no request to be answered now stalls half-way through one.
  function cutOffStalled() {
    if (graceIsOver && open.size === 0) server.closeAllConnections();
  }

  function start() {
    if (draining) return;
    draining = true;
    begun.give();
    // Half a second remains for the process to end in time.
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
