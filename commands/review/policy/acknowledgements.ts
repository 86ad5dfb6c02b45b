import { existsSync, readFileSync } from 'node:fs';
import { closest, distance } from 'fastest-levenshtein';
import { isPlainObject } from '../../../constructs/options/validation-issues';
import { UserError } from '../../cli/command';
import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';

/** Confirms that a risky change is intended. */
export interface Acknowledgement {
  /** Address of the resource, as in the report. */
  readonly address: string;
  readonly action: Kind;

  /** Why the change is intended, for later readers of the file. */
  readonly reason: string;

  /** The first characters of the change's SHA-256, so that the entry acknowledges this change and no later one. */
  readonly change?: string;
}

const actions: readonly Kind[] = ['create', 'update', 'replace', 'destroy', 'forget'];
const fields = ['address', 'action', 'reason', 'change'];

/**
 * Reads the acknowledgements of a file; none if the file does not exist.
 *
 * @throws UserError with all errors in the file.
 */
export function acknowledgementsIn(file: string): Acknowledgement[] {
  if (!existsSync(file)) return [];
  const list = parsed(file);
  if (!Array.isArray(list)) {
    throw new UserError(`${file} must be a list: [{ "address": …, "action": …, "reason": … }]`);
  }
  const seen = new Set<string>();
  const problems = list.flatMap((entry, index) => {
    const flaw = flawOf(entry);
    if (flaw !== undefined) return [`${file}: entry ${index + 1}${flaw}`];
    const key = `${entry.action} of ${entry.address}`;
    if (seen.has(key)) return [`${file}: entry ${index + 1} repeats the ${key}`];
    seen.add(key);
    return [];
  });
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  return list;
}

/** Number of digits of a change's SHA-256 in proposed entries: enough that no other change has the same ones. */
const proposedDigits = 16;

/** Result of the policy: unacknowledged risks and unused acknowledgements fail it. */
export interface PolicyVerdict {
  /** All risks; acknowledged ones have their reason. */
  readonly risks: readonly Risk[];
  readonly unacknowledged: readonly Risk[];
  readonly unmatched: readonly Acknowledgement[];

  /** Complete messages about everything that fails the policy. */
  readonly problems: readonly string[];

  /** Warnings that do not fail the policy, as sentences. */
  readonly notices: readonly string[];

  /** Entries that would acknowledge all remaining risks, as JSON; `undefined` if there are none. */
  readonly proposal?: string;
}

/**
 * Compares risks with acknowledgements.
 *
 * @param file name of the file, for messages.
 * @param changes SHA-256 of each change, by address.
 * @param isMerged whether the acknowledgements are already merged. Unused ones are then only warnings, so that a partly
 *   applied plan can be completed without another merge request.
 */
export function policyVerdict(
  risks: readonly Risk[],
  acknowledgements: readonly Acknowledgement[],
  file: string | undefined,
  changes: Readonly<Record<string, string>> = {},
  isMerged = false,
): PolicyVerdict {
  const isOf = ({ address, change = '' }: Acknowledgement) =>
    (changes[address] ?? '').startsWith(change);
  const reasons = new Map(acknowledgements.filter(isOf).map((one) => [keyOf(one), one.reason]));
  const all = risks.map((risk) => {
    const acknowledged = risk.isBlocking ? reasons.get(keyOf(risk)) : undefined;
    return acknowledged === undefined ? risk : { ...risk, acknowledged };
  });
  const blocking = all.filter(({ isBlocking }) => isBlocking);
  const unacknowledged = blocking.filter(({ acknowledged }) => acknowledged === undefined);
  const keys = new Set(blocking.map(keyOf));
  const unmatched = acknowledgements.filter((one) => !keys.has(keyOf(one)) || !isOf(one));
  const unmatchedMessages = unmatched.map((one) => `${file}: ${unmatchedMessage(one, blocking)}`);
  const proposed = new Map(
    unacknowledged.map(({ address, action }) => {
      const change = changes[address]?.slice(0, proposedDigits);
      const entry = { address, action, reason: '', ...(change ? { change } : {}) };
      return [keyOf(entry), entry];
    }),
  );
  return {
    risks: all,
    unacknowledged,
    unmatched,
    problems: [
      ...unacknowledged.map(
        ({ address, action, what, consequence }) =>
          `${address} (${action}): ${what}: ${consequence}. It is not acknowledged${file === undefined ? '' : ` in ${file}`}`,
      ),
      ...(isMerged ? [] : unmatchedMessages),
    ],
    notices: isMerged ? unmatchedMessages.map((one) => `${one}.`) : [],
    proposal: proposed.size > 0 ? JSON.stringify([...proposed.values()], null, 2) : undefined,
  };
}

function unmatchedMessage(
  { address, action, change }: Acknowledgement,
  blocking: readonly Risk[],
): string {
  const entry = `the entry for the ${action} of ${address}`;
  const other = blocking.find((risk) => risk.address === address);
  if (other?.action === action) {
    return `${entry} acknowledges an earlier change (${change}); the planned change is a different one`;
  }
  if (other) return `${entry} does not match: the planned action is ${other.action}`;
  const addresses = blocking.map((risk) => risk.address);
  const near = addresses.length > 0 ? closest(address, addresses) : undefined;
  const isNear = near !== undefined && distance(address, near) <= 3;
  return isNear
    ? `${entry} matches no risk of this plan; did you mean ${near}?`
    : `${entry} matches no risk of this plan; remove it (after the apply it is no longer needed)`;
}

function keyOf({ address, action }: { address: string; action: Kind }): string {
  return `${action} ${address}`;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined) throw new UserError(`${file} cannot be read: ${message}`);
    throw new UserError(`${file} is not JSON: ${message}`);
  }
}

/** The error of an entry, to be appended to its number. */
function flawOf(entry: unknown): string | undefined {
  if (!isPlainObject(entry)) return ' must be { "address": …, "action": …, "reason": … }';
  const other = Object.keys(entry).find((name) => !fields.includes(name));
  if (other !== undefined)
    return ` has unknown field "${other}"; supported fields are ${fields.join(', ')}`;
  const { address, action, reason, change } = entry;
  if (typeof address !== 'string' || address.trim() === '') {
    return `: address must be a resource address as in the report, got ${JSON.stringify(address)}`;
  }
  if (!actions.includes(action as Kind)) {
    return `: action must be one of ${actions.join(', ')}, got ${JSON.stringify(action)}`;
  }
  if (typeof reason !== 'string' || reason.trim().length < 10) {
    return `: reason must explain the change in at least ten characters, got ${JSON.stringify(reason)}`;
  }
  if (change !== undefined && !(typeof change === 'string' && /^[0-9a-f]{8,64}$/.test(change))) {
    return `: change must be the first 8 to 64 characters of a SHA-256, as proposed by the report, got ${JSON.stringify(change)}`;
  }
  return undefined;
}
