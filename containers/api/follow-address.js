import { Resolver } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { isIPv4 } from 'node:net';

/** How long an address is used before its name is looked up again. */
const refreshSeconds = 5;

/**
 * Resolves a name every few seconds, because containers are replaced. Returns a function that returns the address, or
 * `undefined` until it is known. If the name no longer resolves, the last known address is kept.
 *
 * @param {string} host
 * @param {(error: Error) => void} onError
 * @returns {() => string | undefined}
 */
export function followAddress(host, onError) {
  if (isIPv4(host)) return () => host;
  if (host === 'localhost') return () => '127.0.0.1';
  // Not `lookup`: its threads delay the exit of the process until the name server has answered.
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  /** @type {string | undefined} */
  let address;
  async function refresh() {
    // Docker writes the names of links into this file only. Without the file, there are none.
    const hosts = await readFile('/etc/hosts', 'utf8').catch(() => '');
    const inFile = addressInHosts(hosts, host);
    if (inFile) use(null, [inFile]);
    else resolver.resolve4(host, use);
  }
  /** @type {(error: Error | null, found: string[]) => void} */
  function use(error, found) {
    if (error) onError(error);
    else address = found[0] ?? address;
    setTimeout(refresh, refreshSeconds * 1000).unref();
  }
  refresh();
  return () => address;
}

/**
 * The first IPv4 address of a name in the text of a file like /etc/hosts.
 *
 * @param {string} text
 * @param {string} host
 */
export function addressInHosts(text, host) {
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (isIPv4(address) && names.includes(host)) return address;
  }
  return undefined;
}
