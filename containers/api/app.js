import { STATUS_CODES } from 'node:http';
import { isIP } from 'node:net';
import Koa from 'koa';

/** Paths that load balancers request every few seconds. They are neither logged nor traced. */
const healthChecks = new Set(['/healthz', '/readyz']);

/** The `Root` of `X-Amzn-Trace-Id: Self=…;Root=1-67891233-abcdef012345678912345678;Sampled=1`. */
const traceRoot = /(?:^|;)\s*Root=([\w-]{1,128})(?:;|$)/;

/**
 * @typedef {object} Answer
 * @property {number} [status] default 200.
 * @property {object} body
 *
 * @typedef {object} AppOptions
 * @property {import('pino').BaseLogger} log gets one line per request.
 * @property {() => boolean} isReady whether new requests are accepted.
 * @property {number} [trustedHops] how many proxies in front are trusted; default 0.
 * @property {Koa.Middleware} [tracing] default: no request is traced.
 * @property {Record<string, () => Answer>} [routes] path → answer to GET and HEAD.
 */

/**
 * The JSON server: every answer is JSON, errors included.
 *
 * @param {AppOptions} options
 */
export function createApp({ log, isReady, trustedHops = 0, tracing, routes = magicnight }) {
  /** @type {Map<string, () => Answer>} */
  const answers = new Map([
    ['/healthz', () => ({ body: { status: 'alive' } })],
    ['/readyz', () => readiness(isReady())],
    ...Object.entries(routes),
  ]);
  // With `proxy`, Koa takes the client from the last `maxIpsCount` entries of X-Forwarded-For.
  const app = new Koa({ proxy: trustedHops > 0, maxIpsCount: trustedHops });
  app.on('error', (error) => log.error({ error }, 'answer failed'));

  app.use(async (context, next) => {
    const started = performance.now();
    const path = pathOf(context.req.url);
    context.state.path = path;
    // Read now: the socket does not have it after it has closed.
    context.state.client = clientOf(context, trustedHops);
    if (!healthChecks.has(path)) {
      context.res.on('close', () => logRequest(log, context, performance.now() - started));
    }
    try {
      await next();
    } catch (error) {
      context.state.error = error;
      respondWithError(context, 500);
    }
  });

  if (tracing) {
    app.use((context, next) =>
      healthChecks.has(context.state.path) ? next() : tracing(context, next),
    );
  }

  app.use((context) => {
    if (isMalformed(context.req)) return respondWithError(context, 400);
    const answer = answers.get(context.state.path);
    if (!answer) return respondWithError(context, 404);
    if (context.method !== 'GET' && context.method !== 'HEAD') {
      context.set('Allow', 'GET, HEAD');
      return respondWithError(context, 405);
    }
    const { status, body } = answer();
    if (status) context.status = status;
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
 * The path of the request, as it was sent. Koa's `path` parses the target as a URL and throws on some targets.
 *
 * @param {string | undefined} target
 */
function pathOf(target = '/') {
  // By far the most targets, and regular expressions cost more than the rest of this function.
  if (target.startsWith('/') && !target.includes('#')) {
    const query = target.indexOf('?');
    return query < 0 ? target : target.slice(0, query);
  }
  return target.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0] || '/';
}

/**
 * Whether HTTP forbids the request although Node accepts it: two hosts, or a target that is an invalid URL.
 *
 * @param {import('node:http').IncomingMessage} request
 */
function isMalformed({ url = '/', rawHeaders }) {
  return hasTwoHosts(rawHeaders) || (!url.startsWith('/') && isInvalidUrl(url));
}

/**
 * Not by `headersDistinct`, which costs a fifth of the time of a request.
 *
 * @param {string[]} rawHeaders names and values in turn.
 */
function hasTwoHosts(rawHeaders) {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  return hosts > 1;
}

/** @param {string} url */
function isInvalidUrl(url) {
  return /^https?:/i.test(url) && !URL.canParse(url);
}

/**
 * @param {Koa.Context} context
 * @param {number} trustedHops
 */
function clientOf({ request, req }, trustedHops) {
  const { remoteAddress = '' } = req.socket;
  const address = trustedHops > 0 && isIP(request.ip) ? request.ip : remoteAddress;
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
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
  const { method, status, state, req } = context;
  const { path, client, error } = state;
  const trace = req.headers['x-amzn-trace-id'];
  const traceId = typeof trace === 'string' ? traceRoot.exec(trace)?.[1] : undefined;
  const durationSeconds = Math.round(milliseconds) / 1000;
  const line = { method, path, status, durationSeconds, client, traceId };
  if (error) log.error({ ...line, error }, 'request failed');
  else log.info(line, 'request');
}
