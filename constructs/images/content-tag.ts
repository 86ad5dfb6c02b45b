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

/** Label of an image that says from what it was built. */
export const contentLabel = 'magicnight.content';

/** A tag for the image of a folder: the beginning of its content hash. */
export function contentTag(folder: string): string {
  return tagOf(contentHash(folder));
}

/** The tag that follows from a content hash. */
export function tagOf(content: string): string {
  return content.slice(0, 12);
}

/**
 * A hash for the image of a folder that follows from what it is built from: the Dockerfile, and the files that
 * `.dockerignore` lets into the build: their paths, contents and whether they may be executed. Times, owners and other
 * rights do not count, as git does not keep them: each clone gives the same tag.
 *
 * It does not follow from the base image, nor from what the Dockerfile downloads.
 */
export function contentHash(folder: string): string {
  const hash = createHash('sha256');
  for (const path of buildFiles(folder)) {
    const { kind, content } = readEntry(join(folder, path));
    hash.update(`${kind} ${path.length} ${path} ${content.length} `).update(content);
  }
  return hash.digest('hex');
}

/** Paths of the files that take part in the build, relative to the folder, in an order of bytes. */
function buildFiles(folder: string): string[] {
  const patterns = ignorePatterns(folder);
  const ignored = dockerignore().add(patterns);
  // A folder that is ignored is left out unread, unless an exception may be for something in it.
  const mayReturn = patterns.some((pattern) => /^!.*(\/|\*\*)/.test(pattern));

  const files = ['Dockerfile'];
  const visit = (below: string) => {
    for (const entry of entriesOf(join(folder, below))) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        if (mayReturn || !ignored.ignores(path)) visit(path);
      } else if (path !== 'Dockerfile' && !ignored.ignores(path)) {
        files.push(path);
      }
    }
  };
  visit('');
  return files.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** Docker takes a leading slash or "./" of a pattern as no difference; the library does not. */
function ignorePatterns(folder: string): string[] {
  const file = join(folder, '.dockerignore');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  return lines.map((line) => line.trim().replace(/^(!?)\s*(?:\.?\/)+/, '$1'));
}

/** @throws InvalidDescription where there is no such folder: those of the stacks' own images no description names. */
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
