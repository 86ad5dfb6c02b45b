import { structuredPatch } from 'diff';
import { snapshotsFolder } from '../../constructs/synth/snapshot';

export interface SnapshotIssue {
  /** The issue, and the command that fixes it. */
  readonly sentence: string;

  /** The first lines that differ, each after a line feed; empty if a file is missing. */
  readonly difference: string;
}

/**
 * Compares snapshots and modules.
 *
 * @param committed text by path: `snapshots/fargate.tf.json`.
 * @param described the currently synthesized files, text by path.
 */
export function snapshotIssues(
  committed: ReadonlyMap<string, string>,
  described: ReadonlyMap<string, string>,
): SnapshotIssue[] {
  const files = [...new Set([...described.keys(), ...committed.keys()])].sort();
  return files.flatMap((file) => {
    const [before, now] = [committed.get(file), described.get(file)];
    if (now === before) return [];
    if (now === undefined) {
      return [issue(`${file} ${ownerless(file)}: remove it with npm run synth, and commit that`)];
    }
    const mend = 'write it with npm run synth, and commit it';
    if (before === undefined) return [issue(`${file} is missing: ${mend}`)];
    return [issue(`${file} is out of date: ${mend}`, differenceOf(before, now))];
  });
}

function ownerless(file: string): string {
  return file.startsWith(`${snapshotsFolder}/`)
    ? 'does not belong to a stack'
    : 'does not belong to a module';
}

function issue(sentence: string, difference = ''): SnapshotIssue {
  return { sentence, difference };
}

/** Enough lines to see the change; git shows all of them after npm run synth. */
const mostLines = 40;

/** Above this number, the shortest difference takes long to compute, and is too long to read. */
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
