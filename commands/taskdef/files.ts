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
import { familyPrefix } from './outputs';

const root = 'taskdefs';
const fileName = 'taskdef.json';

/** Where the task definition of a family is, as seen from the project's root folder. */
export function fileOf(family: string): string {
  return `${root}/${family}/${fileName}`;
}

/** Families of a stack that have a `taskdef.json`. */
export function writtenFamilies(stack: string): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(familyPrefix(stack)))
    .map(({ name }) => name)
    .filter((family) => existsSync(fileOf(family)))
    .sort();
}

/** Whether the folder of a family has something of the user's own, too. */
export function hasMore(family: string): boolean {
  return readdirSync(join(root, family)).some((name) => name !== fileName);
}

/**
 * Makes the files of a stack what they should be, each whole or not at all.
 *
 * @param texts family → text.
 * @returns what was done, a line for each family.
 * @throws UserError if a folder cannot be written.
 */
export function writeFiles(stack: string, texts: ReadonlyMap<string, string>): string[] {
  try {
    const old = [...texts].filter(([family, text]) => text !== current(family));
    // All are on the disk before the first takes its place.
    for (const [family, text] of old) {
      mkdirSync(join(root, family), { recursive: true });
      writeFileSync(`${fileOf(family)}.new`, text);
    }
    for (const [family] of old) renameSync(`${fileOf(family)}.new`, fileOf(family));
    const isOld = new Set(old.map(([family]) => family));
    const lines = [...texts.keys()].map(
      (family) => `${isOld.has(family) ? 'Written:  ' : 'Unchanged:'} ${fileOf(family)}`,
    );
    const removed = writtenFamilies(stack).filter((family) => !texts.has(family));
    return [...lines, ...removed.map(remove)];
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`the files in ${root} cannot be written: ${message}`);
  } finally {
    const unfinished = [...texts.keys()].map((family) => `${fileOf(family)}.new`);
    for (const file of unfinished.filter((one) => existsSync(one))) rmSync(file);
  }
}

/** Removes the folder of a family that the stack no longer has, unless there is more in it than is ours. */
function remove(family: string): string {
  const folder = join(root, family);
  if (hasMore(family)) {
    return `Left:      ${folder}, of no service any more, has other files; remove it yourself`;
  }
  rmSync(fileOf(family));
  rmdirSync(folder);
  return `Removed:   ${folder}, of no service any more`;
}

function current(family: string): string | undefined {
  return existsSync(fileOf(family)) ? readFileSync(fileOf(family), 'utf8') : undefined;
}
