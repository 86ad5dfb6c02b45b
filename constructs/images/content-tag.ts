import { createHash } from 'node:crypto';
import {
  type Dirent,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { ValidationError } from '../options/validation-issues';

/** Label of an image with the hash of the content that it was built from. */
export const contentLabel = 'magicnight.content';

/** Tag of the image of a folder: the start of its content hash. */
export function contentTag(folder: string): string {
  return tagOf(contentHash(folder));
}

/** Tag of a content hash: its first 12 digits. */
export function tagOf(content: string): string {
  return content.slice(0, 12);
}

/**
 * SHA-256 of what the image of a folder is built from: paths, contents and executable bits of the Dockerfile and of all files
 * that `.dockerignore` does not exclude. Times, owners and other permissions are left out, because git does not keep them. So
 * the hash is the same in each clone.
 *
 * The base image and what the Dockerfile downloads are not part of the hash.
 */
export function contentHash(folder: string): string {
  const hash = createHash('sha256');
  for (const path of buildFiles(folder)) {
    const { kind, content } = readEntry(join(folder, path));
    hash.update(`${kind} ${path.length} ${path} ${content.length} `).update(content);
  }
  return hash.digest('hex');
}

/** Paths of the files in the build, relative to the folder, sorted by bytes. */
function buildFiles(folder: string): string[] {
  const patterns = ignorePatterns(folder);
  const ignored = dockerignore().add(patterns);
  // An ignored folder is not read, unless an exception may include something in it.
  const hasExceptions = patterns.some((pattern) => /^!.*(\/|\*\*)/.test(pattern));

  const files = ['Dockerfile'];
  const visit = (directory: string) => {
    for (const entry of entriesOf(join(folder, directory))) {
      const path = directory ? `${directory}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (hasExceptions || !ignored.ignores(path)) visit(path);
      } else if (path !== 'Dockerfile' && !ignored.ignores(path)) {
        files.push(path);
      }
    }
  };
  visit('');
  return files.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** Patterns without a leading slash or "./", which Docker ignores and the library does not. */
function ignorePatterns(folder: string): string[] {
  const file = join(folder, '.dockerignore');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  return lines.map((line) => line.trim().replace(/^(!?)\s*(?:\.?\/)+/, '$1'));
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

function readEntry(path: string): { kind: string; content: Buffer } {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return { kind: 'link', content: Buffer.from(readlinkSync(path)) };
  const kind = stats.mode & 0o100 ? 'executable' : 'file';
  try {
    return { kind, content: readFileSync(path) };
  } catch (error) {
    throw new ValidationError([
      `${path} is part of an image, but cannot be read: ${(error as Error).message}`,
    ]);
  }
}
