import { readTracing } from './tracing-settings.js';

/**
 * @typedef {object} Settings
 * @property {number} port TCP port to listen on; default 8080.
 * @property {number} drainSeconds how long requests are still served after SIGTERM; default 3.
 * @property {number} stopSeconds how long after SIGTERM the process ends at the latest; default 25.
 * @property {number} trustedHops how many proxies in front are trusted; default 0.
 * @property {import('./tracing-settings.js').Tracing} [tracing] default: no request is traced.
 */

/**
 * Reads the settings from environment variables.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 * @throws {Error} with the variable, its value and the allowed values.
 */
export function readSettings(env) {
  const tracing = readTracing(env);
  const settings = {
    port: wholeNumber(env, 'PORT', 8080, 1, 65535),
    drainSeconds: wholeNumber(env, 'DRAIN_SECONDS', 3, 0, 600),
    stopSeconds: wholeNumber(env, 'STOP_SECONDS', 25, 1, 600),
    trustedHops: wholeNumber(env, 'TRUSTED_HOPS', 0, 0, 10),
    ...(tracing && { tracing }),
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
