import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../cli/command';
import { type FamilyScope, isFamilyOf } from './outputs';

const root = 'taskdefs';
const fileName = 'taskdef.json';

/** Path of a family's task definition, relative to the project. */
export function fileOf(family: string): string {
  return `${root}/${family}/${fileName}`;
}

/** Families of an environment that have a `taskdef.json`. */
export function writtenFamilies(scope: FamilyScope): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isFamilyOf(entry.name, scope))
    .map(({ name }) => name)
    .filter((family) => existsSync(fileOf(family)))
    .sort();
}

/** Whether the folder of a family also has files of the user. */
export function hasMore(family: string): boolean {
  return readdirSync(join(root, family)).some((name) => name !== fileName);
}

/**
 * Writes the files of a stack atomically, and removes files of deleted services.
 *
 * @param texts family → text.
 * @returns a line about each family.
 * @throws UserError if a folder cannot be written.
 */
export function writeFiles(scope: FamilyScope, texts: ReadonlyMap<string, string>): string[] {
  try {
    const old = [...texts].filter(([family, text]) => text !== current(family));
    // All files are written before the first is replaced.
    for (const [family, text] of old) {
      mkdirSync(join(root, family), { recursive: true });
      writeFileSync(`${fileOf(family)}.new`, text);
    }
    for (const [family] of old) renameSync(`${fileOf(family)}.new`, fileOf(family));
    const isOld = new Set(old.map(([family]) => family));
    const lines = [...texts.keys()].map(
      (family) => `${isOld.has(family) ? 'Written:  ' : 'Unchanged:'} ${fileOf(family)}`,
    );
    const removed = writtenFamilies(scope).filter((family) => !texts.has(family));
    return [...lines, ...removed.map(remove)];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`cannot write the files in ${root}: ${message}`);
  } finally {
    const unfinished = [...texts.keys()].map((family) => `${fileOf(family)}.new`);
    for (const file of unfinished.filter((one) => existsSync(one))) rmSync(file);
  }
}

/** Removes the folder of a deleted family, unless it has files of the user. */
function remove(family: string): string {
  const folder = join(root, family);
  if (hasMore(family)) {
    return `Kept:      ${folder}: its service was deleted, but it contains other files; remove it yourself`;
  }
  rmSync(fileOf(family));
  rmdirSync(folder);
  return `Removed:   ${folder}, whose service was deleted`;
}

function current(family: string): string | undefined {
  return existsSync(fileOf(family)) ? readFileSync(fileOf(family), 'utf8') : undefined;
}
