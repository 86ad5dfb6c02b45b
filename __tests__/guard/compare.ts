import { refusedFile } from './case-file';
import { jsonDifferences, withoutWording } from './json-differences';

/** Text by path, in the folder of a case. */
export type Files = ReadonlyMap<string, string>;

/** One difference of what two checkouts make of a case. */
export interface Difference {
  readonly file: string;

  /** Where in the file: the path of a value of JSON, or a line. */
  readonly path: string;

  /** The values, shortened. */
  readonly base: string;
  readonly now: string;
}

/** Whether a file in the folder of a case is compared: of a module all but its README, which is for people. */
export function isCompared(file: string): boolean {
  return (
    /^stacks\/(?!module)[^/]+\/cdk\.tf\.json$/.test(file) ||
    /^modules\/[^/]+\/(?!README\.md$)[^/]+$/.test(file) ||
    /^snapshots\/[^/]+$/.test(file) ||
    ['permissions.md', refusedFile].includes(file)
  );
}

/** What differs in a case: bytes, but for the wording that is free. */
export function differencesOf(base: Files, now: Files): Difference[] {
  // Each of its files would be missing on one side.
  if (isRefused(base) !== isRefused(now)) {
    const said = (files: Files) => (isRefused(files) ? 'refused' : 'synthesized');
    return [{ file: refusedFile, path: '', base: said(base), now: said(now) }];
  }
  const all = [...new Set([...base.keys(), ...now.keys()])].sort();
  return all.flatMap((file) => {
    const [before, after] = [base.get(file), now.get(file)];
    if (before === after) return [];
    if (before === undefined || after === undefined) {
      const said = (text: string | undefined) => (text === undefined ? 'no such file' : 'a file');
      return [{ file, path: '', base: said(before), now: said(after) }];
    }
    const found = file.endsWith('.json') ? inJson(before, after) : inText(before, after);
    return found.map((difference) => ({ file, ...difference }));
  });
}

export function isRefused(files: Files): boolean {
  return files.has(refusedFile);
}

function inJson(base: string, now: string): Omit<Difference, 'file'>[] {
  const [before, after] = [withoutWording(JSON.parse(base)), withoutWording(JSON.parse(now))];
  const found = jsonDifferences(before, after);
  if (found.length > 0) {
    return found.map(({ path, base, now }) => ({ path, ...shortened(shown(base), shown(now)) }));
  }
  // The values are the same: their order and the layout are left.
  const pretty = (value: unknown) => JSON.stringify(value, undefined, 2);
  const [order] = inText(pretty(before), pretty(after));
  return order ? [order] : inText(layoutOf(base), layoutOf(now));
}

/** A text of JSON without its strings. */
function layoutOf(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

/** The first line that differs, if there is one. */
function inText(base: string, now: string): Omit<Difference, 'file'>[] {
  const [before, after] = [base.split('\n'), now.split('\n')];
  const longer = before.length > after.length ? before : after;
  const line = longer.findIndex((_, index) => before[index] !== after[index]);
  if (line < 0) return [];
  return [{ path: `line ${line + 1}`, ...shortened(shown(before[line]), shown(after[line])) }];
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** The part of two texts in which they begin to differ. */
function shortened(base: string, now: string): { base: string; now: string } {
  const characters = 160;
  let same = 0;
  while (same < base.length && base[same] === now[same]) same++;
  const start = same > characters / 2 ? same - 40 : 0;
  const part = (text: string) => {
    const end = start + characters;
    return `${start > 0 ? '…' : ''}${text.slice(start, end)}${text.length > end ? '…' : ''}`;
  };
  return { base: part(base), now: part(now) };
}
