import { existsSync, readFileSync } from 'node:fs';
import { differenceOf } from '../snapshots/differences';

/** A file of data that a command writes, and people read but do not edit. */
export interface GeneratedFile {
  readonly file: string;
  readonly text: () => Promise<string>;
}

/** How a file differs from what would be generated, with the first lines that differ; `undefined` if it does not. */
export async function staleness({ file, text }: GeneratedFile): Promise<string | undefined> {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const now = await text();
  if (before === now) return undefined;
  return `${file} is out of date: write it with npm run generate, and commit it${differenceOf(before, now)}`;
}
