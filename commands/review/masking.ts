import { isPlainObject } from '../../constructs/problems';
import { masked, maskedOther } from './masks';
import {
  documentOf,
  isSecretKey,
  isSecretVariable,
  namedSecretsIn,
  secretPair,
} from './named-secrets';
import type { ModuleValues, Plan, ResourceChange, ValueChange, Values } from './plan';

/** Values that are secrets wherever they are: private keys, access keys of AWS, passwords in addresses. */
const secretText =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)|\b(AKIA|ASIA)[0-9A-Z]{16}\b|\b(gh[pousr]_\w{20,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|sk_live_\w{10,})|(?<=:\/\/[^/\s:@"]{0,100}:)[^/\s@"]{1,200}(?=@)/g;

/**
 * A copy of a plan without a sensitive value, from which all forms of a report are made: what Terraform marks as
 * sensitive, wherever the same text occurs again, and what looks like a secret.
 */
export function maskedPlan(plan: Plan): Plan {
  const scrub = scrubber(secretsOf(plan));
  const change = <C extends ValueChange>(one: C): C => maskedChange(one, scrub);
  const resource = (one: ResourceChange) => ({ ...one, change: change(one.change) });
  return {
    format_version: plan.format_version,
    terraform_version: plan.terraform_version,
    configuration: covered(plan.configuration, undefined, scrub) as Plan['configuration'],
    resource_changes: plan.resource_changes.map(resource),
    resource_drift: plan.resource_drift.map(resource),
    output_changes: Object.fromEntries(
      Object.entries(plan.output_changes).map(([name, one]) => [name, change(one)]),
    ),
    prior_state: { values: maskedValues(plan.prior_state?.values, scrub) },
    planned_values: maskedValues(plan.planned_values, scrub),
    variables: shownVariables(plan),
    complete: plan.complete,
    deferred_changes: covered(plan.deferred_changes, undefined, scrub) as Plan['deferred_changes'],
    action_invocations: covered(
      plan.action_invocations,
      undefined,
      scrub,
    ) as Plan['action_invocations'],
    checks: covered(plan.checks, undefined, scrub) as Plan['checks'],
  };
}

/** Takes what a plan marks as sensitive, and what looks like a secret, out of a text. */
export function scrubOf(plan: Plan): (text: string) => string {
  const scrub = scrubber(secretsOf(plan));
  return (text) => scrub(text);
}

/** Whether what is the sign of an unknown or sensitive value covers all of it. */
export function isAll(sign: unknown): boolean {
  return sign === true;
}

/** A text without secrets; what `other`, the text on the other side, has otherwise gets another mask. */
type Scrub = (text: string, other?: string) => string;

function maskedChange<C extends ValueChange>(change: C, scrub: Scrub): C {
  const { before, after, before_sensitive: was, after_sensitive: willBe } = change;
  const { importing } = change as { importing?: { id?: unknown } };
  return {
    ...change,
    ...(importing ? { importing: covered(importing, undefined, scrub) } : {}),
    before: covered(before, was, scrub),
    after: covered(after, willBe, scrub, before, was),
  };
}

/**
 * @param other the value on the other side, and the sign of what is sensitive there: what differs from it gets another mask.
 */
function covered(
  value: unknown,
  sign: unknown,
  scrub: Scrub,
  other?: unknown,
  otherSign?: unknown,
): unknown {
  if (isAll(sign)) {
    if (value === null || value === undefined || value === '') return value;
    const isThere = other !== undefined && other !== null && other !== '';
    const isOther = isThere && isAll(otherSign) && JSON.stringify(value) !== JSON.stringify(other);
    return isOther ? maskedOther : masked;
  }
  if (typeof value === 'string') return coveredText(value, scrub, other);
  if (typeof value === 'number' && scrub(String(value)) !== String(value)) return masked;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      covered(item, at(sign, index), scrub, partner(other, item, index), at(otherSign, index)),
    );
  }
  if (!isPlainObject(value)) return value;
  const isVariable = isSecretVariable(value);
  const parts = Object.entries(value).map(([key, item]) => {
    const isSecret = isVariable ? key === 'value' : isSecretKey(key) && typeof item === 'string';
    const was = at(other, key);
    // A sign of ours, where Terraform has none.
    const [own, before] = isSecret ? [true, true] : [at(sign, key), at(otherSign, key)];
    return [key, covered(item, own, scrub, was, before)];
  });
  return Object.fromEntries(parts);
}

