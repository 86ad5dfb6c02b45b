import {
  type Dirent,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import type { ImageBuild } from '../options/service/image-build';
import { ValidationError } from '../options/validation-issues';
import { type IgnoreResult, IgnoreRules } from './ignore-rules';

/** What is at a path of a build context. */
export interface ContextEntry {
  readonly kind: 'file' | 'executable' | 'link';

  /** Content of a file, target of a link. */
  readonly content: Buffer;
}

/** The ignore file beside a Dockerfile. Only BuildKit knows it. */
export function ownIgnoreFile({ dockerfile }: ImageBuild): string {
  return `${dockerfile}.dockerignore`;
}

/** The ignore file of a build: the one beside the Dockerfile if it is there, otherwise that of the context. */
export function ignoreFile(build: ImageBuild): string {
  const own = ownIgnoreFile(build);
  return existsSync(own) ? own : join(build.context, '.dockerignore');
}

/**
 * Paths of the files and links that a build gets, relative to its context, sorted by bytes. The Dockerfile and the ignore file are
 * files as all others. Folders without files are not included, because git does not keep them.
 *
 * @throws ValidationError if a folder cannot be read.
 */
export function contextFiles(build: ImageBuild): string[] {
  const file = ignoreFile(build);
  const rules = new IgnoreRules(existsSync(file) ? readFileSync(file, 'utf8') : '', file);
  const files: string[] = [];
  const visit = (folder: string, result?: IgnoreResult) => {
    for (const entry of entriesOf(join(build.context, folder))) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      const found = rules.check(path, result);
      if (entry.isDirectory()) {
        if (!found.isIgnored || rules.canIncludeIn(path)) visit(path, found);
      } else if (!found.isIgnored && !entry.isSocket()) {
        files.push(path);
      }
    }
  };
  visit('');
  return files.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** @throws ValidationError if it cannot be read, or is neither a file nor a link. */
export function readEntry(path: string): ContextEntry {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return { kind: 'link', content: Buffer.from(readlinkSync(path)) };
  if (!stats.isFile()) {
    throw new ValidationError([
      `${path} is part of an image, but is a pipe or a device; add it to .dockerignore`,
    ]);
  }
  const kind = stats.mode & 0o100 ? 'executable' : 'file';
  try {
    return { kind, content: readFileSync(path) };
  } catch (error) {
    throw new ValidationError([
      `${path} is part of an image, but cannot be read: ${(error as Error).message}`,
    ]);
  }
}

/**
 * @throws ValidationError if the folder cannot be read. Folders of the stacks' own images are not in the options, so they are
 * not validated before.
 */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new ValidationError([
      `${folder} is built into an image, but cannot be read: ${(error as Error).message}`,
    ]);
  }
}
