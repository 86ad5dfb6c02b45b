import { readdirSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { suggestClosest, type ValidationIssues } from './validation-issues';

/** Whether `folder` is in the project and contains `file`; adds an issue if not. */
export function checkFolder(
  issues: ValidationIssues,
  field: string,
  folder: unknown,
  file: string,
): boolean {
  if (typeof folder !== 'string' || !isInside(folder)) {
    const rule = `${field} must be a folder below the project's root folder, of letters, digits, spaces and . _ -`;
    const better = typeof folder === 'string' ? normalize(folder).replace(/\/$/, '') : '';
    issues.add(rule, folder, isInside(better) ? `write "${better}"` : undefined);
    return false;
  }
  if (isFile(join(folder, file))) return true;
  issues.add(`${field} must be a folder with ${file}`, folder, suggestFolder(folder, file));
  return false;
}

function isInside(folder: string): boolean {
  return /^[\w-][\w. -]*(\/[\w-][\w. -]*)*$/.test(folder);
}

function suggestFolder(folder: string, file: string): string {
  if (isFile(folder)) return `write "${dirname(folder)}"`;
  const parent = dirname(folder);
  const candidates = namesIn(parent)
    .map((name) => join(parent, name))
    .filter((path) => isFile(join(path, file)));
  return candidates.length > 0
    ? suggestClosest(folder, candidates)
    : `create ${join(folder, file)}`;
}

/** Whether there is a file at a path. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Names of what is in a folder, sorted; none if it cannot be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
