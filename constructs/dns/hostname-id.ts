/** A host name as part of an id: `shop_example_com`. Host names have no underscores, so that each has a word of its own. */
export function hostnameId(hostname: string): string {
  return hostname.replaceAll('.', '_');
}
