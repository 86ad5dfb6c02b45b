import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { FolderImage } from '../options/service/container-options';
import { imageBuild } from '../options/service/image-build';
import { contextFiles, ownIgnoreFile, readEntry } from './build-context';
import { contentTag, isDefaultDockerfile } from './content-tag';

/** The parts of a staged context. */
export const stagedParts = { dockerfile: 'Dockerfile', context: 'context' } as const;

/**
 * Whether an image is built from a copy of its context. Builders differ in where they look for a Dockerfile outside of the context,
 * and only BuildKit knows the ignore file beside a Dockerfile. The copy has exactly the files that are counted in the tag.
 */
export function isStaged(image: FolderImage): boolean {
  const build = imageBuild(image);
  return !isDefaultDockerfile(build) || existsSync(ownIgnoreFile(build));
}

/** Copies what an image is built from: its Dockerfile, and the folder that the build can read. */
export function stageContext(image: FolderImage, target: string): void {
  const build = imageBuild(image);
  const context = join(target, stagedParts.context);
  const makeFolder = (folder: string) => {
    const copy = join(context, folder);
    if (existsSync(copy)) return;
    if (folder !== '.') makeFolder(dirname(folder));
    mkdirSync(copy, { recursive: true });
    // Not that of the umask: the program in the image may be another user. The copy can be written to, and removed.
    chmodSync(copy, (statSync(join(build.context, folder)).mode & 0o777) | 0o700);
  };
  makeFolder('.');
  // The classic builder would apply it instead of the one beside the Dockerfile.
  const hidden = existsSync(ownIgnoreFile(build)) ? '.dockerignore' : undefined;
  for (const path of contextFiles(build).filter((file) => file !== hidden)) {
    makeFolder(dirname(path));
    const [source, copy] = [join(build.context, path), join(context, path)];
    const { kind, content } = readEntry(source);
    if (kind === 'link') {
      symlinkSync(content.toString(), copy);
      continue;
    }
    copyFileSync(source, copy);
    const { atime, mtime } = lstatSync(source);
    utimesSync(copy, atime, mtime);
  }
  const dockerfile = join(target, stagedParts.dockerfile);
  writeFileSync(dockerfile, readFileSync(build.dockerfile));
  // Nothing else is ignored. BuildKit skips an empty file if the Dockerfile has a line "# syntax=…".
  writeFileSync(`${dockerfile}.dockerignore`, '# The context has only what the build reads.\n');
}

/**
 * Stages images in a folder, each under its tag, and removes others from it. An image that is staged already is left alone.
 *
 * @param images those that are built from a copy of their context.
 */
export function stageAll(images: readonly FolderImage[], folder: string): void {
  const byTag = new Map(images.map((image) => [contentTag(image), image]));
  const there = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of there.filter((one) => !byTag.has(one))) {
    rmSync(join(folder, name), { recursive: true });
  }
  for (const [tag, image] of byTag) {
    if (there.includes(tag)) continue;
    const unfinished = join(folder, `${tag}.unfinished`);
    stageContext(image, unfinished);
    renameSync(unfinished, join(folder, tag));
  }
  if (byTag.size === 0) rmSync(folder, { recursive: true, force: true });
}
