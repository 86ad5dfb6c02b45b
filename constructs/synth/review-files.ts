import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { App, TerraformStack } from 'cdktf';
import { packageFolder } from '../images/package-folder';
import { DescriptionIndex } from './description-index';
import { committedFolder, writeIfChanged } from './generated-files';
import { readOwnCode } from './own-code';
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
  const files = readOwnCode();
  // A package's user has not written its constructs: what they create is described in main.ts and services.ts.
  const isWhole = process.cwd() === packageFolder();
  const code = new SourceIndex(files, isWhole);
  const description = isWhole ? undefined : new DescriptionIndex(files);
  const written = new Map<string, string>();
  for (const stack of stacks) {
    const { id } = stack.node;
    const stackFolder = join(app.outdir, 'stacks', id);
    written.set(
      join(folder, id + snapshotEnd),
      snapshotOf(readFileSync(join(stackFolder, 'cdk.tf.json'), 'utf8')),
    );
    const sources = JSON.stringify(resourceSources(stack, code, description), undefined, 2);
    written.set(join(stackFolder, 'sources.json'), `${sources}\n`);
  }
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.endsWith(snapshotEnd) && !written.has(file)) rmSync(file);
  }
  for (const [file, text] of written) writeIfChanged(file, text);
  return [join(app.outdir, 'stacks/*/sources.json'), join(folder, `*${snapshotEnd}`)];
}
