/**
 * Reads what the SDKs send: a header line, then a segment.
 *
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html
 *
 * @param {string} datagram
 * @returns {Record<string, unknown>}
 * @throws {Error} says why X-Ray would reject the datagram.
 */
export function readSegment(datagram) {
  const end = datagram.indexOf('\n');
  const { format, version } = object(datagram.slice(0, Math.max(end, 0)), 'header');
  if (format !== 'json' || version !== 1) {
    throw new Error('the header must be {"format": "json", "version": 1}');
  }
  const segment = object(datagram.slice(end + 1), 'segment');
  const { name, id, trace_id, start_time, end_time, in_progress } = segment;
  if (typeof name !== 'string' || name === '') throw new Error('the segment has no name');
  if (!/^[0-9a-f]{16}$/.test(String(id))) throw new Error('the segment has no id of 16 digits');
  if (!/^1-[0-9a-f]{8}-[0-9a-f]{24}$/.test(String(trace_id))) {
    throw new Error('the segment has no trace_id like 1-67891233-abcdef012345678912345678');
  }
  if (typeof start_time !== 'number') throw new Error('the segment has no start_time');
  if (typeof end_time !== 'number' && in_progress !== true) {
    throw new Error('the segment has neither end_time nor in_progress');
  }
  return segment;
}

/**
 * @param {string} text
 * @param {string} what
 * @returns {Record<string, unknown>}
 */
function object(text, what) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {}
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`the ${what} is not a JSON object`);
  }
  return value;
}
