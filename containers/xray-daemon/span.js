/**
 * A line for each span of a request that exports traces.
 *
 * https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto
 *
 * @param {unknown} request in OTLP's JSON.
 * @returns {Record<string, unknown>[]}
 * @throws {Error} says why a collector or X-Ray would reject the request.
 */
export function readSpans(request) {
  return list(object(request, 'body').resourceSpans, 'resourceSpans').flatMap((one) => {
    const { resource = {}, scopeSpans } = object(one, 'resourceSpans');
    const { 'service.name': service } = attributesOf(object(resource, 'resource').attributes);
    return list(scopeSpans, 'scopeSpans').flatMap((scope) =>
      list(object(scope, 'scopeSpans').spans, 'spans').map((span) => ({
        service,
        ...readSpan(object(span, 'span')),
      })),
    );
  });
}

const kinds = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'];

/**
 * The trace has the form of the header X-Amzn-Trace-Id and of X-Ray, so that it is found in all logs.
 *
 * @param {Record<string, unknown>} span
 */
function readSpan(span) {
  const { name, parentSpanId, startTimeUnixNano, endTimeUnixNano, kind = 0, status = {} } = span;
  const [, time, rest] = /^([0-9a-f]{8})([0-9a-f]{24})$/i.exec(String(span.traceId)) ?? [];
  if (!time || Number(`0x${time}${rest}`) === 0) {
    throw new Error('the span has no traceId of 32 digits');
  }
  if (!/^(?!0+$)[0-9a-f]{16}$/i.test(String(span.spanId))) {
    throw new Error('the span has no spanId of 16 digits');
  }
  if (typeof name !== 'string' || name === '') throw new Error('the span has no name');
  const [start, end] = [startTimeUnixNano, endTimeUnixNano].map((nanoseconds) =>
    Number(nanoseconds),
  );
  if (!start) throw new Error('the span has no startTimeUnixNano');
  if (!end) throw new Error('the span has no endTimeUnixNano');
  return {
    name,
    kind: kinds[Number(kind)],
    trace_id: `1-${time}-${rest}`,
    id: span.spanId,
    ...(parentSpanId ? { parent_id: parentSpanId } : {}),
    start_time: Math.round(start / 1000) / 1e6,
    end_time: Math.round(end / 1000) / 1e6,
    ...(object(status, 'status').code === 2 ? { error: true } : {}),
    attributes: attributesOf(span.attributes),
  };
}

/**
 * @param {unknown} attributes
 * @returns {Record<string, unknown>}
 */
function attributesOf(attributes) {
  const pairs = list(attributes, 'attributes').map((pair) => {
    const { key, value = {} } = object(pair, 'attribute');
    return [String(key), plainValue(object(value, 'value'))];
  });
  return Object.fromEntries(pairs);
}

/**
 * @param {Record<string, unknown>} value has one field, by its type.
 * @returns {unknown}
 */
function plainValue({ intValue, arrayValue, kvlistValue, ...others }) {
  if (intValue !== undefined) return Number(intValue);
  if (arrayValue !== undefined) {
    return list(object(arrayValue, 'arrayValue').values, 'values').map((value) =>
      plainValue(object(value, 'value')),
    );
  }
  if (kvlistValue !== undefined) return attributesOf(object(kvlistValue, 'kvlistValue').values);
  return Object.values(others)[0] ?? null;
}

/**
 * @param {unknown} value
 * @param {string} what
 * @returns {unknown[]}
 */
function list(value = [], what) {
  if (!Array.isArray(value)) throw new Error(`${what} is not an array`);
  return value;
}

/**
 * @param {unknown} value
 * @param {string} what
 * @returns {Record<string, unknown>}
 */
function object(value, what) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`the ${what} is not a JSON object`);
  }
  return /** @type {Record<string, unknown>} */ (value);
}
