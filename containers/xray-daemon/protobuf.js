/**
 * The messages of a trace, by field number: the name that the field has in JSON, its type, and whether it is a list. What is not
 * printed is left out.
 *
 * https://github.com/open-telemetry/opentelemetry-proto/tree/main/opentelemetry/proto
 *
 * @type {Record<string, Record<number, [name: string, type: string, isList?: 'list']>>}
 */
const messages = {
  Request: { 1: ['resourceSpans', 'ResourceSpans', 'list'] },
  ResourceSpans: { 1: ['resource', 'Resource'], 2: ['scopeSpans', 'ScopeSpans', 'list'] },
  Resource: { 1: ['attributes', 'KeyValue', 'list'] },
  ScopeSpans: { 2: ['spans', 'Span', 'list'] },
  Span: {
    1: ['traceId', 'hex'],
    2: ['spanId', 'hex'],
    4: ['parentSpanId', 'hex'],
    5: ['name', 'string'],
    6: ['kind', 'enum'],
    7: ['startTimeUnixNano', 'fixed64'],
    8: ['endTimeUnixNano', 'fixed64'],
    9: ['attributes', 'KeyValue', 'list'],
    15: ['status', 'Status'],
  },
  Status: { 3: ['code', 'enum'] },
  KeyValue: { 1: ['key', 'string'], 2: ['value', 'AnyValue'] },
  AnyValue: {
    1: ['stringValue', 'string'],
    2: ['boolValue', 'bool'],
    3: ['intValue', 'int64'],
    4: ['doubleValue', 'double'],
    5: ['arrayValue', 'ArrayValue'],
    6: ['kvlistValue', 'KeyValueList'],
    7: ['bytesValue', 'base64'],
  },
  ArrayValue: { 1: ['values', 'AnyValue', 'list'] },
  KeyValueList: { 1: ['values', 'KeyValue', 'list'] },
};

/**
 * How a value is on the wire: a number of variable length, eight bytes, or a length and as many bytes.
 *
 * https://protobuf.dev/programming-guides/encoding/
 */
const [varint, eightBytes, someBytes, fourBytes] = [0, 1, 2, 5];

/**
 * The types that are no messages, with what JSON has for them. A number of variable length is given as eight bytes.
 *
 * @type {Record<string, { wireType: number, read: (bytes: Buffer) => unknown }>}
 */
const scalars = {
  hex: { wireType: someBytes, read: (bytes) => bytes.toString('hex') },
  string: { wireType: someBytes, read: (bytes) => bytes.toString() },
  base64: { wireType: someBytes, read: (bytes) => bytes.toString('base64') },
  fixed64: { wireType: eightBytes, read: (bytes) => String(bytes.readBigUInt64LE()) },
  double: { wireType: eightBytes, read: (bytes) => bytes.readDoubleLE() },
  int64: { wireType: varint, read: (bytes) => String(bytes.readBigInt64LE()) },
  enum: { wireType: varint, read: (bytes) => Number(bytes.readBigInt64LE()) },
  bool: { wireType: varint, read: (bytes) => bytes.readBigInt64LE() !== 0n },
};

/**
 * Reads a request that exports traces from protobuf, and returns it as it would be in OTLP's JSON.
 *
 * @param {Buffer} bytes
 * @param {string} [message] a name in `messages`.
 * @returns {Record<string, unknown>}
 * @throws {Error} if the bytes are something else.
 */
export function decode(bytes, message = 'Request') {
  /** @type {Record<string, unknown>} */
  const decoded = {};
  for (const { field, wireType, value } of fieldsOf(bytes)) {
    const [name, type, isList] = messages[message]?.[field] ?? [];
    if (name === undefined || type === undefined) continue;
    const scalar = scalars[type];
    check(wireType === (scalar?.wireType ?? someBytes));
    const one = scalar ? scalar.read(value) : decode(value, type);
    const list = decoded[name];
    if (Array.isArray(list)) list.push(one);
    else decoded[name] = isList ? [one] : one;
  }
  return decoded;
}

/**
 * @param {Buffer} bytes
 * @returns {Generator<{ field: number, wireType: number, value: Buffer }>}
 */
function* fieldsOf(bytes) {
  let offset = 0;
  const next = (/** @type {number} */ length) => {
    check(offset + length <= bytes.length);
    offset += length;
    return bytes.subarray(offset - length, offset);
  };
  const nextNumber = () => {
    let number = 0n;
    for (let shift = 0n; ; shift += 7n) {
      check(shift < 70n);
      const byte = next(1).readUInt8();
      number |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, number);
    }
  };
  while (offset < bytes.length) {
    const tag = Number(nextNumber());
    const wireType = tag % 8;
    /** @type {Buffer} */
    let value = Buffer.alloc(8);
    if (wireType === varint) value.writeBigUInt64LE(nextNumber());
    else if (wireType === eightBytes) value = next(8);
    else if (wireType === fourBytes) value = next(4);
    else if (wireType === someBytes) value = next(Number(nextNumber()));
    else check(false);
    yield { field: Math.floor(tag / 8), wireType, value };
  }
}

/** @param {boolean} isRight */
function check(isRight) {
  if (!isRight) throw new Error('the body is not a trace in protobuf');
}
