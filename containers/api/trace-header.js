/**
 * @typedef {object} TraceHeader the well-formed parts of `X-Amzn-Trace-Id: Root=…;Parent=…;Sampled=…`.
 * @property {string} [root] the trace.
 * @property {string} [parent] the segment of the caller.
 * @property {string} [sampled] `1`: send, `0`: do not send, `?`: the answer must have the decision.
 */

const rootField = /(?:^|;)\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})\s*(?:;|$)/;
const parentField = /(?:^|;)\s*Parent=([0-9a-f]{16})\s*(?:;|$)/;
const sampledField = /(?:^|;)\s*Sampled=([01?])\s*(?:;|$)/;

/**
 * Reads the header of the load balancer. A malformed part counts as missing: otherwise it would be sent on.
 *
 * @param {import('koa').Context} context
 * @returns {TraceHeader}
 */
export function readHeader(context) {
  const text = context.get('X-Amzn-Trace-Id');
  const root = rootField.exec(text)?.[1];
  // A parent is valid only together with its trace.
  const parent = root && parentField.exec(text)?.[1];
  const sampled = sampledField.exec(text)?.[1];
  return { ...(root && { root }), ...(parent && { parent }), ...(sampled && { sampled }) };
}

/**
 * Tells the client whether its request is traced, if it has asked.
 *
 * @param {import('koa').Context} context
 * @param {TraceHeader} header
 * @param {boolean} isSampled
 */
export function answerDecision(context, { root, sampled }, isSampled) {
  if (sampled !== '?' || !root) return;
  context.set('X-Amzn-Trace-Id', `Root=${root};Sampled=${isSampled ? 1 : 0}`);
}
