import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readGeneratedFiles } from '../constructs/synth/generated-files';
import { snapshotsFolder } from '../constructs/synth/snapshot';
import { runCommand, UserError } from './cli/command';
import { synth } from './cli/load-options';
import { committedFiles } from './snapshots/committed';
import { snapshotProblems } from './snapshots/differences';

const usage = `Usage: npm run snapshots

Compares what is committed of what npm run synth writes (snapshots/<stack>.tf.json, and of each module
modules/<name>/main.tf.json and README.md) with what services.ts and main.ts describe; where the project is in no git
repository, what is in these folders. Shows what differs, and exits with 1 if anything does. Changes nothing; to write them:
npm run synth
`;

runCommand(usage, {}, async ({ positionals }) => {
  if (positionals.length > 0) throw new UserError(usage.trimEnd());
  const described = await describedFiles();
  const problems = snapshotProblems(committedFiles(), described);
  for (const { sentence, difference } of problems) console.error(sentence + difference);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${countOf([...described.keys()])} are as described`);
});

/** Text by path, of what is synthesized elsewhere, so that nothing in the project is touched. */
async function describedFiles(): Promise<Map<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'magicnight-snapshots-'));
  try {
    await synth(outdir);
    return readGeneratedFiles(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function countOf(files: readonly string[]): string {
  const snapshots = files.filter((file) => dirname(file) === snapshotsFolder).length;
  const modules = new Set(files.map(dirname).filter((folder) => folder !== snapshotsFolder)).size;
  return `${snapshots} snapshots and ${modules} modules`;
}
