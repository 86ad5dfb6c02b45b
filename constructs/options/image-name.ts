import { createHash } from 'node:crypto';

/** The name of the image that a project builds from a folder: `acme/api` for `containers/api`. */
export function imageName(project: string, folder: string): string {
  return `${project}/${imageWord(folder)}`;
}

/**
 * The Terraform variable for the tag of an image: `image_api` for `containers/api`.
 *
 * @param variant what distinguishes it from others of its folder. Names have no double underscores otherwise.
 */
export function imageVariable(folder: string, variant = ''): string {
  const word = imageWord(folder).replaceAll('-', '_');
  return `image_${word}${variant === '' ? '' : `__${variant}`}`;
}

/** The part of an image's name that comes from its folder. Folders with the same word would have the same image. */
export function imageWord(folder: string): string {
  const last = folder.split('/').at(-1) ?? folder;
  const words = last
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return words || 'image';
}

/** A unique ID of an image, with a hash if characters of its source are replaced. */
export function imageId(source: string): string {
  const word = source.replace(/[^A-Za-z0-9]+/g, '-');
  if (/^[A-Za-z0-9]+(\/[A-Za-z0-9]+)*$/.test(source)) return word;
  return `${word}-${createHash('sha256').update(source).digest('hex').slice(0, 6)}`;
}
