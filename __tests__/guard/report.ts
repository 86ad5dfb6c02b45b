import { type Difference, differencesOf, type Files, isRefused } from './compare';

/** What two checkouts made of a case. */
export interface Pair {
  readonly name: string;
  readonly base: Files;
  readonly now: Files;
}

/** A difference that may be in several cases, as one of the constructs is: it is shown once. */
interface Found {
  readonly difference: Difference;

  /** The first case that has it. */
  readonly name: string;
  cases: number;
}

const mostShown = 20;

/**
 * Compares all cases.
 *
 * @param base what the base is called, for people.
 * @returns what to print, and whether all is equal.
 */
export function reportOf(pairs: Iterable<Pair>, base: string): { text: string; isEqual: boolean } {
  const found = new Map<string, Found>();
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
  const shown = [...found.values()].slice(0, mostShown).map(shownDifference);
  if (found.size > mostShown) shown.push(`… and ${found.size - mostShown} more`);
  shown.push(`guard: ${found.size} differences from ${base}, in ${different} of ${cases} cases`);
  return { text: shown.join('\n'), isEqual: false };
}

function shownDifference({ difference, name, cases }: Found): string {
  const { file, path, base, now } = difference;
  const others = cases > 1 ? ` (and in ${cases - 1} more)` : '';
  return `${name}${others}: ${[file, path].join(' ').trim()}\n  base: ${base}\n  now:  ${now}`;
}
