import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FolderImage } from '../options/service/container-options';
import { type ImageBuild, imageBuild } from '../options/service/image-build';
import { contextFiles, readEntry } from './build-context';

/** Label of an image with the hash of the content that it was built from. */
export const contentLabel = 'magicnight.content';

/** Tag of an image: the start of its content hash. */
export function contentTag(image: FolderImage): string {
  return tagOf(contentHash(image));
}

/** Tag of a content hash: its first 12 digits. */
export function tagOf(content: string): string {
  return content.slice(0, 12);
}

/**
 * SHA-256 of what an image is built from: the Dockerfile, the target, the build arguments, and paths, contents and executable bits
 * of all files that the build can read. Times, owners and other permissions are left out, because git does not keep them. So the
 * hash is the same in each clone.
 *
 * The base image and what the Dockerfile downloads are not part of the hash.
 */
export function contentHash(image: FolderImage): string {
  const build = imageBuild(image);
  const hash = createHash('sha256');
  const add = (kind: string, path: string, content: Buffer) =>
    hash.update(`${kind} ${path.length} ${path} ${content.length} `).update(content);
  for (const path of hashedFiles(build)) {
    const { kind, content } = readEntry(join(build.context, path));
    add(kind, path, content);
  }
  // No kind of a file, so that nothing of it can be taken for a file.
  if (!isDefaultDockerfile(build)) add('dockerfile', '', readFileSync(build.dockerfile));
  if (build.target !== undefined) add('target', '', Buffer.from(build.target));
  for (const [name, value] of build.args) add('arg', name, Buffer.from(value));
  return hash.digest('hex');
}

/** Files of the context, and the default Dockerfile, which a build reads even if it is ignored. */
function hashedFiles(build: ImageBuild): string[] {
  const files = contextFiles(build);
  if (!isDefaultDockerfile(build) || files.includes('Dockerfile')) return files;
  return [...files, 'Dockerfile'].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** Whether the Dockerfile is the file `Dockerfile` of the context, and no link. */
export function isDefaultDockerfile({ dockerfile, context }: ImageBuild): boolean {
  const path = join(context, 'Dockerfile');
  if (join(dockerfile) !== path) return false;
  return !(lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false);
}
