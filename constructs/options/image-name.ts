import { createHash } from 'node:crypto';

/** The name of the image that is built from a folder: `magicnight/api` for `containers/api`. */
export function imageName(folder: string): string {
  const last = folder.split('/').at(-1) ?? folder;
  const words = last
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `magicnight/${words || 'image'}`;
}

/** The Terraform variable for the tag of an image: `image_api` for `magicnight/api`. */
export function imageVariable(name: string): string {
  return `image_${name.replace(/^magicnight\//, '').replaceAll('-', '_')}`;
}

/** A unique ID of an image, with a hash if characters of its source are replaced. */
export function imageId(source: string): string {
  const word = source.replace(/[^A-Za-z0-9]+/g, '-');
  if (/^[A-Za-z0-9]+(\/[A-Za-z0-9]+)*$/.test(source)) return word;
  return `${word}-${createHash('sha256').update(source).digest('hex').slice(0, 6)}`;
}
