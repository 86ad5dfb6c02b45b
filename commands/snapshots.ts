import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readGeneratedFiles } from '../constructs/synth/generated-files';
import { snapshotsFolder } from '../constructs/synth/snapshot';
import { runCommand, UserError } from './cli/command';
import { synth } from './cli/load-options';
import { committedFiles } from './snapshots/committed';
import { snapshotIssues } from './snapshots/differences';

const usage = `Usage: npm run snapshots

Compares the committed output of npm run synth (snapshots/<stack>.tf.json, and main.tf.json and README.md of each folder
in modules) with services.ts and main.ts. Outside of a git repository, it compares the files on disk. It prints the
differences, and exits with 1 if there are any. It changes nothing; npm run synth writes the files.
`;

runCommand(usage, {}, async ({ positionals }) => {
  if (positionals.length > 0) throw new UserError(usage.trimEnd());
  const described = await describedFiles();
  const issues = snapshotIssues(committedFiles(), described);
  for (const { sentence, difference } of issues) console.error(sentence + difference);
  if (issues.length > 0) process.exitCode = 1;
  else console.log(`${countOf([...described.keys()])} are up to date`);
});

/** Text by path. Synthesizes into a temporary folder, so that the project is not changed. */
async function describedFiles(): Promise<Map<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'magicnight-snapshots-'));
  try {
    await synth({ outdir });
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
