import { readSegment } from '../../../../containers/xray-daemon/segment.js';

const header = '{"format": "json", "version": 1}';
const segment = {
  name: 'api',
  id: '53995c3f42cd8ad8',
  trace_id: '1-67891233-abcdef012345678912345678',
  start_time: 1795252564.13,
  end_time: 1795252564.131,
};
const without = (name: keyof typeof segment) =>
  `${header}\n${JSON.stringify({ ...segment, [name]: undefined })}`;

test('a segment is what follows the header', () => {
  expect(readSegment(`${header}\n${JSON.stringify(segment)}`)).toEqual(segment);
  expect(
    readSegment(`{"format":"json","version":1}\n${JSON.stringify(segment, null, 2)}\n`),
  ).toEqual(segment);
});

test('a segment may still be in progress', () => {
  const { end_time, ...begun } = { ...segment, in_progress: true };
  expect(readSegment(`${header}\n${JSON.stringify(begun)}`)).toEqual(begun);
});

test.each([
  ['', 'the header is not a JSON object'],
  ['night', 'the header is not a JSON object'],
  [JSON.stringify(segment), 'the header is not a JSON object'],
  [`null\n${JSON.stringify(segment)}`, 'the header is not a JSON object'],
  [`{"format": "json"}\n{}`, 'the header must be {"format": "json", "version": 1}'],
  [header, 'the header is not a JSON object'],
  [`${header}\n`, 'the segment is not a JSON object'],
  [`${header}\n[]`, 'the segment is not a JSON object'],
  [without('name'), 'the segment has no name'],
  [without('id'), 'the segment has no id of 16 digits'],
  [without('trace_id'), 'the segment has no trace_id like 1-67891233-abcdef012345678912345678'],
  [without('start_time'), 'the segment has no start_time'],
  [without('end_time'), 'the segment has neither end_time nor in_progress'],
])('%j is refused', (datagram, reason) => {
  expect(() => readSegment(datagram)).toThrow(new Error(reason));
});
