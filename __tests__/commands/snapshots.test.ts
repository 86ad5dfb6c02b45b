import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { committedSnapshots } from '../../commands/snapshots/committed';
import { snapshotProblems } from '../../commands/snapshots/differences';
import { inFolder } from '../in-folder';
import { replaceIn } from '../main-options';
import { copyProject } from '../project-copy';

// What it changes of Node.js is for a process of its own.
jest.mock('../../before-cdktf', () => ({}));

/** Text of the files of a folder by name. */
const textsOf = (folder: string) =>
  new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

/** The snapshots that main.ts, with its options and services.ts, writes into another folder. */
function described(): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const { CDKTF_OUTDIR: before } = process.env;
  process.env.CDKTF_OUTDIR = outdir;
  const silent = [jest.spyOn(console, 'log'), jest.spyOn(console, 'error')];
  for (const spy of silent) spy.mockImplementation(() => {});
  try {
    require('../../main');
    return textsOf(join(outdir, 'snapshots'));
  } finally {
    for (const spy of silent) spy.mockRestore();
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
    rmSync(outdir, { recursive: true });
  }
}

// Of the project as it is: the other tests are about the example as it is shipped.
test('the snapshots are those of services.ts and main.ts; npm run synth writes them', () => {
  const problems = snapshotProblems(textsOf('snapshots'), described());
  expect(problems.map(({ sentence, difference }) => sentence + difference).join('\n')).toBe('');
});

test('each snapshot that is old, missing or of no stack is named, with what differs and what mends it', () => {
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => `${from + index}\n`).join('');
  const committed = new Map([
    ['a.tf.json', lines(0, 200)],
    ['gone.tf.json', '1\n'],
    ['long.tf.json', lines(0, 100)],
    ['other.tf.json', lines(0, 9000)],
    ['same.tf.json', '1\n'],
  ]);
  const now = new Map([
    ['a.tf.json', lines(0, 7) + lines(8, 200)],
    ['long.tf.json', lines(100, 200)],
    ['new.tf.json', '1\n'],
    ['other.tf.json', lines(9000, 18_000)],
    ['same.tf.json', '1\n'],
  ]);
  const [old, gone, long, missing, other, ...more] = snapshotProblems(committed, now);
  const mend = 'write it with npm run synth, and commit it';
  expect(old).toEqual({
    sentence: `snapshots/a.tf.json is old: ${mend}`,
    difference: '\n  @@ -5,7 +5,6 @@\n   4\n   5\n   6\n  -7\n   8\n   9\n   10',
  });
  expect(gone).toEqual({
    sentence:
      'snapshots/gone.tf.json is of no stack: remove it with npm run synth, and commit that',
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

test('in a git repository what is committed counts, and not what is on the disk', () => {
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]);
  const write = (name: string, text: string) => writeFileSync(`snapshots/${name}`, text);
  inFolder(() => {
    expect(committedSnapshots()).toEqual(new Map());
    mkdirSync('snapshots');
    write('a.tf.json', '{"a": "ä"}\r\n');
    write('notes.md', '');
    expect(committedSnapshots()).toEqual(new Map([['a.tf.json', '{"a": "ä"}\r\n']]));

    git('init');
    expect(committedSnapshots()).toEqual(new Map());
    git('add', '.');
    git('commit', '--message=one');
    write('a.tf.json', 'changed');
    write('untracked.tf.json', '');
    git('add', 'snapshots/a.tf.json');
    expect(committedSnapshots()).toEqual(new Map([['a.tf.json', '{"a": "ä"}\r\n']]));
  });
});

test('a repository that git refuses to read is an error', () => {
  inFolder(() => {
    mkdirSync('.git');
    writeFileSync('.git/HEAD', 'ref: refs/heads/main\n');
    for (const folder of ['objects', 'refs']) mkdirSync(`.git/${folder}`);
    writeFileSync('.git/config', '[core\n');
    expect(() => committedSnapshots()).toThrow(
      'git rev-parse --is-inside-work-tree failed: fatal: bad config line 1 in file .git/config',
    );
  });
});

test('npm run snapshots changes nothing, and fails until what npm run synth wrote is committed', () => {
  const { folder, remove } = copyProject();
  const run = (program: string, ...args: string[]) =>
    spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  const git = (...args: string[]) =>
    run('git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args);
  const node = (file: string) => run(process.execPath, '--import', 'tsx', file);
  node('main.ts');
  git('init');
  git('add', '.');
  git('commit', '--message=one');
  replaceIn(join(folder, 'main.ts'), "nat: 'single'", "nat: 'regional'");
  node('main.ts');
  // Written, and not committed: a job that synthesizes first finds it, too.
  const status = git('status', '--porcelain').stdout;
  const { status: code, stderr } = node('commands/snapshots.ts');
  expect(code).toBe(1);
  expect(stderr.match(/^snapshots.*/gm)).toEqual([
    'snapshots/ec2.tf.json is old: write it with npm run synth, and commit it',
    'snapshots/fargate.tf.json is old: write it with npm run synth, and commit it',
  ]);
  expect(stderr).toContain('  +        "availability_mode": "regional"');
  expect(git('status', '--porcelain').stdout).toBe(status);

  git('commit', '--all', '--message=two');
  const { stdout, status: end } = node('commands/snapshots.ts');
  expect({ stdout, end }).toEqual({ stdout: '4 snapshots are as described\n', end: 0 });
  remove();
});
