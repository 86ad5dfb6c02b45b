import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from '../../commands/cli/child-process';
import { UserError } from '../../commands/cli/command';

/** The output of git; `undefined` if it fails. */
export function git(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Checks out a commit into a new folder, ready to synthesize.
 *
 * @returns the folder of its main.ts, which can be a subfolder of the repository.
 */
export async function checkOut(commit: string, worktree: string): Promise<string> {
  const { status, stderr } = spawnSync(
    'git',
    // Hooks that users run after a checkout must not run here.
    ['-c', 'core.hooksPath=/dev/null', 'worktree', 'add', '--quiet', '--detach', worktree, commit],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new UserError(`guard: git worktree add failed: ${stderr.trim()}`);
  const base = join(worktree, git('rev-parse', '--show-prefix') ?? '');
  takeImages(base);
  await givePackages(base);
  return base;
}

/** Synchronous, so that it can also run when the process exits. */
export function removeCheckout(worktree: string): void {
  git('worktree', 'remove', '--force', worktree);
}

/**
 * The tag of an image depends on the files in its folder, and a page is part of a task. The guard checks the constructs: with the
 * same files on both sides, a changed image is no difference.
 */
function takeImages(base: string): void {
  for (const folder of ['containers', 'sites']) {
    if (!existsSync(folder)) continue;
    rmSync(join(base, folder), { recursive: true, force: true });
    cpSync(folder, join(base, folder), { recursive: true, verbatimSymlinks: true });
  }
}

async function givePackages(base: string): Promise<void> {
  const packages = join(base, 'node_modules');
  if (isSameLock(base) || hasDependencies(base)) {
    symlinkSync(realpathSync('node_modules'), packages);
    return;
  }
  console.error('guard: the base needs other packages: npm ci installs them');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { code, stderr } = await runChild('npm', args, { cwd: base });
  if (code !== 0) throw new UserError(`guard: npm ci of the base failed:\n${stderr.trim()}`);
}

function isSameLock(base: string): boolean {
  const file = 'package-lock.json';
  return readFileSync(file).equals(readFileSync(join(base, file)));
}

/** Whether the installed packages are those that the base depends on, in exact versions. */
function hasDependencies(base: string): boolean {
  const { dependencies = {} } = JSON.parse(readFileSync(join(base, 'package.json'), 'utf8'));
  return Object.entries<string>(dependencies).every(([name, wanted]) => {
    const file = join('node_modules', name, 'package.json');
    if (!existsSync(file)) return false;
    const installed = JSON.parse(readFileSync(file, 'utf8'));
    // An alias is written as npm:<name>@<version>.
    const exact = wanted.startsWith('npm:') ? wanted.slice('npm:'.length) : `${name}@${wanted}`;
    return exact === `${installed.name}@${installed.version}`;
  });
}
