import { createApp } from './app.js';
import { prepareDrain } from './drain.js';
import { createHttpServer } from './http-server.js';
import { createLog } from './log.js';
import { createOtlpTracing } from './otlp-tracing.js';
import { readSettings } from './settings.js';

/** How long the process waits at its end until the log has been written. */
const lastWriteMs = 300;

/** Starts the server with the settings of the environment. Resolves when the server handles signals itself. */
export async function serve() {
  const log = createLog();
  try {
    await start(log, readSettings(process.env));
  } catch (error) {
    log.fatal(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

/**
 * @param {import('pino').Logger} log
 * @param {import('./settings.js').Settings} settings
 */
async function start(log, settings) {
  const tracing = settings.tracing && (await loadTracing(settings.tracing, log));
  const app = createApp({
    log,
    isReady: () => !drain.isDraining(),
    trustedHops: settings.trustedHops,
    tracing,
  });
  const server = createHttpServer(app.callback(), log);
  const drain = prepareDrain(server, settings);

  process.on('SIGTERM', drain.start);
  process.on('SIGINT', () => {
    // A second Ctrl-C ends the server at once.
    if (drain.isDraining()) process.exit(130);
    drain.start();
  });
  drain.begun.then(() => log.info('draining'));
  drain.done.then(() => {
    log.info('stopped');
    // A write may be under way, and the exit would cut it off. If nobody reads the log, the process exits all the same.
    log.flush(() => process.exit(0));
    setTimeout(() => process.exit(0), lastWriteMs);
  });
  server.on('error', (error) => {
    log.fatal(error.message);
    process.exit(1);
  });
  server.listen(settings.port, () => log.info({ port: settings.port }, 'listening'));
}

/**
 * Loads X-Ray's SDK only if it is used, because loading it takes time.
 *
 * @param {import('./tracing-settings.js').Tracing} tracing
 * @param {import('pino').BaseLogger} log
 */
async function loadTracing(tracing, log) {
  if ('collector' in tracing) return createOtlpTracing({ ...tracing, log });
  const { createXrayTracing } = await import('./xray-tracing.js');
  return createXrayTracing({ ...tracing, log });
}
