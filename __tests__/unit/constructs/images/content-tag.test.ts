import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { contentTag } from '../../../../constructs/images/content-tag';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'content-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const write = (files: Record<string, string>) => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
};

const app = {
  Dockerfile: 'FROM scratch',
  '.dockerignore': 'node_modules\n*.md\n!README.md',
  'app/main.js': '1',
};

/** Whether a change of the folder changes the tag. */
const changes = (change: () => void) => {
  write(app);
  const before = contentTag(folder);
  change();
  return contentTag(folder) !== before;
};

test('a tag is twelve hexadecimal digits, derived from paths and contents', () => {
  write({ Dockerfile: 'FROM scratch', 'a.txt': 'a' });
  expect(contentTag(folder)).toBe('efbbdc84c968');
});

test.each<[string, () => void]>([
  ['another content', () => write({ 'app/main.js': '2' })],
  ['another Dockerfile', () => write({ Dockerfile: 'FROM other' })],
  ['a file more', () => write({ 'app/more.js': '' })],
  ['a file that an exception takes back', () => write({ 'README.md': 'x' })],
  ['a right to execute', () => chmodSync(join(folder, 'app/main.js'), 0o755)],
  ['a link in place of a file', () => symlinkSync('main.js', join(folder, 'app/link.js'))],
])('%s changes it', (_what, change) => {
  expect(changes(change)).toBe(true);
});

test.each<[string, () => void]>([
  ['a file that is ignored', () => write({ 'CHANGES.md': 'x', 'node_modules/koa/index.js': 'x' })],
  ['another time', () => utimesSync(join(folder, 'app/main.js'), 1, 1)],
  ['rights of others', () => chmodSync(join(folder, 'app/main.js'), 0o600)],
  ['an empty folder', () => mkdirSync(join(folder, 'empty'))],
])('%s does not', (_what, change) => {
  expect(changes(change)).toBe(false);
});

test('moving a byte from a path to a content changes it', () => {
  write({ Dockerfile: '', ab: 'c' });
  const before = contentTag(folder);
  rmSync(join(folder, 'ab'));
  write({ a: 'bc' });
  expect(contentTag(folder)).not.toBe(before);
});

test.each(['!/dist/keep.js', '!./dist/keep.js', ' !dist/**'])(
  'the exception %j reaches into an ignored folder',
  (exception) => {
    write({ Dockerfile: '', '.dockerignore': `*\n${exception}`, 'dist/keep.js': '1' });
    const before = contentTag(folder);
    write({ 'dist/keep.js': '2' });
    expect(contentTag(folder)).not.toBe(before);
  },
);

test('a file in an ignored folder counts if an exception includes it', () => {
  write({
    Dockerfile: '',
    '.dockerignore': 'dist\n!dist/keep.js',
    'dist/keep.js': '1',
    'dist/other.js': '1',
  });
  const before = contentTag(folder);
  write({ 'dist/other.js': '2' });
  expect(contentTag(folder)).toBe(before);
  write({ 'dist/keep.js': '2' });
  expect(contentTag(folder)).not.toBe(before);
});

test('a missing folder is an error with its name', () => {
  const missing = join(folder, 'gone');
  expect(() => contentTag(missing)).toThrow(
    new Error(
      `${missing} is built into an image, but cannot be read: ENOENT: no such file or directory, scandir '${missing}'`,
    ),
  );
});
