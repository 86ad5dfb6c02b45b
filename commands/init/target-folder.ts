import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../cli/command';

/** @throws UserError if the folder has anything else than a git repository. */
export function requireEmpty(folder: string): void {
  const found = entriesOf(folder).filter((name) => name !== '.git');
  if (found.length === 0) return;
  const names = found.slice(0, 5).map((name) => `"${name}"`);
  if (found.length > names.length) names.push(`and ${found.length - names.length} more`);
  throw new UserError(
    `${folder} must be new or empty, but has ${names.join(', ')}; choose another folder. Nothing was written`,
  );
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR')
      throw new UserError(`${folder} is a file or below one; choose another folder`);
    throw new UserError(`${folder} cannot be read: ${message}`);
  }
}

/**
 * Writes all files, or none.
 *
 * @param files text by path in the folder.
 * @throws UserError if a file exists or cannot be written; what was written before is then removed.
 */
export function writeAll(folder: string, files: ReadonlyMap<string, string>): void {
  const created: string[] = [];
  const createFolder = (path: string) => {
    const first = mkdirSync(path, { recursive: true });
    if (first !== undefined) created.push(first);
  };
  try {
    createFolder(folder);
    for (const [path, text] of files) {
      const file = join(folder, path);
      createFolder(dirname(file));
      const descriptor = openSync(file, 'wx');
      created.push(file);
      writeFileSync(descriptor, text);
      closeSync(descriptor);
    }
  } catch (error) {
    for (const path of created.reverse()) rmSync(path, { recursive: true, force: true });
    throw new UserError(
      `${folder} cannot be written, and was left as it was: ${(error as Error).message}`,
    );
  }
}
