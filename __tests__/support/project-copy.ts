import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/** Folder of the shipped main.ts and services.ts, which users of this template change. */
const shippedFolder = '__tests__/shipped';

// Other tests create and remove a folder in sites at the same time.
const leftBehind = /^(node_modules|\.git|cdktf\.out|\.terraform.*|.*\.tfstate.*|test-page)$/;

// Committed files that belong to the project's own services and options.
const ofTheUser = /^(snapshots|modules|acknowledgements|locks|taskdefs)$/;

/** Copies the shipped project into a new folder, as a clone would be; `remove` deletes it. */
export function cloneProject(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const isCopied = (path: string) => !leftBehind.test(basename(path)) && !ofTheUser.test(path);
  cpSync('.', folder, { recursive: true, filter: isCopied });
  placeExample(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Like `cloneProject`, with the installed packages of this project. */
export function copyProject(): { folder: string; remove: () => void } {
  const clone = cloneProject();
  symlinkSync(resolve('node_modules'), join(clone.folder, 'node_modules'));
  return clone;
}

/** Like `cloneProject`, with the modules of the example, as they would be committed. */
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

/** Writes the shipped main.ts and services.ts into a project copy. */
export function placeExample(folder: string): void {
  for (const file of ['main.ts', 'services.ts']) {
    cpSync(join(shippedFolder, file), join(folder, file));
  }
}
