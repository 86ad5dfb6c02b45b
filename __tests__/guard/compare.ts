import { refusedFile } from './case-file';
import { jsonDifferences, withoutWording } from './json-differences';

/** Text by path, relative to the folder of a case. */
export type Files = ReadonlyMap<string, string>;

/** One difference between the outputs of two checkouts for a case. */
export interface Difference {
  readonly file: string;

  /** Location in the file: the path of a JSON value, or a line. */
  readonly path: string;

  /** The values, shortened. */
  readonly base: string;
  readonly now: string;
}

/** Whether a file of a case is compared: all files except the READMEs of modules, whose wording may change. */
export function isCompared(file: string): boolean {
  return (
    /^stacks\/(?!module)[^/]+\/cdk\.tf\.json$/.test(file) ||
    /^modules\/[^/]+\/(?!README\.md$)[^/]+$/.test(file) ||
    /^snapshots\/[^/]+$/.test(file) ||
    ['permissions.md', refusedFile].includes(file)
  );
}

/** Differences of a case, byte by byte, except for wording that may change. */
export function differencesOf(base: Files, now: Files): Difference[] {
  // Otherwise each of its files would be missing on one side.
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
  // The values are equal, so the order or the layout differs.
  const pretty = (value: unknown) => JSON.stringify(value, undefined, 2);
  const [order] = inText(pretty(before), pretty(after));
  return order ? [order] : inText(layoutOf(base), layoutOf(now));
}

/** The text of JSON without its strings. */
function layoutOf(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

/** The first line that differs, if any. */
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

/** The parts of two texts where they begin to differ. */
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
