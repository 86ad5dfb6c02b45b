import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotsFolder } from '../constructs/snapshot';
import { runCommand, UserError } from './command';
import { synth } from './description';
import { committedSnapshots } from './snapshots/committed';
import { snapshotProblems } from './snapshots/differences';

const usage = `Usage: npm run snapshots

Compares the snapshots that are committed with the stacks that services.ts and main.ts describe; where the project is in no
git repository, those in the folder snapshots. Shows what differs, and exits with 1 if anything does. Changes nothing; to
write them: npm run synth
`;

runCommand(usage, {}, async ({ positionals }) => {
  if (positionals.length > 0) throw new UserError(usage.trimEnd());
  const described = await describedSnapshots();
  const problems = snapshotProblems(committedSnapshots(), described);
  for (const { sentence, difference } of problems) console.error(sentence + difference);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${described.size} snapshots are as described`);
});

/** Text by name, of stacks that are synthesized elsewhere, so that nothing in the project is touched. */
async function describedSnapshots(): Promise<Map<string, string>> {
  const outdir = mkdtempSync(join(tmpdir(), 'magicnight-snapshots-'));
  try {
    await synth(outdir);
    const folder = join(outdir, snapshotsFolder);
    return new Map(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
