import { createSegmentSender } from './segment-sender.js';
import { answerDecision, readHeader } from './trace-header.js';

/**
 * @typedef {object} XrayTracingOptions
 * @property {import('./tracing-settings.js').DaemonAddress} daemon where segments are sent.
 * @property {string} serviceName name of this service in X-Ray.
 * @property {import('pino').BaseLogger} log gets one line when segments cannot be sent.
 */

/**
 * Middleware that sends a segment to the X-Ray daemon at the end of each sampled request. Like the log, it reads `path` and
 * `client` from the context's state, so that no query and no forged client is sent.
 *
 * If the header has no decision, the first request of each second and 5 % of the others are sent: the SDK's local rule.
 * Central rules would have to be fetched from the daemon.
 *
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 *
 * @param {XrayTracingOptions} options
 * @returns {Promise<import('koa').Middleware>}
 */
export async function createXrayTracing({ daemon, serviceName, log }) {
  const xray = await loadSdk();
  const send = createSegmentSender(daemon, log);

  class SentSegment extends xray.Segment {
    /**
     * Replaces the SDK's sender, which resolves the daemon's name for each segment.
     *
     * @override
     */
    flush() {
      send(this.format());
    }
  }

  // The SDK writes its decision into a segment. All requests share this one, since most need no segment of their own.
  const choice = new xray.Segment(serviceName);
  /** @type {(header: import('./trace-header.js').TraceHeader, response: import('node:http').ServerResponse) => boolean} */
  const isSampled = ({ sampled = '' }, response) => {
    choice.notTraced = false;
    xray.middleware.resolveSampling({ sampled }, choice, response);
    return !choice.notTraced;
  };

  return (context, next) => {
    const header = readHeader(context);
    const sampled = isSampled(header, context.res);
    answerDecision(context, header, sampled);
    if (!sampled) return next();

    const segment = new SentSegment(serviceName, header.root, header.parent);
    const { path, client } = context.state;
    const http = new xray.middleware.IncomingRequestData(context.req);
    http.request = { method: context.method, url: path, client_ip: client };
    segment.addIncomingRequestData(http);
    context.res.once('close', () => {
      const { status } = context;
      if (status === 429) segment.addThrottleFlag();
      if (status >= 500) segment.addFaultFlag();
      else if (status >= 400) segment.addErrorFlag();
      http.close(context.res);
      segment.close();
    });
    return next();
  };
}

/** Loads the SDK without the features that slow down each request, and without its log messages. */
async function loadSdk() {
  // Otherwise it tracks each asynchronous step of the process to find the current segment, which is known here.
  process.env.AWS_XRAY_MANUAL_MODE ||= 'true';
  const { default: xray } = await import('aws-xray-sdk-core');
  const silent = () => {};
  xray.setLogger({ debug: silent, info: silent, warn: silent, error: silent });
  xray.middleware.disableCentralizedSampling();
  // Otherwise segments say that the name and version of the program are unknown.
  xray.SegmentUtils.setServiceData({ runtime: 'node', runtime_version: process.version });
  return xray;
}
