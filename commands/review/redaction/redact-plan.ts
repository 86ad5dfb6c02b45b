import { isPlainObject } from '../../../constructs/options/problems';
import type { ModuleValues, Plan, ResourceChange, ValueChange, Values } from '../plan/plan';
import { masked, maskedOther } from './placeholders';
import { type Scrub, scrubber } from './redact-text';
import {
  documentOf,
  isSecretKey,
  isSecretVariable,
  namedSecretsIn,
  secretPair,
} from './secret-names';
import { at, isAll, secretsOf, shownVariables } from './sensitive-values';

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
