import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/** Where the example is kept as it is shipped: who uses this template changes main.ts and services.ts. */
const shippedFolder = '__tests__/shipped';

// Other tests make and remove a folder in sites while this one copies.
const leftBehind = /^(node_modules|\.git|cdktf\.out|\.terraform.*|.*\.tfstate.*|test-page)$/;

// What is committed for the services and options of the project, and not for those of the example.
const ofTheUser = /^(snapshots|modules|acknowledgements|locks|backends|taskdefs)$/;

/** Copies the project into a new folder, as a clone of it as it is shipped; `remove` deletes it. */
export function cloneProject(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const isCopied = (path: string) => !leftBehind.test(basename(path)) && !ofTheUser.test(path);
  cpSync('.', folder, { recursive: true, filter: isCopied });
  placeExample(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Like `cloneProject`, with the packages of this one. */
export function copyProject(): { folder: string; remove: () => void } {
  const clone = cloneProject();
  symlinkSync(resolve('node_modules'), join(clone.folder, 'node_modules'));
  return clone;
}

/** Like `cloneProject`, with the modules that are committed for the example. */
export function cloneWithModules(): { folder: string; remove: () => void } {
  const clone = copyProject();
  const args = ['--import', 'tsx', 'main.ts'];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: clone.folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the example cannot be synthesized: ${stderr}`);
  rmSync(join(clone.folder, 'node_modules'));
  rmSync(join(clone.folder, 'cdktf.out'), { recursive: true });
  return clone;
}

/** Puts main.ts and services.ts as they are shipped into a copy of the project. */
export function placeExample(folder: string): void {
  for (const file of ['main.ts', 'services.ts']) {
    cpSync(join(shippedFolder, file), join(folder, file));
  }
}
