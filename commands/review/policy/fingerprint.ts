import { createHash } from 'node:crypto';
import { isPlainObject } from '../../../constructs/options/validation-issues';
import { isSet } from '../../../constructs/terraform/set-attributes';
import { kindOf } from '../model/kind';
import { changeAddress } from '../plan/addresses';
import { documentIn, isSetInDocument } from '../plan/iam-json';
import { fieldsOf, listOf } from '../plan/json-values';
import type { Plan, ResourceChange } from '../plan/plan';
import { canonical, isEmpty } from '../plan/value-text';
import { unknownPlaceholder } from '../redaction/redact-text';

/** Fingerprint of what a plan does, to compare the reviewed plan with the plan to apply. */
export interface Fingerprint {
  readonly version: 1;
  readonly stack?: string;

  /** The commit that was planned. */
  readonly commit?: string;

  /** Time of the plan, as RFC 3339; not part of the hash. */
  readonly planned?: string;

  /** SHA-256 of all changes. */
  readonly fingerprint: string;

  /** SHA-256 of each change, by address; outputs are `output.<name>`. */
  readonly changes: Readonly<Record<string, string>>;
}

/**
 * The fingerprint of a redacted plan. Plans that do the same have the same fingerprint: the order of changes and of set
 * elements, the time, versions, and unchanged values do not count.
 */
export function fingerprintOf(plan: Plan): Pick<Fingerprint, 'fingerprint' | 'changes'> {
  const resources = plan.resource_changes
    .filter((one) => one.mode !== 'data' && kindOf(one) !== undefined)
    .map((one) => [changeAddress(one), sha256(canonical(meaningOf(one)))] as const);
  const outputs = Object.entries(plan.output_changes)
    .filter(([, { actions }]) => !actions.includes('no-op'))
    .map(([name, change]) => {
      const { actions, before, after, after_unknown: sign } = change;
      const parts = differing('', { value: before }, { value: after }, { value: sign });
      return [`output.${name}`, sha256(canonical([actions, parts]))] as const;
    });
  // Changes that are deferred to a later plan, and actions that are not resource changes.
  const others = (['deferred_changes', 'action_invocations'] as const).flatMap((field) => {
    const list = plan[field] ?? [];
    return list.length > 0 ? [[field, sha256(canonical(sorted(list)))] as const] : [];
  });
  const entries = [...resources, ...outputs, ...others].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return { fingerprint: sha256(JSON.stringify(entries)), changes: Object.fromEntries(entries) };
}

function meaningOf(one: ResourceChange): unknown {
  const {
    actions,
    importing,
    replace_paths: paths,
    before,
    after,
    after_unknown: sign,
  } = one.change;
  const isKept = actions.some((action) => action === 'create' || action === 'update');
  return {
    actions,
    movedFrom: one.previous_address === one.address ? undefined : one.previous_address,
    imported: importing,
    because: paths?.map((path) => path.join('.')).sort(),
    id: fieldsOf(before).id,
    attributes: isKept ? differing(one.type, before, after, sign) : undefined,
  };
}

/** The attributes that differ, each before and after. For an unknown value, the value before does not count. */
function differing(type: string, before: unknown, after: unknown, sign: unknown): unknown {
  const [was, willBe, unknowns] = [before, after, sign].map(fieldsOf) as [Fields, Fields, Fields];
  const names = new Set([was, willBe, unknowns].flatMap((fields) => Object.keys(fields)));
  const parts = [...names].flatMap((name) => {
    // Most attributes are unchanged and need no canonical form.
    if (!unknowns[name] && JSON.stringify(was[name]) === JSON.stringify(willBe[name])) return [];
    const context = { type, path: name, isInDocument: false };
    const afterwards = meaning(context, willBe[name], unknowns[name]);
    if (unknowns[name] === true) return [[name, afterwards]];
    const now = meaning(context, was[name], undefined);
    return canonical(now) === canonical(afterwards) ? [] : [[name, now, afterwards]];
  });
  return parts.sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

interface ValueContext {
  readonly type: string;
  readonly path: string;
  readonly key?: string;
  readonly isInDocument: boolean;
}

/** A value in canonical form: JSON strings are parsed, sets are sorted, and empty values are removed. */
function meaning(context: ValueContext, value: unknown, sign: unknown): unknown {
  if (sign === true) return unknownPlaceholder;
  const document = documentIn(value);
  if (document) return meaning({ ...context, isInDocument: true }, document, undefined);
  if (Array.isArray(value) || Array.isArray(sign)) {
    const [items, signs] = [listOf(value), listOf(sign)];
    const length = Math.max(items.length, signs.length);
    const all = Array.from({ length }, (_none, index) =>
      meaning(context, items[index], signs[index]),
    );
    const isUnordered = context.isInDocument
      ? isSetInDocument(context.key) || context.key === 'Statement'
      : isSet(context.type, context.path);
    return isUnordered ? sorted(all) : all;
  }
  if (!isPlainObject(value) && !isPlainObject(sign)) return value;
  const [fields, signs] = [fieldsOf(value), fieldsOf(sign)];
  const parts = [...new Set([...Object.keys(fields), ...Object.keys(signs)])].map((key) => {
    const path = context.isInDocument ? context.path : `${context.path}.${key}`;
    return [key, meaning({ ...context, path, key }, fields[key], signs[key])] as const;
  });
  return Object.fromEntries(parts.filter(([, part]) => !isEmpty(part)));
}

type Fields = Readonly<Record<string, unknown>>;

function sorted(list: readonly unknown[]): unknown[] {
  return list
    .map((item) => [canonical(item), item] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, item]) => item);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
