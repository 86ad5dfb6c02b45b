import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns';
import { isIPv4 } from 'node:net';

/** The header that the daemon expects before each segment. */
const protocolHeader = '{"format": "json", "version": 1}\n';

/** How long an address of the daemon is used before its name is looked up again. */
const refreshSeconds = 5;

/** Maximum number of bytes that wait to be sent. */
const mostWaitingBytes = 1_048_576;

/**
 * Sends segments to the X-Ray daemon without waiting. A segment that cannot be sent at once is dropped; the log has a line
 * about the first one.
 *
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html
 *
 * @param {import('./settings.js').DaemonAddress} daemon
 * @param {import('pino').BaseLogger} log
 * @returns {(segment: string) => void}
 */
export function createSegmentSender({ host, port }, log) {
  let hasWarned = false;
  /** @param {Error} error */
  const warnOnce = (error) => {
    if (hasWarned) return;
    hasWarned = true;
    log.warn({ daemon: `${host}:${port}`, reason: error.message }, 'segments are not sent');
  };
  const addressOf = followAddress(host === 'localhost' ? '127.0.0.1' : host, warnOnce);
  const socket = createSocket('udp4').on('error', warnOnce).unref();

  return (segment) => {
    const address = addressOf();
    if (!address || socket.getSendQueueSize() > mostWaitingBytes) return;
    socket.send(protocolHeader + segment, port, address, (error) => error && warnOnce(error));
  };
}

/**
 * Resolves a name every few seconds, because containers are replaced. Returns a function that returns the address, or
 * `undefined` until it is known. If the name no longer resolves, the last known address is kept.
 *
 * @param {string} host
 * @param {(error: Error) => void} onError
 * @returns {() => string | undefined}
 */
function followAddress(host, onError) {
  if (isIPv4(host)) return () => host;
  // Not `lookup`: its threads delay the exit of the process until the name server has answered.
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  /** @type {string | undefined} */
  let address;
  function refresh() {
    resolver.resolve4(host, (error, found) => {
      if (error) onError(error);
      else address = found[0] ?? address;
      setTimeout(refresh, refreshSeconds * 1000).unref();
    });
  }
  refresh();
  return () => address;
}
