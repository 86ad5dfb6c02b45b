/** A host name as part of an id: `shop_example_com`. Host names have no underscores, so that each has a word of its own. */
export function hostWord(host: string): string {
  return host.replaceAll('.', '_');
}
