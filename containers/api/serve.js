import { createApp } from './app.js';
import { prepareDrain } from './drain.js';
import { createHttpServer } from './http-server.js';
import { createLog } from './log.js';
import { readSettings } from './settings.js';

/** Starts the server that the environment describes, until a signal ends it. Resolves when it has its own handlers of signals. */
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
 * @param {import('pino').BaseLogger} log
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
    // Somebody at a keyboard who asks twice does not want to wait.
    if (drain.isDraining()) process.exit(130);
    drain.start();
  });
  drain.begun.then(() => log.info('draining'));
  drain.done.then(() => {
    log.info('stopped');
    process.exit(0);
  });
  server.on('error', (error) => {
    log.fatal(error.message);
    process.exit(1);
  });
  server.listen(settings.port, () => log.info({ port: settings.port }, 'listening'));
}

/**
 * Most services are not traced, and shall not pay for the SDK.
 *
 * @param {import('./settings.js').Tracing} tracing
 * @param {import('pino').BaseLogger} log
 */
async function loadTracing(tracing, log) {
  const { createTracing } = await import('./tracing.js');
  return createTracing({ ...tracing, log });
}
