import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { committedFiles } from '../../commands/snapshots/committed';
import { snapshotIssues } from '../../commands/snapshots/differences';
import {
  generatedMarker,
  generatedReadmeStart,
  readGeneratedFiles,
  selectGenerated,
} from '../../constructs/synth/generated-files';
import { inFolder } from '../support/in-folder';
import { replaceIn } from '../support/main-options';
import { copyProject } from '../support/project-copy';

// What it changes of Node.js is for a process of its own.
jest.mock('../../before-cdktf', () => ({}));

/** The snapshots and modules that main.ts, with its options and services.ts, writes into another folder. */
function described(): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const { CDKTF_OUTDIR: before } = process.env;
  process.env.CDKTF_OUTDIR = outdir;
  const silent = [jest.spyOn(console, 'log'), jest.spyOn(console, 'error')];
  for (const spy of silent) spy.mockImplementation(() => {});
  try {
    require('../../main');
    return readGeneratedFiles(outdir);
  } finally {
    for (const spy of silent) spy.mockRestore();
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
    rmSync(outdir, { recursive: true });
  }
}

// Of the project as it is: the other tests are about the example as it is shipped.
test('snapshots and modules are those of services.ts and main.ts; npm run synth writes them', () => {
  const problems = snapshotIssues(readGeneratedFiles('.'), described());
  expect(problems.map(({ sentence, difference }) => sentence + difference).join('\n')).toBe('');
});

test('each snapshot that is out of date, missing or without a stack is an issue, with the difference and the fix', () => {
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `${from + index}\n`).join('');
  const committed = new Map([
    ['snapshots/a.tf.json', lines(0, 200)],
    ['snapshots/gone.tf.json', '1\n'],
    ['snapshots/long.tf.json', lines(0, 100)],
    ['snapshots/other.tf.json', lines(0, 9000)],
    ['snapshots/same.tf.json', '1\n'],
  ]);
  const now = new Map([
    ['snapshots/a.tf.json', lines(0, 7) + lines(8, 200)],
    ['snapshots/long.tf.json', lines(100, 200)],
    ['snapshots/new.tf.json', '1\n'],
    ['snapshots/other.tf.json', lines(9000, 18_000)],
    ['snapshots/same.tf.json', '1\n'],
  ]);
  const [old, removed, long, missing, other, ...more] = snapshotIssues(committed, now);
  const mend = 'write it with npm run synth, and commit it';
  expect(old).toEqual({
    sentence: `snapshots/a.tf.json is out of date: ${mend}`,
    difference: '\n  @@ -5,7 +5,6 @@\n   4\n   5\n   6\n  -7\n   8\n   9\n   10',
  });
  expect(removed).toEqual({
    sentence:
      'snapshots/gone.tf.json does not belong to a stack: remove it with npm run synth, and commit that',
    difference: '',
  });
  expect(long?.difference.split('\n')).toHaveLength(42);
  expect(long?.difference).toMatch(/\n {2}… and 161 more lines$/);
  expect(missing).toEqual({
    sentence: `snapshots/new.tf.json is missing: ${mend}`,
    difference: '',
  });
  expect(other?.difference).toBe('\n  more than 2,000 lines differ');
  expect(more).toEqual([]);
});

test('a module is compared as a snapshot is', () => {
  const committed = new Map([
    ['modules/a/README.md', 'one\n'],
    ['modules/a/main.tf.json', '{}\n'],
    ['modules/gone/README.md', ''],
    ['modules/gone/main.tf.json', ''],
  ]);
  const now = new Map([
    ['modules/a/README.md', 'two\n'],
    ['modules/a/main.tf.json', '{}\n'],
    ['modules/b/README.md', ''],
    ['modules/b/main.tf.json', ''],
  ]);
  const lines = snapshotIssues(committed, now).map(
    ({ sentence, difference }) => sentence + difference,
  );
  const [write, remove] = [
    'write it with npm run synth, and commit it',
    'remove it with npm run synth, and commit that',
  ];
  expect(lines).toEqual([
    `modules/a/README.md is out of date: ${write}\n  @@ -1,1 +1,1 @@\n  -one\n  +two`,
    `modules/b/README.md is missing: ${write}`,
    `modules/b/main.tf.json is missing: ${write}`,
    `modules/gone/README.md does not belong to a module: ${remove}`,
    `modules/gone/main.tf.json does not belong to a module: ${remove}`,
  ]);
});

const json = (name: string) => `{ "//": "${generatedMarker(name)}" }\n`;

test('other files and other modules of users are ignored', () => {
  const written: [string, string][] = [
    ['modules/a/README.md', generatedReadmeStart('a')],
    ['modules/a/main.tf.json', json('a')],
    // Left by a module whose other file was removed.
    ['modules/stray/README.md', generatedReadmeStart('stray')],
    ['snapshots/a.tf.json', ''],
  ];
  const own: [string, string][] = [
    ['modules/README.md', generatedReadmeStart('modules')],
    ['modules/a/CHANGELOG.md', ''],
    ['modules/a/versions.tf', ''],
    ['modules/a/tests/README.md', ''],
    ['modules/by-hand/README.md', '# by-hand\n'],
    ['modules/by-hand/main.tf', ''],
    ['modules/by-hand-in-json/main.tf.json', '{}'],
    // Made of a generated one, to go on with.
    ['modules/copy/README.md', generatedReadmeStart('a')],
    ['modules/copy/main.tf.json', json('a')],
    ['modules/copy-without-readme/main.tf.json', json('a')],
    ['modules/notes/README.md', '# What the modules are for\n'],
    ['other/a/main.tf.json', json('a')],
    ['snapshots/deeper/a.tf.json', ''],
    ['snapshots/notes.md', ''],
  ];
  expect([...selectGenerated(new Map([...own, ...written]))]).toEqual(written);
});

