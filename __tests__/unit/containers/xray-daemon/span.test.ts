import { decode } from '../../../../containers/xray-daemon/protobuf.js';
import { readSpans } from '../../../../containers/xray-daemon/span.js';

const span = {
  traceId: '67891233abcdef012345678912345678',
  spanId: '53995c3f42cd8ad8',
  parentSpanId: '70de5b6f19ff9a0a',
  name: 'GET',
  kind: 2,
  startTimeUnixNano: '1795252564130000000',
  endTimeUnixNano: '1795252564132000000',
  attributes: [
    { key: 'text', value: { stringValue: 'ü' } },
    { key: 'negative', value: { intValue: '-7' } },
    {
      key: 'list',
      value: { arrayValue: { values: [{ stringValue: 'x' }, { stringValue: 'y' }] } },
    },
    { key: 'share', value: { doubleValue: 0.25 } },
    { key: 'no', value: { boolValue: false } },
  ],
  status: { code: 2 },
};
const requestOf = (...spans: unknown[]) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeSpans: [{ spans }],
    },
  ],
});

// Written by @opentelemetry/otlp-transformer 0.223, with an event, links and flags besides.
const protobuf =
  'CvIBChoKFgoMc2VydmljZS5uYW1lEgYKBHNob3AQABLTAQoGCgF0EgExEsgBChBniRIzq83vASNFZ4kSNFZ4EghTmVw/Qs2K2CIIcN5bbxn/mgoqA0dFVDACOYDsEweyBOoYQQBxMgeyBOoYSgwKBHRleHQSBAoCw7xKFwoIbmVnYXRpdmUSCxj5//////////8BShQKBGxpc3QSDCoKCgMKAXgKAwoBeUoSCgVzaGFyZRIJIQAAAAAAANA/SggKAm5vEgIQAFAAWhcJwC4jB7IE6hgSAWUaBwoBeBICGAEgAGAAcAB6BxIDYmFkGAKFAQEBAAA=';

test('protobuf that the SDK of OpenTelemetry has written is read as JSON of OTLP', () => {
  expect(decode(Buffer.from(protobuf, 'base64'))).toEqual(requestOf(span));
});

test('protobuf with no field is a request without spans', () => {
  expect(readSpans(decode(Buffer.alloc(0)))).toEqual([]);
});

test.each([
  ['text', Buffer.from('night')],
  ['its first half', Buffer.from(protobuf, 'base64').subarray(0, 100)],
  ['a number without an end', Buffer.alloc(20, 0xff)],
  ['a number instead of a message', Buffer.from([0x08, 0x01])],
  ['eight bytes of which one is there', Buffer.from([0x09, 0x01])],
  ['a kind of field that is not in use', Buffer.from([0x0b])],
])('%s is refused', (_, bytes) => {
  expect(() => decode(bytes)).toThrow(new Error('the body is not a trace in protobuf'));
});

test('a span is a line with its service, with the trace as X-Ray writes it', () => {
  expect(readSpans(requestOf(span))).toEqual([
    {
      service: 'shop',
      name: 'GET',
      kind: 'server',
      trace_id: '1-67891233-abcdef012345678912345678',
      id: '53995c3f42cd8ad8',
      parent_id: '70de5b6f19ff9a0a',
      start_time: 1795252564.13,
      end_time: 1795252564.132,
      error: true,
      attributes: { text: 'ü', negative: -7, list: ['x', 'y'], share: 0.25, no: false },
    },
  ]);
});

test('a span may have no parent, no status and no attributes', () => {
  const { parentSpanId, status, attributes, ...least } = span;
  const [line] = readSpans(requestOf(least));
  expect(Object.keys(line ?? {})).toEqual([
    ...['service', 'name', 'kind', 'trace_id', 'id', 'start_time', 'end_time', 'attributes'],
  ]);
});

test.each<[unknown, string]>([
  [null, 'the body is not a JSON object'],
  [[], 'the body is not a JSON object'],
  [{ resourceSpans: {} }, 'resourceSpans is not an array'],
  [{ resourceSpans: [{ scopeSpans: [1] }] }, 'the scopeSpans is not a JSON object'],
  [requestOf('span'), 'the span is not a JSON object'],
  [requestOf({ ...span, traceId: '1-67891233' }), 'the span has no traceId of 32 digits'],
  [requestOf({ ...span, traceId: '0'.repeat(32) }), 'the span has no traceId of 32 digits'],
  [requestOf({ ...span, spanId: undefined }), 'the span has no spanId of 16 digits'],
  [requestOf({ ...span, spanId: '0'.repeat(16) }), 'the span has no spanId of 16 digits'],
  [requestOf(span, { ...span, name: '' }), 'the span has no name'],
  [requestOf({ ...span, startTimeUnixNano: undefined }), 'the span has no startTimeUnixNano'],
  [requestOf({ ...span, endTimeUnixNano: '0' }), 'the span has no endTimeUnixNano'],
])('%j is refused', (request, reason) => {
  expect(() => readSpans(request)).toThrow(new Error(reason));
});
