import type { CostLine, Range } from '../model/cost';
import type { CostItem } from './items';

/** More unchanged services than this share one line. */
const mostUnchanged = 3;

/** The lines of an estimate: changed ones first, the greatest difference on top. */
export function costLines(
  before: readonly CostItem[],
  after: readonly CostItem[],
  services: ReadonlySet<string>,
): CostLine[] {
  const now = new Map(before.map((item) => [item.key, item]));
  const then = new Map(after.map((item) => [item.key, item]));
  const keys = [...new Set([...then.keys(), ...now.keys()])];
  const all = keys.map((key) => ({ key, line: lineOf(now.get(key), then.get(key)) }));
  const changed = all.filter(({ line }) => isChanged(line)).map(({ line }) => line);
  const same = all.filter(({ line }) => !isChanged(line));
  const ofServices = same.filter(({ key }) => services.has(key)).map(({ line }) => line);
  const others = same.filter(({ key }) => !services.has(key)).map(({ line }) => line);
  return [
    ...changed.sort((one, other) => difference(other) - difference(one)),
    ...(ofServices.length > mostUnchanged ? [combinedLine(ofServices)] : ofServices),
    ...others,
  ];
}

function lineOf(before: CostItem | undefined, after: CostItem | undefined): CostLine {
  const texts = [before?.text, after?.text].filter((text) => text !== undefined);
  const name = after?.name ?? before?.name;
  const text = [...new Set(texts)].join(' → ');
  return {
    what: name === undefined ? text : `${name}: ${text}`,
    ...(before && { before: rounded(before.range) }),
    ...(after && { after: rounded(after.range) }),
  };
}

function isChanged({ before, after }: CostLine): boolean {
  return before?.least !== after?.least || before?.most !== after?.most;
}

function difference({ before, after }: CostLine): number {
  const of = (side: keyof Range) => Math.abs((after?.[side] ?? 0) - (before?.[side] ?? 0));
  return Math.max(of('least'), of('most'));
}

function combinedLine(lines: readonly CostLine[]): CostLine {
  const sum = sumOf(lines.flatMap(({ after }) => after ?? []));
  return { what: `${lines.length} unchanged services`, before: sum, after: sum };
}

/** Rounded to cents, so that lines add up to their sum. */
function rounded({ least, most }: Range): Range {
  return { least: cents(least), most: cents(most) };
}

function cents(amount: number): number {
  return Math.round(amount * 100 + 1e-7) / 100;
}

/** The sum of several ranges, rounded to cents. */
export function sumOf(ranges: readonly Range[]): Range {
  const least = ranges.reduce((sum, range) => sum + range.least, 0);
  const most = ranges.reduce((sum, range) => sum + range.most, 0);
  return rounded({ least, most });
}
