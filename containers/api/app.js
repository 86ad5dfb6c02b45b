import { STATUS_CODES } from 'node:http';
import Koa from 'koa';

/** Paths that load balancers ask every few seconds: they are not logged. */
const healthChecks = new Set(['/healthz', '/readyz']);

/** The `Root` of `X-Amzn-Trace-Id: Self=…;Root=1-67891233-abcdef012345678912345678;Sampled=1`. */
const traceRoot = /(?:^|;)\s*Root=([\w-]{1,128})(?:;|$)/;

/**
 * @typedef {object} Answer
 * @property {number} [status] default 200.
 * @property {object} body
 *
 * @typedef {object} AppOptions
 * @property {import('pino').BaseLogger} log takes one line per request.
 * @property {() => boolean} isReady whether new requests are welcome.
 * @property {number} [trustedHops] how many proxies in front may be believed; default 0.
 * @property {Record<string, () => Answer>} [routes] path → answer to GET and HEAD.
 */

/**
 * The JSON server: every answer is JSON, errors included.
 *
 * @param {AppOptions} options
 */
export function createApp({ log, isReady, trustedHops = 0, routes = magicnight }) {
  /** @type {Map<string, () => Answer>} */
  const answers = new Map([
    ['/healthz', () => ({ body: { status: 'alive' } })],
    ['/readyz', () => readiness(isReady())],
    ...Object.entries(routes),
  ]);
  // With `proxy`, Koa takes the client from the last `maxIpsCount` entries of X-Forwarded-For.
  const app = new Koa({ proxy: trustedHops > 0, maxIpsCount: trustedHops });

  app.use(async (context, next) => {
    const started = performance.now();
    if (!healthChecks.has(context.path)) {
      context.res.once('close', () => logRequest(log, context, performance.now() - started));
    }
    try {
      await next();
    } catch (error) {
      context.state.error = error;
      respondWithError(context, 500);
    }
  });

  app.use((context) => {
    const answer = answers.get(context.path);
    if (!answer) return respondWithError(context, 404);
    if (context.method !== 'GET' && context.method !== 'HEAD') {
      context.set('Allow', 'GET, HEAD');
      return respondWithError(context, 405);
    }
    const { status = 200, body } = answer();
    context.status = status;
    context.body = body;
  });

  return app;
}

const magicnight = { '/magicnight': () => ({ body: { response: 'hello magic night!' } }) };

/** @param {boolean} ready */
function readiness(ready) {
  return ready ? { body: { status: 'ready' } } : { status: 503, body: { status: 'draining' } };
}

/**
 * @param {Koa.Context} context
 * @param {number} status
 */
function respondWithError(context, status) {
  context.status = status;
  context.body = { error: STATUS_CODES[status] };
}

/**
 * @param {AppOptions['log']} log
 * @param {Koa.Context} context
 * @param {number} milliseconds
 */
function logRequest(log, context, milliseconds) {
  const { method, path, status, ip, state } = context;
  const traceId = traceRoot.exec(context.get('X-Amzn-Trace-Id'))?.[1];
  const durationSeconds = Math.round(milliseconds) / 1000;
  const line = {
    method,
    path,
    status,
    durationSeconds,
    client: ip.replace(/^::ffff:/, ''),
    traceId,
  };
  if (state.error) log.error({ ...line, error: state.error }, 'request failed');
  else log.info(line, 'request');
}
