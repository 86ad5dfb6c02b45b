import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { App, TerraformStack } from 'cdktf';
import { CodeIndex } from './code-index';
import { snapshotEnd, snapshotOf, snapshotsFolder } from './snapshot';
import { sourcesOf } from './sources';

/**
 * Writes what reviewers read of the stacks that were synthesized: their snapshots, which are committed, and beside each stack
 * where in the code its resources come from. Snapshots of stacks that are no more are removed.
 *
 * The snapshots are beside main.ts, or in the folder for the output where that is another one than CDKTF's own: who writes
 * elsewhere wants the project left as it is.
 *
 * @returns what was written, for people.
 */
export function writeReviewFiles(app: App, stacks: readonly TerraformStack[]): string[] {
  const isUsual = resolve(app.outdir) === resolve('cdktf.out');
  const folder = isUsual ? snapshotsFolder : join(app.outdir, snapshotsFolder);
  const code = new CodeIndex(ownCode());
  const files = new Map<string, string>();
  for (const stack of stacks) {
    const { id } = stack.node;
    const there = join(app.outdir, 'stacks', id);
    files.set(
      join(folder, id + snapshotEnd),
      snapshotOf(readFileSync(join(there, 'cdk.tf.json'), 'utf8')),
    );
    const sources = JSON.stringify(sourcesOf(stack, code), undefined, 2);
    files.set(join(there, 'sources.json'), `${sources}\n`);
  }
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.endsWith(snapshotEnd) && !files.has(file)) rmSync(file);
  }
  for (const [file, text] of files) {
    // A file that stays as it is keeps its time, and may be in a folder that nobody may write to.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  }
  return [join(app.outdir, 'stacks/*/sources.json'), join(folder, `*${snapshotEnd}`)];
}

/** The text of main.ts and of all constructs. */
function ownCode(): Map<string, string> {
  const constructs = readdirSync('constructs').filter((name) => name.endsWith('.ts'));
  const names = ['main.ts', ...constructs.map((name) => `constructs/${name}`)];
  return new Map(names.map((name) => [name, readFileSync(name, 'utf8')]));
}