test('in a git repository what is committed counts, and not what is on the disk', () => {
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]);
  const write = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  inFolder(() => {
    expect(committedFiles()).toEqual(new Map());
    write('snapshots/a.tf.json', '{"a": "ä"}\r\n');
    write('snapshots/notes.md', '');
    write('modules/a/main.tf.json', json('a'));
    write('modules/a/tests/main.tf.json', '');
    const files = new Map([
      ['snapshots/a.tf.json', '{"a": "ä"}\r\n'],
      ['modules/a/main.tf.json', json('a')],
    ]);
    expect(committedFiles()).toEqual(files);

    git('init');
    expect(committedFiles()).toEqual(new Map());
    git('add', '.');
    git('commit', '--message=one');
    write('snapshots/a.tf.json', 'changed');
    write('modules/a/main.tf.json', 'changed');
    write('snapshots/untracked.tf.json', '');
    write('modules/a/README.md', '');
    git('add', 'snapshots/a.tf.json');
    expect(committedFiles()).toEqual(files);
  });
});

test('a repository that git refuses to read is an error', () => {
  inFolder(() => {
    mkdirSync('.git');
    writeFileSync('.git/HEAD', 'ref: refs/heads/main\n');
    for (const folder of ['objects', 'refs']) mkdirSync(`.git/${folder}`);
    writeFileSync('.git/config', '[core\n');
    expect(() => committedFiles()).toThrow(
      'git rev-parse --is-inside-work-tree failed: fatal: bad config line 1 in file .git/config',
    );
  });
});

test('a stack that somebody has added to main.ts has a snapshot, too', () => {
  const { folder, remove } = copyProject();
  const main = join(folder, 'main.ts');
  replaceIn(main, /^import '.*';\n/m, "$&import { TerraformStack } from 'cdktf';\n");
  replaceIn(main, /\(\) =>\s+new ServicesApp/, '() => { const app = new ServicesApp');
  replaceIn(main, /\}\),\n\);/, "}); new TerraformStack(app, 'own'); return app; });");
  spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: folder });
  expect(readdirSync(join(folder, 'snapshots')).sort()).toEqual(
    ['ec2', 'fargate', 'local', 'own', 'registry'].map((name) => `${name}.tf.json`),
  );
  remove();
});

test('npm run snapshots changes nothing, and fails until what npm run synth wrote is committed', () => {
  const { folder, remove } = copyProject();
  const run = (program: string, ...args: string[]) =>
    spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  const git = (...args: string[]) =>
    run('git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args);
  const node = (file: string) => run(process.execPath, '--import', 'tsx', file);
  node('main.ts');
  const file = (name: string) => join(folder, 'modules/gone', name);
  const copy = join(folder, 'modules/copy');
  cpSync(join(folder, 'modules/magicnight'), copy, { recursive: true });
  rmSync(join(copy, 'README.md'));
  mkdirSync(file('.'), { recursive: true });
  writeFileSync(file('main.tf.json'), json('gone'));
  writeFileSync(file('CHANGELOG.md'), 'written by hand\n');
  git('init');
  git('add', '.');
  git('commit', '--message=one');
  replaceIn(join(folder, 'main.ts'), "nat: 'single'", "nat: 'regional'");
  node('main.ts');
  expect(readdirSync(file('.'))).toEqual(['CHANGELOG.md']);
  expect(readdirSync(copy)).toEqual(['main.tf.json']);
  // Written, and not committed: a job that synthesizes first finds it, too.
  const status = git('status', '--porcelain').stdout;
  const { status: code, stderr } = node('commands/snapshots.ts');
  expect(code).toBe(1);
  expect(stderr.match(/^(snapshots|modules).*/gm)).toEqual([
    'modules/gone/main.tf.json does not belong to a module: remove it with npm run synth, and commit that',
    'modules/magicnight/README.md is out of date: write it with npm run synth, and commit it',
    'modules/magicnight/main.tf.json is out of date: write it with npm run synth, and commit it',
    'snapshots/ec2.tf.json is out of date: write it with npm run synth, and commit it',
    'snapshots/fargate.tf.json is out of date: write it with npm run synth, and commit it',
  ]);
  expect(stderr).toContain('  +        "availability_mode": "regional"');
  expect(git('status', '--porcelain').stdout).toBe(status);

  git('commit', '--all', '--message=two');
  const { stdout, status: end } = node('commands/snapshots.ts');
  expect({ stdout, end }).toEqual({
    stdout: '4 snapshots and 2 modules are up to date\n',
    end: 0,
  });
  remove();
});
