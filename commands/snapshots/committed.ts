import { spawnSync } from 'node:child_process';
import {
  isGeneratedPath,
  modulesFolder,
  readGeneratedFiles,
  selectGenerated,
} from '../../constructs/synth/generated-files';
import { snapshotsFolder } from '../../constructs/synth/snapshot';
import { UserError } from '../cli/command';

/**
 * The snapshots and modules of the last commit, text by path. Outside of a git repository, or without git, those on disk.
 * Otherwise the files on disk are ignored, because `npm run synth` may just have written them.
 *
 * @throws UserError if git refuses to read the repository.
 */
export function committedFiles(): Map<string, string> {
  const inside = git('rev-parse', '--is-inside-work-tree');
  if (inside === undefined) return readGeneratedFiles('.');
  // The repository has no commit yet.
  if (git('rev-parse', '--verify', '--quiet', 'HEAD') === undefined) return new Map();
  const folders = [`${snapshotsFolder}/`, `${modulesFolder}/`];
  const files = git('ls-tree', '-r', '--name-only', '-z', 'HEAD', ...folders)?.split('\0') ?? [];
  const written = files.filter(isGeneratedPath);
  return selectGenerated(
    new Map(written.map((file) => [file, git('show', `HEAD:./${file}`) ?? ''])),
  );
}

/** Output of git; `undefined` without git, a repository or a commit. */
function git(...args: string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    // The error below is compared in English.
    env: { ...process.env, LC_ALL: 'C' },
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return undefined;
  if (status === 0) return stdout;
  if (stderr === '' || stderr.includes('not a git repository')) return undefined;
  throw new UserError(`git ${args.join(' ')} failed: ${stderr.trim()}`);
}
