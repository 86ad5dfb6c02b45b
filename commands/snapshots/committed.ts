import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { snapshotEnd, snapshotsFolder } from '../../constructs/snapshot';
import { UserError } from '../command';

/**
 * The snapshots of the last commit, text by name; in a folder of no git repository, or without git, those that are there. What
 * is on the disk does not count otherwise: `npm run synth` may have just written it.
 *
 * @throws UserError where git refuses to read the repository.
 */
export function committedSnapshots(): Map<string, string> {
  const inside = git('rev-parse', '--is-inside-work-tree');
  if (inside === undefined) return snapshotsOnDisk();
  // Nothing is committed yet.
  if (git('rev-parse', '--verify', '--quiet', 'HEAD') === undefined) return new Map();
  const files = (git('ls-tree', '--name-only', '-z', 'HEAD', `${snapshotsFolder}/`) ?? '')
    .split('\0')
    .filter((file) => file.endsWith(snapshotEnd));
  return new Map(files.map((file) => [basename(file), git('show', `HEAD:./${file}`) ?? '']));
}

function snapshotsOnDisk(): Map<string, string> {
  if (!existsSync(snapshotsFolder)) return new Map();
  const names = readdirSync(snapshotsFolder).filter((name) => name.endsWith(snapshotEnd));
  return new Map(names.map((name) => [name, readFileSync(`${snapshotsFolder}/${name}`, 'utf8')]));
}

/** What git prints; `undefined` where there is no git, no repository or no commit. */
function git(...args: string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    // In the language that is understood below.
    env: { ...process.env, LC_ALL: 'C' },
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return undefined;
  if (status === 0) return stdout;
  if (stderr === '' || stderr.includes('not a git repository')) return undefined;
  throw new UserError(`git ${args.join(' ')} failed: ${stderr.trim()}`);
}
