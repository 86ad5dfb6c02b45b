import { createHash } from 'node:crypto';

/**
 * A name that fits where AWS allows few characters: as it is if it does, else its beginning and a hash of all of it, so that
 * two long names differ. It never ends with a hyphen.
 */
export function physicalName(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const hash = shortHash(name);
  return `${name.slice(0, longest - hash.length - 1).replace(/-+$/, '')}-${hash}`;
}

/** Six hexadecimal digits that follow from a text. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6);
}
