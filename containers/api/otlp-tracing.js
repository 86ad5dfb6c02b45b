import { randomBytes } from 'node:crypto';
import { createSpanSender } from './span-sender.js';
import { answerDecision, readHeader } from './trace-header.js';

/**
 * @typedef {object} OtlpTracingOptions
 * @property {import('./tracing-settings.js').Collector} collector where spans are sent.
 * @property {string} serviceName name of this service in traces.
 * @property {number} sampledShare the share of requests that are sent if the header has no decision, from 0 to 1.
 * @property {import('pino').BaseLogger} log gets one line when spans cannot be sent.
 */

/** https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
const kindServer = 2;
const statusError = 2;

/**
 * Middleware that sends a span to an OpenTelemetry collector at the end of each sampled request. Like the log, it reads `path` and
 * `client` from the context's state, so that no query and no forged client is sent.
 *
 * The SDK of OpenTelemetry would add more to the image than the server itself has. One span for each request is all that it would
 * be used for.
 *
 * https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 *
 * @param {OtlpTracingOptions} options
 * @returns {import('koa').Middleware}
 */
export function createOtlpTracing({ collector, serviceName, sampledShare, log }) {
  const send = createSpanSender(collector, serviceName, log);

  return (context, next) => {
    const header = readHeader(context);
    const traceId = header.root?.slice(2).replace('-', '') ?? newTraceId();
    const isSampled =
      header.sampled === '1' || (header.sampled !== '0' && shareOf(traceId) < sampledShare);
    answerDecision(context, header, isSampled);
    if (!isSampled) return next();

    const { method, protocol, req, state } = context;
    const startTime = Date.now();
    const started = performance.now();
    context.res.once('close', () => {
      const endTime = startTime + performance.now() - started;
      const { status } = context;
      send({
        traceId,
        spanId: randomBytes(8).toString('hex'),
        ...(header.parent && { parentSpanId: header.parent }),
        // Not with the path: it may have any number of values.
        name: method,
        kind: kindServer,
        startTimeUnixNano: nanoseconds(startTime),
        endTimeUnixNano: nanoseconds(endTime),
        attributes: {
          'http.request.method': method,
          'http.response.status_code': status,
          'url.scheme': protocol,
          'url.path': state.path,
          // X-Ray shows the path only together with a host.
          'server.address': req.headers.host?.replace(/:\d+$/, '') ?? serviceName,
          'client.address': state.client,
        },
        ...(status >= 500 && { status: { code: statusError } }),
      });
    });
    return next();
  };
}

/** A new trace begins with its time, so that X-Ray can show it. */
function newTraceId() {
  const seconds = Math.floor(Date.now() / 1000);
  return seconds.toString(16).padStart(8, '0') + randomBytes(12).toString('hex');
}

/**
 * A number from 0 to 1 that is the same in all services of a trace. 13 digits are what a number can have exactly.
 *
 * @param {string} traceId
 */
function shareOf(traceId) {
  return Number(`0x${traceId.slice(-13)}`) / 16 ** 13;
}

/** @param {number} milliseconds */
function nanoseconds(milliseconds) {
  return String(BigInt(Math.round(milliseconds * 1000)) * 1000n);
}
