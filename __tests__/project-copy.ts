import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

// Other tests make and remove folders test-… in sites while this one copies.
const leftBehind = /^(node_modules|\.git|cdktf\.out|.*\.tfstate.*|test-(api|page))$/;

/** Copies the project into a new folder, as a clone; `remove` deletes it. */
export function cloneProject(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  cpSync('.', folder, { recursive: true, filter: (path) => !leftBehind.test(basename(path)) });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Like `cloneProject`, with the packages of this one. */
export function copyProject(): { folder: string; remove: () => void } {
  const clone = cloneProject();
  symlinkSync(resolve('node_modules'), join(clone.folder, 'node_modules'));
  return clone;
}
