import { type Difference, differencesOf, type Files, isRefused } from './compare';

/** The outputs of two checkouts for a case. */
export interface Pair {
  readonly name: string;
  readonly base: Files;
  readonly now: Files;
}

/** A difference that can be in several cases. It is printed once. */
interface FoundDifference {
  readonly difference: Difference;

  /** The first case with the difference. */
  readonly name: string;
  cases: number;
}

const maxPrinted = 20;

/**
 * Compares all cases.
 *
 * @param base name of the base in the output.
 * @returns the output, and whether all cases are equal.
 */
export function reportOf(pairs: Iterable<Pair>, base: string): { text: string; isEqual: boolean } {
  const found = new Map<string, FoundDifference>();
  const count = { cases: 0, files: 0, refused: 0, different: 0 };
  for (const { name, ...pair } of pairs) {
    // Otherwise two adapters that write nothing would be equal.
    if (pair.base.size === 0 && pair.now.size === 0) {
      throw new Error(`guard: no file was written for case ${name}`);
    }
    const differences = differencesOf(pair.base, pair.now);
    count.cases++;
    count.files += pair.now.size;
    if (isRefused(pair.base) && isRefused(pair.now)) count.refused++;
    if (differences.length > 0) count.different++;
    for (const difference of differences) {
      const key = JSON.stringify(difference);
      const known = found.get(key) ?? { difference, name, cases: 0 };
      known.cases++;
      found.set(key, known);
    }
  }
  const { cases, files, refused, different } = count;
  if (found.size === 0) {
    const ofThem = `${refused} ${refused === 1 ? 'case' : 'cases'} refused by both`;
    return {
      text: `guard: ${cases} cases, ${files} files equal to ${base} (${ofThem})`,
      isEqual: true,
    };
  }
  const lines = [...found.values()].slice(0, maxPrinted).map(formatDifference);
  if (found.size > maxPrinted) lines.push(`… and ${found.size - maxPrinted} more`);
  lines.push(`guard: ${found.size} differences from ${base}, in ${different} of ${cases} cases`);
  return { text: lines.join('\n'), isEqual: false };
}

function formatDifference({ difference, name, cases }: FoundDifference): string {
  const { file, path, base, now } = difference;
  const others = cases > 1 ? ` (and in ${cases - 1} more)` : '';
  return `${name}${others}: ${[file, path].join(' ').trim()}\n  base: ${base}\n  now:  ${now}`;
}
