import { structuredPatch } from 'diff';
import { snapshotsFolder } from '../../constructs/synth/snapshot';

export interface SnapshotProblem {
  /** What is wrong, and the command that mends it. */
  readonly sentence: string;

  /** The first lines that differ, each after a line feed; empty where there is nothing to compare. */
  readonly difference: string;
}

/**
 * What is wrong with snapshots and modules.
 *
 * @param committed text by path: `snapshots/fargate.tf.json`.
 * @param described the same, as the description is now.
 */
export function snapshotProblems(
  committed: ReadonlyMap<string, string>,
  described: ReadonlyMap<string, string>,
): SnapshotProblem[] {
  const files = [...new Set([...described.keys(), ...committed.keys()])].sort();
  return files.flatMap((file) => {
    const [before, now] = [committed.get(file), described.get(file)];
    if (now === before) return [];
    if (now === undefined) {
      return [problem(`${file} ${ownerless(file)}: remove it with npm run synth, and commit that`)];
    }
    const mend = 'write it with npm run synth, and commit it';
    if (before === undefined) return [problem(`${file} is missing: ${mend}`)];
    return [problem(`${file} is old: ${mend}`, differenceOf(before, now))];
  });
}

function ownerless(file: string): string {
  return file.startsWith(`${snapshotsFolder}/`) ? 'is of no stack' : 'is of no module';
}

function problem(sentence: string, difference = ''): SnapshotProblem {
  return { sentence, difference };
}

/** So much tells what it is about; the rest is in the difference that git shows after npm run synth. */
const mostLines = 40;

/** Above this the search for the shortest difference takes long, and nobody reads it. */
const mostEdits = 2000;

/** The first lines that differ, each after a line feed. */
export function differenceOf(before: string, now: string): string {
  const options = { context: 3, maxEditLength: mostEdits };
  const patch = structuredPatch('', '', before, now, '', '', options);
  if (patch === undefined) return '\n  more than 2,000 lines differ';
  const lines = patch.hunks.flatMap((hunk) => [
    `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    ...hunk.lines,
  ]);
  const excerpt = lines.slice(0, mostLines).map((line) => `\n  ${line}`);
  const rest = lines.length - excerpt.length;
  return excerpt.join('') + (rest > 0 ? `\n  … and ${rest} more lines` : '');
}
