import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { compressed, isCompressed, tarOf } from '../../../../commands/modules/archive';

const files = new Map([
  ['main.tf.json', '{}\n'],
  ['README.md', `${'# A module, ä\n'.repeat(100)}`],
]);

test('the same files make the same bytes, in whatever order they come', () => {
  const tar = tarOf(files);
  expect(tarOf(new Map([...files].toReversed()))).toEqual(tar);
  expect(createHash('sha256').update(tar).digest('hex')).toBe(
    'e8cc28924b389dc609541e93a620a3aa805473af7e844d164fa2548779b0ce71',
  );
});

test('content of exactly some blocks, and none, is followed by the next file', () => {
  const tar = tarOf(
    new Map([
      ['a', 'x'.repeat(1024)],
      ['b', ''],
      ['c', 'y'],
    ]),
  );
  const headers = [0, 512 + 1024, 512 + 1024 + 512];
  expect(headers.map((at) => tar.toString('latin1', at, at + 1))).toEqual(['a', 'b', 'c']);
  expect(tar).toHaveLength(3 * 512 + 1024 + 512 + 1024);
});

test('another compression of the same is the same; other content, or no archive, is not', () => {
  const tar = tarOf(files);
  expect(isCompressed(gzipSync(tar, { level: 1 }), tar)).toBe(true);
  expect(isCompressed(compressed(tarOf(new Map([['README.md', '']]))), tar)).toBe(false);
  expect(isCompressed(Buffer.from('<html>'), tar)).toBe(false);
});
