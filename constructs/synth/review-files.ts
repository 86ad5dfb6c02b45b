import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { App, TerraformStack } from 'cdktf';
import { committedFolder, writeIfChanged } from './generated-files';
import { snapshotEnd, snapshotOf, snapshotsFolder } from './snapshot';
import { SourceIndex } from './source-index';
import { resourceSources } from './source-map';

/**
 * Writes the files that reviewers read: the snapshot of each synthesized stack, which is committed, and beside the stack the
 * source locations of its resources. Removes snapshots of stacks that no longer exist.
 *
 * @returns the written files as patterns, for the summary.
 */
export function writeReviewFiles(app: App, stacks: readonly TerraformStack[]): string[] {
  const folder = committedFolder(snapshotsFolder, app.outdir);
  const code = new SourceIndex(ownCode());
  const files = new Map<string, string>();
  for (const stack of stacks) {
    const { id } = stack.node;
    const stackFolder = join(app.outdir, 'stacks', id);
    files.set(
      join(folder, id + snapshotEnd),
      snapshotOf(readFileSync(join(stackFolder, 'cdk.tf.json'), 'utf8')),
    );
    const sources = JSON.stringify(resourceSources(stack, code), undefined, 2);
    files.set(join(stackFolder, 'sources.json'), `${sources}\n`);
  }
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.endsWith(snapshotEnd) && !files.has(file)) rmSync(file);
  }
  for (const [file, text] of files) writeIfChanged(file, text);
  return [join(app.outdir, 'stacks/*/sources.json'), join(folder, `*${snapshotEnd}`)];
}

/** The text of main.ts and of all constructs. */
function ownCode(): Map<string, string> {
  const constructs = readdirSync('constructs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `constructs/${name}`);
  const names = ['main.ts', ...constructs.sort()];
  return new Map(names.map((name) => [name, readFileSync(name, 'utf8')]));
}
