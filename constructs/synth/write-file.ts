import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Writes a file where it is not so already: one that stays as it is keeps its time, and may be in a folder that nobody may write to. */
export function writeIfChanged(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/**
 * Where a folder that is committed is written: beside main.ts, or in the folder for the output where that is another one than
 * CDKTF's own: who writes elsewhere wants the project left as it is.
 */
export function committedFolder(name: string, outdir: string): string {
  return resolve(outdir) === resolve('cdktf.out') ? name : join(outdir, name);
}
