import { existsSync, readFileSync } from 'node:fs';
import { differenceOf } from '../snapshots/differences';

/** A data file that a command writes. People read it, but do not edit it. */
export interface GeneratedFile {
  readonly file: string;
  readonly text: () => Promise<string>;
}

/** A message with the first lines in which a file is out of date; `undefined` if it is up to date. */
export async function staleness({ file, text }: GeneratedFile): Promise<string | undefined> {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const now = await text();
  if (before === now) return undefined;
  return `${file} is out of date: write it with npm run generate, and commit it${differenceOf(before, now)}`;
}
