import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../../commands/cli/child-process';
import { runCommand, UserError } from '../../commands/cli/command';
import { checkOut, git, removeCheckout } from './base-checkout';
import { type CaseFile, mainCase } from './case-file';
import { type Files, isCompared } from './compare';
import { type Pair, reportOf } from './report';

const baseFile = '__tests__/guard/base';

const usage = `Usage: npm run guard [-- <commit>]

Synthesizes the shipped example, main.ts and random options with the constructs of this folder and with those of a base
commit, and compares the files. Exits with 1 if a file differs: a refactoring must not change any. Without <commit>, the
base is the commit in ${baseFile}. If the clone does not have that commit, nothing is compared.
`;

runCommand(usage, {}, async ({ positionals }) => {
  if (positionals.length > 1) throw new UserError(usage.trimEnd());
  const base = baseOf(positionals[0]);
  if ('missing' in base) {
    console.log(`guard: skipped: ${base.missing}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-guard-'));
  const worktree = join(folder, 'base');
  // Runs at any exit, including Ctrl-C.
  process.once('exit', () => {
    removeCheckout(worktree);
    rmSync(folder, { recursive: true, force: true });
  });
  const outputs = { base: join(folder, 'of-base'), now: join(folder, 'of-now') };
  const cases = await synthesizeBoth(base.commit, worktree, outputs);
  const { text, isEqual } = reportOf(pairs([mainCase, ...cases], outputs), base.commit.slice(0, 7));
  console.log(text);
  if (!isEqual) process.exitCode = 1;
});

/** A base from the command line must exist. The base in the file can be missing, for example in a shallow clone. */
function baseOf(named: string | undefined): { commit: string } | { missing: string } {
  if (named !== undefined) {
    const commit = commitOf(named);
    if (commit === undefined) throw new UserError(`guard: there is no commit ${named}`);
    return { commit };
  }
  if (!existsSync(baseFile)) return { missing: `there is no ${baseFile}` };
  const lines = readFileSync(baseFile, 'utf8').split(/\r?\n/);
  const [written] = lines.map((line) => line.trim()).filter((line) => /^[^#]/.test(line));
  if (written === undefined) return { missing: `${baseFile} names no commit` };
  const commit = commitOf(written);
  return commit ? { commit } : { missing: `the base ${written} is not in this clone` };
}

function commitOf(name: string): string | undefined {
  return git('rev-parse', '--verify', '--quiet', `${name}^{commit}`);
}

interface Outputs {
  readonly base: string;
  readonly now: string;
}

/** @returns the names of the cases. */
async function synthesizeBoth(
  commit: string,
  worktree: string,
  outputs: Outputs,
): Promise<string[]> {
  const checkout = await checkOut(commit, worktree);
  for (const script of ['cases.ts', 'synth.ts']) {
    if (existsSync(join(checkout, '__tests__/guard', script))) continue;
    throw new UserError(`guard: ${commit} has no __tests__/guard/${script}; name a later base`);
  }
  // The base writes the cases: options that it does not support yet cannot be compared.
  const file = join(worktree, '..', 'cases.json');
  await run('cases.ts', [file], checkout);
  // If one fails, the other is stopped, and its exit is awaited.
  const failure = new AbortController();
  const synthesize = (output: string, cwd: string) =>
    run('synth.ts', [file, output], cwd, failure.signal).catch((error) => failure.abort(error));
  await Promise.all([synthesize(outputs.base, checkout), synthesize(outputs.now, '.')]);
  failure.signal.throwIfAborted();
  const { cases }: CaseFile = JSON.parse(readFileSync(file, 'utf8'));
  return cases.map(({ name }) => name);
}

/** Runs a script of a checkout in its folder. */
async function run(
  script: string,
  args: readonly string[],
  cwd: string,
  signal?: AbortSignal,
): Promise<void> {
  const command = ['--import', 'tsx', `__tests__/guard/${script}`, ...args];
  const env = { ...process.env, TZ: 'UTC', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
  const { code, stderr } = await runChild(process.execPath, command, { cwd, env, signal });
  if (code === 0) return;
  const whose = cwd === '.' ? 'of this folder' : 'of the base';
  throw new UserError(`guard: ${script} ${whose} failed:\n${stderr.trim()}`);
}

/** Reads one case at a time, because the files of all cases are about 100 MB. */
function* pairs(names: readonly string[], outputs: Outputs): Generator<Pair> {
  for (const name of names) {
    yield {
      name,
      base: comparedIn(join(outputs.base, name)),
      now: comparedIn(join(outputs.now, name)),
    };
  }
}

function comparedIn(folder: string): Files {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const compared = files.map((file) => file.replaceAll('\\', '/')).filter(isCompared);
  return new Map(compared.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}
