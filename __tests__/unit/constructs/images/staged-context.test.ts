import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { contentTag } from '../../../../constructs/images/content-tag';
import { isStaged, stageAll, stageContext } from '../../../../constructs/images/staged-context';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'staged-'));
});

afterEach(() => rmSync(root, { recursive: true }));

const write = (files: Record<string, string>) => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
};

const image = () => ({
  folder: join(root, 'api'),
  dockerfile: join(root, 'docker/Dockerfile'),
  context: join(root, 'api'),
});

const app = {
  'docker/Dockerfile': 'FROM scratch\nCOPY . /',
  'docker/Dockerfile.dockerignore': '*\n!src\n!.dockerignore\n!run',
  'api/.dockerignore': 'src',
  'api/src/main.js': '1',
  'api/run': '',
  'api/notes': '',
};

test('a copy has what the tag counts, but for an ignore file that does not apply', () => {
  write(app);
  chmodSync(join(root, 'api/run'), 0o755);
  chmodSync(join(root, 'api/src'), 0o750);
  utimesSync(join(root, 'api/run'), 1, 1);
  symlinkSync('../nowhere', join(root, 'api/src/link'));
  mkdirSync(join(root, 'api/src/empty'));
  const target = join(root, 'out');
  stageContext(image(), target);
  expect(readdirSync(target).sort()).toEqual(['Dockerfile', 'Dockerfile.dockerignore', 'context']);
  expect(readFileSync(join(target, 'Dockerfile'), 'utf8')).toBe('FROM scratch\nCOPY . /');
  const context = join(target, 'context');
  const copied = readdirSync(context, { recursive: true }).map(String).sort();
  expect(copied).toEqual(['run', 'src', 'src/link', 'src/main.js']);
  expect(readlinkSync(join(context, 'src/link'))).toBe('../nowhere');
  expect(lstatSync(join(context, 'run')).mode & 0o777).toBe(0o755);
  expect(lstatSync(join(context, 'run')).mtimeMs).toBe(1000);
  expect(lstatSync(join(context, 'src')).mode & 0o777).toBe(0o750);
});

test('an ignore file that applies is copied, and changes nothing a second time', () => {
  const rules = 'notes\n**/*.md\n!docs/keep.md';
  write({ 'docker/Dockerfile': '', 'api/.dockerignore': rules, 'api/notes': '' });
  write({ 'api/docs/keep.md': '', 'api/docs/other.md': '', 'api/main.js': '' });
  const target = join(root, 'out');
  stageContext(image(), target);
  const context = join(target, 'context');
  const copied = readdirSync(context, { recursive: true }).map(String).sort();
  expect(copied).toEqual(['.dockerignore', 'docs', 'docs/keep.md', 'main.js']);
  const copy = { folder: context, dockerfile: join(target, 'Dockerfile') };
  expect(contentTag(copy)).toBe(contentTag(image()));
  rmSync(join(target, 'Dockerfile.dockerignore'));
  expect(contentTag(copy)).toBe(contentTag(image()));
});

test('only builds that builders treat differently need a copy', () => {
  write({ 'web/Dockerfile': 'FROM scratch', ...app });
  const web = { folder: join(root, 'web') };
  expect(isStaged(web)).toBe(false);
  expect(isStaged({ ...web, target: 'one', args: { A: '1' } })).toBe(false);
  expect(isStaged({ ...web, context: root })).toBe(true);
  expect(isStaged(image())).toBe(true);
  write({ 'web/Dockerfile.dockerignore': '' });
  expect(isStaged(web)).toBe(true);
});

test('a folder has the copies of the last synth, each under its tag', () => {
  write(app);
  const folder = join(root, 'contexts');
  const first = contentTag(image());
  stageAll([image()], folder);
  expect(readdirSync(folder)).toEqual([first]);
  write({ 'api/src/main.js': '2', 'contexts/half.unfinished/context/a': '' });
  const second = contentTag(image());
  stageAll([image(), image()], folder);
  expect(readdirSync(folder)).toEqual([second]);
  expect(readFileSync(join(folder, second, 'context/src/main.js'), 'utf8')).toBe('2');
  stageAll([], folder);
  expect(existsSync(folder)).toBe(false);
});

test('a copy that is there is not written again', () => {
  write(app);
  const folder = join(root, 'contexts');
  stageAll([image()], folder);
  const mark = join(folder, contentTag(image()), 'mark');
  writeFileSync(mark, '');
  stageAll([image()], folder);
  expect(existsSync(mark)).toBe(true);
});
