import { createSegmentSender } from './segment-sender.js';

/**
 * @typedef {object} TracingOptions
 * @property {import('./settings.js').DaemonAddress} daemon where segments are sent to.
 * @property {string} serviceName what X-Ray calls this service.
 * @property {import('pino').BaseLogger} log takes one line when segments cannot be sent.
 *
 * @typedef {object} TraceHeader what `X-Amzn-Trace-Id: Root=…;Parent=…;Sampled=…` says, as far as it is well-formed.
 * @property {string} [root] the trace.
 * @property {string} [parent] the segment of the caller.
 * @property {string} [sampled] `1`: to be sent, `0`: not to be sent, `?`: the answer shall tell.
 */

const rootField = /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})\s*(?:;|$)/;
const parentField = /(?:^|;)\s*Parent=([0-9a-f]{16})\s*(?:;|$)/;
const sampledField = /(?:^|;)\s*Sampled=([01?])\s*(?:;|$)/;

/**
 * Middleware that sends a segment for each sampled request to the X-Ray daemon, when the request is over. It reads `path` and
 * `client` of the context's state, as the log does, so that no query and no forged client is sent.
 *
 * Where the header leaves the choice to us, the first request of each second is sent and 5 % of the others: the local rule of
 * the SDK. Central rules would have to be fetched from the daemon.
 *
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 *
 * @param {TracingOptions} options
 * @returns {Promise<import('koa').Middleware>}
 */
export async function createTracing({ daemon, serviceName, log }) {
  const xray = await loadSdk();
  const send = createSegmentSender(daemon, log);

  class SentSegment extends xray.Segment {
    /**
     * Instead of the SDK's own sender, which looks the daemon's name up for each segment.
     *
     * @override
     */
    flush() {
      send(this.format());
    }
  }

  // The SDK writes its choice into a segment; most requests need none of their own.
  const choice = new xray.Segment(serviceName);
  /** @type {(header: TraceHeader, response: import('node:http').ServerResponse) => boolean} */
  const isSampled = ({ sampled = '' }, response) => {
    choice.notTraced = false;
    xray.middleware.resolveSampling({ sampled }, choice, response);
    return !choice.notTraced;
  };

  return (context, next) => {
    const header = readHeader(context.get('X-Amzn-Trace-Id'));
    const sampled = isSampled(header, context.res);
    if (header.sampled === '?' && header.root) {
      context.set('X-Amzn-Trace-Id', `Root=${header.root};Sampled=${sampled ? 1 : 0}`);
    }
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

/** Loads the SDK without what costs each request time, and without its own words in the log. */
async function loadSdk() {
  // Else it follows each asynchronous step of the process, to find the segment that we have at hand.
  process.env.AWS_XRAY_MANUAL_MODE ||= 'true';
  const { default: xray } = await import('aws-xray-sdk-core');
  const silent = () => {};
  xray.setLogger({ debug: silent, info: silent, warn: silent, error: silent });
  xray.middleware.disableCentralizedSampling();
  // Else it says that name and version of the program are unknown.
  xray.SegmentUtils.setServiceData({ runtime: 'node', runtime_version: process.version });
  return xray;
}

/**
 * Each part that is not well-formed is taken for missing: the SDK would pass it on.
 *
 * @param {string} text
 * @returns {TraceHeader}
 */
function readHeader(text) {
  const root = rootField.exec(text)?.[1];
  // A parent is a segment of that trace, and of no other.
  const parent = root && parentField.exec(text)?.[1];
  const sampled = sampledField.exec(text)?.[1];
  return { ...(root && { root }), ...(parent && { parent }), ...(sampled && { sampled }) };
}
