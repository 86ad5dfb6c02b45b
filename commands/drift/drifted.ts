import type { Plan, ResourceChange } from '../review/plan';
import { canonical, isNothing } from '../review/value-text';

/** A synthesized stack, as far as it says what others own. */
export interface OwnedConfiguration {
  readonly resource?: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly lifecycle?: { readonly ignore_changes?: unknown } }>>
    >
  >;
}

/**
 * What was changed outside of Terraform, a line for each resource: names of attributes alone, since values may be
 * secret. What Terraform ignores by `ignore_changes` belongs to others, and is none.
 *
 * @param plan one that was made with `-refresh-only`.
 */
export function driftOf(plan: Plan, configuration: OwnedConfiguration): string[] {
  return plan.resource_drift.flatMap((drift) => {
    const { address, change } = drift;
    if (change.actions.includes('delete')) return [`${address}: is gone`];
    const owned = new Set(ownedByOthers(drift, configuration));
    const names = changedNames(change).filter((name) => !owned.has(name));
    return names.length > 0 ? [`${address}: ${names.join(', ')}`] : [];
  });
}

function changedNames({ before, after }: ResourceChange['change']): string[] {
  const [old, now] = [before, after].map((value) => (value ?? {}) as Record<string, unknown>);
  const names = new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})]);
  return [...names].filter((name) => isDifferent(old?.[name], now?.[name])).sort();
}

/** A provider reads back nothing in many forms: no tags are none, or an empty map. */
function isDifferent(old: unknown, now: unknown): boolean {
  return canonical(old) !== canonical(now) && !(isNothing(old) && isNothing(now));
}

function ownedByOthers({ type, name }: ResourceChange, { resource }: OwnedConfiguration): string[] {
  const ignored = resource?.[type]?.[name]?.lifecycle?.ignore_changes;
  return Array.isArray(ignored) ? ignored.map(String) : [];
}
