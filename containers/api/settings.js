/**
 * @typedef {object} Settings
 * @property {number} port TCP port to listen on; default 8080.
 * @property {number} drainSeconds how long requests are still served after SIGTERM; default 3.
 * @property {number} stopSeconds how long after SIGTERM the process ends at the latest; default 25.
 * @property {number} trustedHops how many proxies in front are trusted; default 0.
 * @property {Tracing} [tracing] default: no request is traced.
 *
 * @typedef {object} Tracing
 * @property {DaemonAddress} daemon
 * @property {string} serviceName name of this service in X-Ray; default `magicnight`.
 *
 * @typedef {object} DaemonAddress where the X-Ray daemon receives segments.
 * @property {string} host name or IPv4 address.
 * @property {number} port UDP port.
 */

/**
 * Reads the settings from environment variables.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 * @throws {Error} with the variable, its value and the allowed values.
 */
export function readSettings(env) {
  const settings = {
    port: wholeNumber(env, 'PORT', 8080, 1, 65535),
    drainSeconds: wholeNumber(env, 'DRAIN_SECONDS', 3, 0, 600),
    stopSeconds: wholeNumber(env, 'STOP_SECONDS', 25, 1, 600),
    trustedHops: wholeNumber(env, 'TRUSTED_HOPS', 0, 0, 10),
    ...tracing(env),
  };
  if (settings.drainSeconds >= settings.stopSeconds) {
    throw new Error(
      `DRAIN_SECONDS must be less than STOP_SECONDS (${settings.stopSeconds}), got ${settings.drainSeconds}`,
    );
  }
  return settings;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 * @param {number} byDefault
 * @param {number} least
 * @param {number} most
 */
function wholeNumber(env, name, byDefault, least, most) {
  const text = env[name];
  if (text === undefined || text === '') return byDefault;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new Error(`${name} must be a whole number from ${least} to ${most}, got "${text}"`);
  }
  return value;
}

/**
 * Reads the same variables as the X-Ray SDK.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ tracing?: Tracing }}
 */
function tracing(env) {
  const text = env.AWS_XRAY_DAEMON_ADDRESS;
  if (!text) return {};
  // The SDK also accepts both protocols, in any order.
  const udp = text.replace(/^tcp:\S+ udp:|^udp:(\S+) tcp:\S+$/, '$1');
  const [, host, port] = /^([\w.-]+):(\d{1,5})$/.exec(udp) ?? [];
  if (!host || Number(port) < 1 || Number(port) > 65535) {
    throw new Error(
      `AWS_XRAY_DAEMON_ADDRESS must be "host:port" or "tcp:host:port udp:host:port", got "${text}"`,
    );
  }
  const daemon = { host, port: Number(port) };
  return { tracing: { daemon, serviceName: env.AWS_XRAY_TRACING_NAME || 'magicnight' } };
}
