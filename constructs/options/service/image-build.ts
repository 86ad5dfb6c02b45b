import { createHash } from 'node:crypto';
import { imageWord } from '../image-name';
import type { FolderImage } from './container-options';
import { allContainers, type ResolvedService } from './resolved-service';

/** How an image is built, with all defaults. */
export interface ImageBuild {
  readonly folder: string;

  /** Path of the Dockerfile. */
  readonly dockerfile: string;

  /** Folder that the build can read. */
  readonly context: string;
  readonly target?: string;

  /** Build arguments, sorted by name. */
  readonly args: readonly (readonly [name: string, value: string])[];
}

/** Fills in the defaults of an image that is built. */
export function imageBuild(image: FolderImage): ImageBuild {
  const {
    folder,
    dockerfile = `${folder}/Dockerfile`,
    context = folder,
    target,
    args = {},
  } = image;
  const sorted = Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1));
  return { folder, dockerfile, context, ...(target !== undefined && { target }), args: sorted };
}

/**
 * What distinguishes an image from others of its folder; empty for one that is built without further options. It follows from the
 * options alone, so that a further image of the folder renames nothing.
 */
export function imageVariant(image: FolderImage): string {
  const { folder, dockerfile, context, target, args } = imageBuild(image);
  const others = [
    dockerfile === `${folder}/Dockerfile` ? '' : dockerfile,
    context === folder ? '' : context,
  ];
  const isByTarget = others.every((other) => other === '') && args.length === 0;
  if (target === undefined && isByTarget) return '';
  const word = target === undefined ? [] : [imageWord(target).replaceAll('-', '_')];
  if (isByTarget && /^[a-z0-9]+$/.test(target ?? '')) return word.join('');
  const text = JSON.stringify([...others, target ?? '', args]);
  return [...word, createHash('sha256').update(text).digest('hex').slice(0, 6)].join('_');
}

/** The images that are built, each once, sorted by folder; of a folder, the one without further options is first. */
export function builtImages(services: readonly ResolvedService[]): FolderImage[] {
  const images = services
    .flatMap(allContainers)
    .flatMap(({ image }) => ('folder' in image ? [image] : []))
    .map((image) => [`${image.folder}\0${imageVariant(image)}`, image] as const);
  return [...new Map(images)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, image]) => image);
}

/** Whether two images are built in the same way. */
export function isSameBuild(one: FolderImage, other: FolderImage): boolean {
  return one.folder === other.folder && imageVariant(one) === imageVariant(other);
}
