import { execFileSync } from 'node:child_process';
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
import type { FolderImage } from '../../../../constructs/options/service/container-options';
import { ValidationError } from '../../../../constructs/options/validation-issues';

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
  const before = contentTag({ folder });
  change();
  return contentTag({ folder }) !== before;
};

test('a tag is twelve hexadecimal digits, derived from paths and contents', () => {
  write({ Dockerfile: 'FROM scratch', 'a.txt': 'a' });
  expect(contentTag({ folder })).toBe('efbbdc84c968');
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
  const before = contentTag({ folder });
  rmSync(join(folder, 'ab'));
  write({ a: 'bc' });
  expect(contentTag({ folder })).not.toBe(before);
});

test.each(['!/dist/keep.js', '!./dist/keep.js', ' !dist/**'])(
  'the exception %j reaches into an ignored folder',
  (exception) => {
    write({ Dockerfile: '', '.dockerignore': `*\n${exception}`, 'dist/keep.js': '1' });
    const before = contentTag({ folder });
    write({ 'dist/keep.js': '2' });
    expect(contentTag({ folder })).not.toBe(before);
  },
);

test('a file in an ignored folder counts if an exception includes it', () => {
  write({
    Dockerfile: '',
    '.dockerignore': 'dist\n!dist/keep.js',
    'dist/keep.js': '1',
    'dist/other.js': '1',
  });
  const before = contentTag({ folder });
  write({ 'dist/other.js': '2' });
  expect(contentTag({ folder })).toBe(before);
  write({ 'dist/keep.js': '2' });
  expect(contentTag({ folder })).not.toBe(before);
});

test('a missing folder is an error with its name', () => {
  const missing = join(folder, 'gone');
  expect(() => contentTag({ folder: missing })).toThrow(
    new Error(
      `${missing} is built into an image, but cannot be read: ENOENT: no such file or directory, scandir '${missing}'`,
    ),
  );
});

describe('an image with more options', () => {
  const build = {
    'api/Dockerfile': 'FROM scratch',
    'api/main.js': '1',
    'docker/api.Dockerfile': 'FROM scratch AS one\nARG APP\nFROM scratch AS two',
    'other/readme': '1',
  };
  const image = (more: Partial<FolderImage> = {}): FolderImage => ({
    folder: join(folder, 'api'),
    ...more,
  });
  const elsewhere = () => ({ dockerfile: join(folder, 'docker/api.Dockerfile') });

  test('the defaults, written, are the same image', () => {
    write(build);
    const { folder: api } = image();
    const written = { dockerfile: join(api, 'Dockerfile'), context: api, args: {} };
    expect(contentTag(image(written))).toBe(contentTag(image()));
  });

  test('target, and names and values of arguments, change the tag; their order does not', () => {
    write(build);
    const others: Partial<FolderImage>[] = [
      {},
      { target: 'one' },
      { target: 'two' },
      { args: { APP: 'a' } },
      { args: { APP: 'b' } },
      { args: { APP: '' } },
      { args: { APP: 'a', B: '' } },
      { args: { APP: 'aB', B: '' } },
      { args: { APPa: '' } },
      elsewhere(),
      { context: folder },
    ];
    const tags = others.map((more) => contentTag(image(more)));
    expect(new Set(tags).size).toBe(tags.length);
    expect(contentTag(image({ args: { B: '', APP: 'a' } }))).toBe(tags[6]);
  });

  test.each<[string, Record<string, string>, boolean]>([
    ['the Dockerfile outside of the context', { 'docker/api.Dockerfile': 'FROM other' }, true],
    ['a file beside that Dockerfile', { 'docker/notes': '' }, false],
    ['a Dockerfile of the context, which is a file as others', { 'api/Dockerfile': '' }, true],
    ['a file of the context', { 'api/main.js': '2' }, true],
    ['a file of the folder above', { 'other/readme': '2' }, false],
  ])('with a Dockerfile elsewhere, a change of %s', (_what, change, isOther) => {
    write(build);
    const before = contentTag(image(elsewhere()));
    write(change);
    expect(contentTag(image(elsewhere())) !== before).toBe(isOther);
  });

  test('a Dockerfile that is ignored counts', () => {
    write({ ...build, 'api/.dockerignore': '*', 'api/docker/Dockerfile': '1' });
    const inside = () => image({ dockerfile: join(folder, 'api/docker/Dockerfile') });
    const before = [contentTag(image()), contentTag(inside())];
    write({ 'api/Dockerfile': 'FROM other', 'api/docker/Dockerfile': '2', 'api/main.js': '2' });
    const after = [contentTag(image()), contentTag(inside())];
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    write({ 'api/main.js': '3' });
    expect([contentTag(image()), contentTag(inside())]).toEqual(after);
  });

  test('the content of a Dockerfile that is a link counts', () => {
    write({ ...build, 'web/main.js': '1' });
    symlinkSync('../docker/api.Dockerfile', join(folder, 'web/Dockerfile'));
    const before = contentTag({ folder: join(folder, 'web') });
    write({ 'docker/api.Dockerfile': 'FROM other' });
    expect(contentTag({ folder: join(folder, 'web') })).not.toBe(before);
  });

  test('the ignore file beside the Dockerfile replaces that of the context, which is then a file as others', () => {
    write({
      ...build,
      'api/.dockerignore': 'main.js',
      'api/notes': '1',
      'docker/api.Dockerfile.dockerignore': 'notes',
    });
    const tag = () => contentTag(image(elsewhere()));
    const isChangedBy = (change: Record<string, string>) => {
      const before = tag();
      write(change);
      return tag() !== before;
    };
    expect(isChangedBy({ 'api/notes': '2' })).toBe(false);
    expect(isChangedBy({ 'api/main.js': '2' })).toBe(true);
    expect(isChangedBy({ 'api/.dockerignore': 'all' })).toBe(true);
    // It is no file of the context itself.
    expect(isChangedBy({ 'docker/api.Dockerfile.dockerignore': '# notes\nnotes' })).toBe(false);
  });

  test('Dockerfile.dockerignore also replaces it in the folder, where it is a file as others', () => {
    write({ ...build, 'api/.dockerignore': '*', 'api/Dockerfile.dockerignore': 'notes' });
    const before = contentTag(image());
    write({ 'api/notes': '1' });
    expect(contentTag(image())).toBe(before);
    write({ 'api/Dockerfile.dockerignore': 'notes\nDockerfile.dockerignore' });
    const hidden = contentTag(image());
    expect(hidden).not.toBe(before);
    write({ 'api/Dockerfile.dockerignore': '#\nnotes\nDockerfile.dockerignore' });
    expect(contentTag(image())).toBe(hidden);
  });

  test('case matters', () => {
    write({ ...build, 'api/.dockerignore': 'readme.md', 'api/README.md': '1' });
    const before = contentTag(image());
    write({ 'api/README.md': '2' });
    expect(contentTag(image())).not.toBe(before);
  });

  test('a pipe cannot be part of an image, and is an error instead of a synth without an end', () => {
    write(build);
    execFileSync('mkfifo', [join(folder, 'api/pipe')]);
    expect(() => contentTag(image())).toThrow(
      new ValidationError([
        `${folder}/api/pipe is part of an image, but is a pipe or a device; add it to .dockerignore`,
      ]),
    );
    write({ 'api/.dockerignore': 'pipe' });
    expect(contentTag(image())).toMatch(/^[0-9a-f]{12}$/);
  });
});