/** A text without secrets, also where it is JSON that holds environment variables. */
function coveredText(text: string, scrub: Scrub, other: unknown): unknown {
  const before = typeof other === 'string' ? other : undefined;
  const pair = secretPair(text);
  if (pair) return `${pair[0]}=${before === undefined || before === text ? masked : maskedOther}`;
  const document = documentOf(text);
  if (document === undefined || namedSecretsIn(document).length === 0) return scrub(text, before);
  const otherDocument = before === undefined ? undefined : documentOf(before);
  return JSON.stringify(covered(document, undefined, scrub, otherDocument));
}

/** What an item of a list is compared with: what has its name, else what has its place. */
function partner(other: unknown, item: unknown, index: number): unknown {
  if (!Array.isArray(other) || !isPlainObject(item) || typeof item.name !== 'string') {
    return at(other, index);
  }
  return other.find((one) => isPlainObject(one) && one.name === item.name);
}

function at(value: unknown, key: string | number): unknown {
  // A sign of a whole covers its parts.
  if (value === true) return true;
  if (Array.isArray(value)) return value[Number(key)];
  return isPlainObject(value) ? value[key] : undefined;
}

function maskedValues(values: Values | undefined, scrub: Scrub): Values | undefined {
  return values && { root_module: values.root_module && maskedModule(values.root_module, scrub) };
}

function maskedModule(module: ModuleValues, scrub: Scrub): ModuleValues {
  return {
    resources: module.resources?.map((resource) => ({
      ...resource,
      values: covered(resource.values, resource.sensitive_values, scrub) as
        | Record<string, unknown>
        | undefined,
    })),
    child_modules: module.child_modules?.map((child) => maskedModule(child, scrub)),
  };
}

/** Variables that the configuration does not call sensitive. */
function shownVariables(plan: Plan): Plan['variables'] {
  const declared = plan.configuration?.root_module?.variables ?? {};
  return Object.fromEntries(
    Object.entries(plan.variables ?? {}).filter(([name]) => declared[name]?.sensitive !== true),
  );
}

/** All texts that are marked as sensitive somewhere in a plan, the longest first. */
function secretsOf(plan: Plan): string[] {
  const found = new Set<string>();
  const collect = (value: unknown, sign: unknown): void => {
    if (sign === undefined || sign === false) return;
    if ((typeof value === 'string' || typeof value === 'number') && isAll(sign)) {
      found.add(String(value));
    } else if (Array.isArray(value))
      for (const [index, item] of value.entries()) collect(item, at(sign, index));
    else if (isPlainObject(value))
      for (const [key, item] of Object.entries(value)) collect(item, at(sign, key));
  };
  const changes = [...plan.resource_changes, ...plan.resource_drift].map(({ change }) => change);
  for (const change of [...changes, ...Object.values(plan.output_changes)]) {
    collect(change.before, change.before_sensitive);
    collect(change.after, change.after_sensitive);
    for (const text of namedSecretsIn([change.before, change.after])) found.add(text);
  }
  const visit = (module: ModuleValues | undefined): void => {
    for (const { values, sensitive_values: sign } of module?.resources ?? []) collect(values, sign);
    module?.child_modules?.forEach(visit);
  };
  visit(plan.prior_state?.values?.root_module);
  visit(plan.planned_values?.root_module);
  const shown = new Set(Object.keys(shownVariables(plan) ?? {}));
  for (const [name, { value }] of Object.entries(plan.variables ?? {})) {
    if (!shown.has(name)) collect(value, true);
  }
  // Short words, numbers and whole documents occur elsewhere by chance.
  return [...found]
    .filter((text) => text.length >= 6 && text.length <= 4096 && text !== 'false')
    .sort((one, other) => other.length - one.length);
}

function scrubber(secrets: readonly string[]): Scrub {
  const literal = [...new Set(secrets.flatMap(formsOf))].sort(
    (one, other) => other.length - one.length,
  );
  const known = literal.length > 0 && new RegExp(literal.map(escaped).join('|'), 'g');
  const without = (text: string) =>
    (known ? text.replace(known, masked) : text).replace(secretText, masked);
  return (text, other) => {
    const shown = without(text);
    if (other === undefined || other === text || shown !== without(other)) return shown;
    return shown.replaceAll(masked, maskedOther);
  };
}

/** A text as it is, and as other texts hold it: in JSON, as Terraform writes that, in URLs, in base64. */
function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const byTerraform = inJson.replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
  const twice = [inJson, byTerraform].map((text) => JSON.stringify(text).slice(1, -1));
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret, inJson, byTerraform, ...twice, inUrl(secret), base64];
}

function inUrl(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a character is in no URL.
    return text;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
