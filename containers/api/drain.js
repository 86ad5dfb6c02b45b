/**
 * @typedef {object} Drain
 * @property {() => boolean} isDraining
 * @property {() => void} start begins to drain; a second call changes nothing.
 * @property {Promise<void>} begun resolves when draining begins.
 * @property {Promise<void>} done resolves when no connection is left.
 */

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
  let draining = false;
  let closing = false;
  const begun = signal();
  const done = signal();

  server.prependListener('request', (_request, response) => {
    open.add(response);
    // Clients that keep their connection learn now that it ends, not by a reset later.
    if (draining) response.setHeader('Connection', 'close');
    response.once('close', () => {
      open.delete(response);
      if (closing) closeIfIdle();
    });
  });

  // What has no request to be answered is idle or stalls half-way through its header: cut off.
  function closeIfIdle() {
    if (open.size === 0) server.closeAllConnections();
  }

  function start() {
    if (draining) return;
    draining = true;
    begun.give();
    setTimeout(() => {
      closing = true;
      server.close(done.give);
      closeIfIdle();
    }, drainSeconds * 1000);
    // Half a second remains for the process to end in time.
    setTimeout(() => server.closeAllConnections(), stopSeconds * 1000 - 500).unref();
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
