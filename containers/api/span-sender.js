import { Agent, request } from 'node:http';
import { followAddress } from './follow-address.js';

/** Maximum number of spans that wait to be sent. */
const mostWaiting = 1000;

/** How long the collector may take to answer. */
const answerMilliseconds = 5000;

/**
 * @typedef {object} Span in OTLP's JSON, but with plain attributes.
 * @property {Record<string, string | number>} attributes
 */

/**
 * Sends spans to an OpenTelemetry collector as JSON. Requests do not wait for it. While the collector answers, further spans wait,
 * and are then sent together. Spans that cannot be sent are dropped; the log has a line about the first time.
 *
 * https://opentelemetry.io/docs/specs/otlp/#otlphttp
 *
 * @param {import('./tracing-settings.js').Collector} collector
 * @param {string} serviceName
 * @param {import('pino').BaseLogger} log
 * @returns {(span: Span & Record<string, unknown>) => void}
 */
export function createSpanSender({ host, port, path }, serviceName, log) {
  const resource = { attributes: attributes({ 'service.name': serviceName }) };
  const agent = new Agent({ keepAlive: true });
  /** @type {object[]} */
  let waiting = [];
  let isSending = false;
  let hasWarned = false;
  /** @param {Error} error */
  const warnOnce = (error) => {
    if (hasWarned) return;
    hasWarned = true;
    log.warn({ collector: `${host}:${port}`, reason: error.message }, 'spans are not sent');
  };
  const addressOf = followAddress(host, warnOnce);

  function sendWaiting() {
    const address = addressOf();
    if (isSending || !address || waiting.length === 0) return;
    isSending = true;
    const scopeSpans = [{ scope: { name: 'magicnight-api' }, spans: waiting }];
    const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] });
    waiting = [];
    const sent = request({
      ...{ agent, host: address, port, path, method: 'POST', timeout: answerMilliseconds },
      headers: { host: `${host}:${port}`, 'content-type': 'application/json' },
    });
    sent.on('response', (response) => {
      response.resume();
      const { statusCode } = response;
      if (statusCode !== 200) warnOnce(new Error(`the collector answers ${statusCode}`));
    });
    sent.on('timeout', () => sent.destroy(new Error('the collector does not answer')));
    sent.on('error', warnOnce);
    sent.on('close', () => {
      isSending = false;
      sendWaiting();
    });
    sent.end(body);
  }

  return (span) => {
    if (waiting.length >= mostWaiting) return;
    waiting.push({ ...span, attributes: attributes(span.attributes) });
    sendWaiting();
  };
}

/** @param {Record<string, string | number>} plain */
function attributes(plain) {
  return Object.entries(plain).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: value } : { stringValue: value },
  }));
}
