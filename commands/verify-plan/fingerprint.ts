import { UserError } from '../cli/command';
import type { Fingerprint } from '../review/policy/fingerprint';

const knownVersion: Fingerprint['version'] = 1;

/**
 * Reads a `fingerprint.json`.
 *
 * @param source where it is from, for messages.
 * @throws UserError where it is none, or of a version that is not known.
 */
export function parseFingerprint(text: string, source: string): Fingerprint {
  const { version, stack, commit, planned, fingerprint, changes } = parsedJson(text, source);
  if (version !== knownVersion) {
    throw new UserError(
      `${source} has version ${JSON.stringify(version)}, this command knows ${knownVersion}: one of the two was written by another version of this project`,
    );
  }
  const isWhole =
    typeof fingerprint === 'string' &&
    /^[0-9a-f]{64}$/.test(fingerprint) &&
    (stack === undefined || typeof stack === 'string') &&
    (commit === undefined || typeof commit === 'string') &&
    (planned === undefined || isTime(planned)) &&
    isHashes(changes);
  if (!isWhole) throw new UserError(`${source} is not whole; npm run review writes it`);
  return { version, stack, commit, planned, fingerprint, changes };
}

/**
 * The object that a text is as JSON.
 *
 * @throws UserError that shows how the text begins.
 */
export function parsedJson(text: string, source: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  const begin = text.trimStart().split('\n')[0]?.slice(0, 40) ?? '';
  throw new UserError(`${source} is not JSON, it begins with "${begin}"`);
}

/** How two plans differ: a line for each address; none where they do the same. */
export function fingerprintDifferences(here: Fingerprint, reviewed: Fingerprint): string[] {
  if (here.fingerprint === reviewed.fingerprint) return [];
  const addresses = new Set([...Object.keys(here.changes), ...Object.keys(reviewed.changes)]);
  const lines = [...addresses].sort().flatMap((address) => {
    const [mine, theirs] = [here.changes[address], reviewed.changes[address]];
    if (mine === theirs) return [];
    if (theirs === undefined) return [`${address}: only in this plan`];
    return [`${address}: ${mine === undefined ? 'only in the reviewed plan' : 'another change'}`];
  });
  return lines.length > 0 ? lines : ['in nothing that either of them lists'];
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function isHashes(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((hash) => typeof hash === 'string')
  );
}
