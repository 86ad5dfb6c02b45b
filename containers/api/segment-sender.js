import { createSocket } from 'node:dgram';
import { followAddress } from './follow-address.js';

/** The header that the daemon expects before each segment. */
const protocolHeader = '{"format": "json", "version": 1}\n';

/** Maximum number of bytes that wait to be sent. */
const mostWaitingBytes = 1_048_576;

/**
 * Sends segments to the X-Ray daemon without waiting. A segment that cannot be sent at once is dropped; the log has a line
 * about the first one.
 *
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html
 *
 * @param {import('./tracing-settings.js').DaemonAddress} daemon
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
  const addressOf = followAddress(host, warnOnce);
  const socket = createSocket('udp4').on('error', warnOnce).unref();

  return (segment) => {
    const address = addressOf();
    if (!address || socket.getSendQueueSize() > mostWaitingBytes) return;
    socket.send(protocolHeader + segment, port, address, (error) => error && warnOnce(error));
  };
}
