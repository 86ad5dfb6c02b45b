import { isPlainObject } from '../../../constructs/options/validation-issues';
import type { ModuleValues, Plan } from '../plan/plan';
import { namedSecretsIn } from './secret-names';

/** Whether the sign of an unknown or sensitive value covers the whole value. */
export function isAll(sign: unknown): boolean {
  return sign === true;
}

/** A part of a value or of its sign. */
export function at(value: unknown, key: string | number): unknown {
  // The sign of a whole value covers its parts.
  if (value === true) return true;
  if (Array.isArray(value)) return value[Number(key)];
  return isPlainObject(value) ? value[key] : undefined;
}

/** Variables that are not declared as sensitive. */
export function notSensitiveVariables(plan: Plan): Plan['variables'] {
  const declared = plan.configuration?.root_module?.variables ?? {};
  return Object.fromEntries(
    Object.entries(plan.variables ?? {}).filter(([name]) => declared[name]?.sensitive !== true),
  );
}

/** All texts that are sensitive somewhere in a plan, the longest first. */
export function sensitiveValues(plan: Plan): string[] {
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
  const notSensitive = new Set(Object.keys(notSensitiveVariables(plan) ?? {}));
  for (const [name, { value }] of Object.entries(plan.variables ?? {})) {
    if (!notSensitive.has(name)) collect(value, true);
  }
  // Short texts occur elsewhere by chance, and whole documents hold more than secrets.
  return [...found]
    .filter((text) => text.length >= 6 && text.length <= 4096 && text !== 'false')
    .sort((one, other) => other.length - one.length);
}
