import { isPlainObject } from '../../../constructs/options/validation-issues';
import type { ModuleValues, Plan, ResourceChange, ValueChange, Values } from '../plan/plan';
import { changedSensitivePlaceholder, type RedactText, sensitivePlaceholder } from './redact-text';
import {
  documentOf,
  isSecretKey,
  isSecretVariable,
  namedSecretsIn,
  secretPair,
} from './secret-names';
import { at, isAll, notSensitiveVariables } from './sensitive-values';

/**
 * A copy of a plan without sensitive values: those that Terraform marks as sensitive, other occurrences of the same
 * texts, and anything that looks like a secret.
 *
 * @param redact removes the plan's sensitive values from a text
 */
export function redactPlan(plan: Plan, redact: RedactText): Plan {
  const change = <C extends ValueChange>(one: C): C => redactChange(one, redact);
  const resource = (one: ResourceChange) => ({ ...one, change: change(one.change) });
  return {
    format_version: plan.format_version,
    terraform_version: plan.terraform_version,
    configuration: redactValue(plan.configuration, undefined, redact) as Plan['configuration'],
    resource_changes: plan.resource_changes.map(resource),
    resource_drift: plan.resource_drift.map(resource),
    output_changes: Object.fromEntries(
      Object.entries(plan.output_changes).map(([name, one]) => [name, change(one)]),
    ),
    prior_state: { values: redactValues(plan.prior_state?.values, redact) },
    planned_values: redactValues(plan.planned_values, redact),
    variables: notSensitiveVariables(plan),
    complete: plan.complete,
    deferred_changes: redactValue(
      plan.deferred_changes,
      undefined,
      redact,
    ) as Plan['deferred_changes'],
    action_invocations: redactValue(
      plan.action_invocations,
      undefined,
      redact,
    ) as Plan['action_invocations'],
    checks: redactValue(plan.checks, undefined, redact) as Plan['checks'],
  };
}

function redactChange<C extends ValueChange>(change: C, redact: RedactText): C {
  const { before, after, before_sensitive: was, after_sensitive: willBe } = change;
  const { importing } = change as { importing?: { id?: unknown } };
  return {
    ...change,
    ...(importing ? { importing: redactValue(importing, undefined, redact) } : {}),
    before: redactValue(before, was, redact),
    after: redactValue(after, willBe, redact, before, was),
  };
}

/**
 * @param sign has `true` for each sensitive part of the value
 * @param other the value on the other side of the change; a sensitive value that differs from it gets a placeholder that
 *   says so
 */
function redactValue(
  value: unknown,
  sign: unknown,
  redact: RedactText,
  other?: unknown,
  otherSign?: unknown,
): unknown {
  if (isAll(sign)) {
    if (value === null || value === undefined || value === '') return value;
    const isThere = other !== undefined && other !== null && other !== '';
    const isOther = isThere && isAll(otherSign) && JSON.stringify(value) !== JSON.stringify(other);
    return isOther ? changedSensitivePlaceholder : sensitivePlaceholder;
  }
  if (typeof value === 'string') return redactTextValue(value, redact, other);
  if (typeof value === 'number' && redact(String(value)) !== String(value))
    return sensitivePlaceholder;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      redactValue(item, at(sign, index), redact, partner(other, item, index), at(otherSign, index)),
    );
  }
  if (!isPlainObject(value)) return value;
  const isVariable = isSecretVariable(value);
  const parts = Object.entries(value).map(([key, item]) => {
    const isSecret = isVariable ? key === 'value' : isSecretKey(key) && typeof item === 'string';
    const was = at(other, key);
    // A secret by its name, even if Terraform does not mark it.
    const [own, before] = isSecret ? [true, true] : [at(sign, key), at(otherSign, key)];
    return [key, redactValue(item, own, redact, was, before)];
  });
  return Object.fromEntries(parts);
}

/** A text without secrets; it can be JSON with environment variables. */
function redactTextValue(text: string, redact: RedactText, other: unknown): unknown {
  const before = typeof other === 'string' ? other : undefined;
  const pair = secretPair(text);
  if (pair)
    return `${pair[0]}=${before === undefined || before === text ? sensitivePlaceholder : changedSensitivePlaceholder}`;
  const document = documentOf(text);
  if (document === undefined || namedSecretsIn(document).length === 0) return redact(text, before);
  const otherDocument = before === undefined ? undefined : documentOf(before);
  return JSON.stringify(redactValue(document, undefined, redact, otherDocument));
}

/** The item on the other side that has the same name, else the one with the same index. */
function partner(other: unknown, item: unknown, index: number): unknown {
  if (!Array.isArray(other) || !isPlainObject(item) || typeof item.name !== 'string') {
    return at(other, index);
  }
  return other.find((one) => isPlainObject(one) && one.name === item.name);
}

function redactValues(values: Values | undefined, redact: RedactText): Values | undefined {
  return values && { root_module: values.root_module && redactModule(values.root_module, redact) };
}

function redactModule(module: ModuleValues, redact: RedactText): ModuleValues {
  return {
    resources: module.resources?.map((resource) => ({
      ...resource,
      values: redactValue(resource.values, resource.sensitive_values, redact) as
        | Record<string, unknown>
        | undefined,
    })),
    child_modules: module.child_modules?.map((child) => redactModule(child, redact)),
  };
}
