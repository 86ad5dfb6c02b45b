import { existsSync, readFileSync } from 'node:fs';
import { closest, distance } from 'fastest-levenshtein';
import { isPlainObject } from '../../../constructs/options/validation-issues';
import { UserError } from '../../cli/command';
import type { Kind, Risk } from '../model/report';

/** Says that something risky is wanted. */
export interface Acknowledgement {
  /** As the report names it. */
  readonly address: string;
  readonly action: Kind;

  /** Why it is wanted, for those who read the file later. */
  readonly reason: string;

  /** The first characters of the change's SHA-256: with them only this very change is acknowledged, and no later one. */
  readonly change?: string;
}

const actions: readonly Kind[] = ['create', 'update', 'replace', 'destroy', 'forget'];
const fields = ['address', 'action', 'reason', 'change'];

/**
 * The acknowledgements in a file; none where there is no file.
 *
 * @throws UserError with all that is wrong in it.
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
    if (seen.has(key)) return [`${file}: entry ${index + 1} acknowledges the ${key} again`];
    seen.add(key);
    return [];
  });
  if (problems.length > 0) throw new UserError(problems.join('\n'));
  return list;
}

/** As many digits of a change's SHA-256 nobody makes another change for. */
const proposedDigits = 16;

/** What fails the policy: risks that nobody has acknowledged, and acknowledgements of nothing. */
export interface PolicyVerdict {
  /** The risks, with the reasons of those that are acknowledged. */
  readonly risks: readonly Risk[];
  readonly unacknowledged: readonly Risk[];
  readonly unmatched: readonly Acknowledgement[];

  /** Each as a whole message. */
  readonly problems: readonly string[];

  /** What does not stop it, but has to be done: sentences. */
  readonly notices: readonly string[];

  /** Entries that would let it pass, as JSON; `undefined` where it passes. */
  readonly proposal?: string;
}

/**
 * Holds risks against acknowledgements.
 *
 * @param file is named in messages.
 * @param changes SHA-256 of each change, by its address.
 * @param isMerged whether the acknowledgements were merged with the change: what has been applied since needs no other
 *   merge request to go on then.
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
  const blocking = all.filter(({ isBlocking: isGated }) => isGated);
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
          `${address} (${action}): ${what}: ${consequence}. Nobody has acknowledged it${file === undefined ? '' : ` in ${file}`}`,
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
  const says = `it acknowledges the ${action} of ${address}`;
  const other = blocking.find((risk) => risk.address === address);
  if (other?.action === action) {
    return `${says} as it was once (change ${change}); what the plan does to it is another thing now`;
  }
  if (other) return `${says}, but the plan does another thing to it: ${other.action}`;
  const addresses = blocking.map((risk) => risk.address);
  const near = addresses.length > 0 ? closest(address, addresses) : undefined;
  const isNear = near !== undefined && distance(address, near) <= 3;
  return isNear
    ? `${says}, which the plan does not have; did you mean ${near}?`
    : `${says}, which is no risk of this plan; remove the entry: when it has been applied it has served`;
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

/** What is wrong with an entry, to be said after its number. */
function flawOf(entry: unknown): string | undefined {
  if (!isPlainObject(entry)) return ' must be { "address": …, "action": …, "reason": … }';
  const other = Object.keys(entry).find((name) => !fields.includes(name));
  if (other !== undefined) return ` has "${other}"; only ${fields.join(', ')} are known`;
  const { address, action, reason, change } = entry;
  if (typeof address !== 'string' || address.trim() === '') {
    return `: address must be that of a resource, as the report names it, got ${JSON.stringify(address)}`;
  }
  if (!actions.includes(action as Kind)) {
    return `: action must be one of ${actions.join(', ')}, got ${JSON.stringify(action)}`;
  }
  if (typeof reason !== 'string' || reason.trim().length < 10) {
    return `: reason must say why it is wanted, in ten characters or more, got ${JSON.stringify(reason)}`;
  }
  if (change !== undefined && !(typeof change === 'string' && /^[0-9a-f]{8,64}$/.test(change))) {
    return `: change must be the first 8 or more characters of a SHA-256, as the report proposes it, got ${JSON.stringify(change)}`;
  }
  return undefined;
}
