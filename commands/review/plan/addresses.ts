import type { ResourceChange } from './plan';

/** The address of a resource; what was deposed has a key besides. */
export function changeAddress({ address, deposed }: ResourceChange): string {
  return deposed === undefined ? address : `${address} (deposed ${deposed})`;
}

/** An address without keys of count and for_each: as what is written has it. */
export function withoutKeys(address: string): string {
  return address.replace(/\[("(\\.|[^"\\])*"|\d+)\]/g, '');
}
