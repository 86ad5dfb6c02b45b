import type { ResourceChange } from './plan';

const instanceKey = /\[(\d+|"(?:[^"\\]|\\.)*")\]/g;

/** The address of a changed resource. A deposed object has its key appended. */
export function changeAddress({ address, deposed }: ResourceChange): string {
  return deposed === undefined ? address : `${address} (deposed ${deposed})`;
}

/** An address without the keys of count and for_each: `module.a["x"].aws_lb.b[0]` → `module.a.aws_lb.b`. */
export function withoutInstanceKeys(address: string): string {
  return address.replace(instanceKey, '');
}

/** The key at the end of an address, with its brackets. */
export function instanceKeyOf(address: string): string | undefined {
  return /\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/.exec(address)?.[0];
}

/** Path of a resource's module, with keys; '' in the root module. Keys can contain dots. */
export function moduleOf(address: string): string {
  return (
    /^(?:module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.?)*/
      .exec(address)?.[0]
      .replace(/\.$/, '') ?? ''
  );
}
