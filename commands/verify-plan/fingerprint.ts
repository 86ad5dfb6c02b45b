import { UserError } from '../cli/command';
import type { Fingerprint } from '../review/policy/fingerprint';

const knownVersion: Fingerprint['version'] = 1;

/**
 * Reads a `fingerprint.json`.
 *
 * @param source origin of the text, for messages.
 * @throws UserError if the text is not a fingerprint, or has an unsupported version.
 */
export function parseFingerprint(text: string, source: string): Fingerprint {
  const { version, stack, commit, planned, fingerprint, changes } = parsedJson(text, source);
  if (version !== knownVersion) {
    throw new UserError(
      `${source} has version ${JSON.stringify(version)}, but this command supports version ${knownVersion}: they come from different versions of this project`,
    );
  }
  const isWhole =
    typeof fingerprint === 'string' &&
    /^[0-9a-f]{64}$/.test(fingerprint) &&
    (stack === undefined || typeof stack === 'string') &&
    (commit === undefined || typeof commit === 'string') &&
    (planned === undefined || isTime(planned)) &&
    isHashes(changes);
  if (!isWhole) throw new UserError(`${source} is incomplete; write it again with npm run review`);
  return { version, stack, commit, planned, fingerprint, changes };
}

/**
 * Parses a text as a JSON object or list.
 *
 * @throws UserError that quotes the beginning of the text.
 */
export function parsedJson(text: string, source: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Reported below.
  }
  const begin = text.trimStart().split('\n')[0]?.slice(0, 40) ?? '';
  throw new UserError(`${source} is not JSON; it begins with "${begin}"`);
}

/** Differences of two plans, one line per address; none if the plans do the same. */
export function fingerprintDifferences(here: Fingerprint, reviewed: Fingerprint): string[] {
  if (here.fingerprint === reviewed.fingerprint) return [];
  const addresses = new Set([...Object.keys(here.changes), ...Object.keys(reviewed.changes)]);
  const lines = [...addresses].sort().flatMap((address) => {
    const [mine, theirs] = [here.changes[address], reviewed.changes[address]];
    if (mine === theirs) return [];
    if (theirs === undefined) return [`${address}: only in this plan`];
    return [`${address}: ${mine === undefined ? 'only in the reviewed plan' : 'different change'}`];
  });
  return lines.length > 0 ? lines : ['the fingerprints differ, but all listed changes are equal'];
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
