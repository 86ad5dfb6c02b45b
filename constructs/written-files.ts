import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { snapshotEnd, snapshotsFolder } from './snapshot';

/** Folder of the modules for HCL users, beside main.ts: a folder for each, by the name of the module. */
export const modulesFolder = 'modules';

/** What npm run synth writes into the folder of a module; other files there are people's own. */
export const moduleFiles = ['main.tf.json', 'README.md'] as const;

/**
 * Those of some files that npm run synth writes: snapshots, and of each module its configuration and its README. What else is
 * beside them (notes, tests) is left alone, and so is a module that a person has written, in `.tf` files.
 *
 * @param files paths from the folder of main.ts, with slashes.
 */
export function writtenFiles(files: readonly string[]): string[] {
  const there = new Set(files);
  const byHand = new Set(
    files
      .filter((file) => file.endsWith('.tf'))
      .map((file) => posix.dirname(file))
      .filter((folder) => !there.has(`${folder}/${moduleFiles[0]}`)),
  );
  return files.filter((file) => {
    const folder = posix.dirname(file);
    if (folder === snapshotsFolder) return file.endsWith(snapshotEnd);
    if (posix.dirname(folder) !== modulesFolder || byHand.has(folder)) return false;
    return moduleFiles.some((name) => name === posix.basename(file));
  });
}

/**
 * What npm run synth has written into a folder, text by path.
 *
 * @param folder that of main.ts, or another one for the output.
 */
export function writtenIn(folder: string): Map<string, string> {
  const within = (part: string, kind: 'isFile' | 'isDirectory') => {
    const there = join(folder, part);
    if (!existsSync(there)) return [];
    const entries = readdirSync(there, { withFileTypes: true });
    return entries.filter((entry) => entry[kind]()).map(({ name }) => `${part}/${name}`);
  };
  const modules = within(modulesFolder, 'isDirectory');
  const files = [snapshotsFolder, ...modules].flatMap((part) => within(part, 'isFile'));
  const written = writtenFiles(files);
  return new Map(written.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}
