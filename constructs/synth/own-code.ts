import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** The text of main.ts and of all files that it imports by a relative path, by their paths from the folder of main.ts. */
export function readOwnCode(): Map<string, string> {
  const files = new Map<string, string>();
  const read = (file: string) => {
    const text = readFileSync(file, 'utf8');
    files.set(file, text);
    for (const imported of importedFiles(file, text)) {
      if (!files.has(imported)) read(imported);
    }
  };
  if (existsSync('main.ts')) read('main.ts');
  return files;
}

/** Relative imports and exports; of statements over several lines, the last line. */
const relativeImports = /^(?:import|export|\})[^;'\n]*?from ['"](\.\.?\/[^'"]+)['"]/gm;

/** The files that a file imports by a relative path. */
export function importedFiles(
  file: string,
  text: string,
  exists: (path: string) => boolean = existsSync,
): string[] {
  return [...text.matchAll(relativeImports)].flatMap(([, path = '']) => {
    const base = posix.join(posix.dirname(file), path).replace(/\.[jt]s$/, '');
    return [`${base}.ts`, `${base}/index.ts`].find((one) => exists(one)) ?? [];
  });
}
