import { readFileSync } from 'node:fs';
import { isPlainObject } from '../../../constructs/options/validation-issues';
import { UserError } from '../../cli/command';
import { fieldsOf } from './json-values';
import type { Plan } from './plan';
import { validateConfiguration, validateValues, validateVariables } from './validate-plan';

const howTo = 'print a plan as JSON with: terraform show -json <plan file>';
const isLog =
  'contains the messages of terraform plan -json, not a plan; save the plan with terraform plan -out <plan file>, then print it as JSON with: terraform show -json <plan file>';

/**
 * Reads a plan that was printed by `terraform show -json`, in UTF-8, or in UTF-16 as PowerShell writes it.
 *
 * @param file a path, or `-` for standard input
 * @throws UserError if the file is not a plan, or if the plan cannot be reviewed
 */
export function readPlan(file: string): Plan {
  const name = file === '-' ? 'Standard input' : file;
  return validatePlan(name, parsed(name, decodeText(name, bytesOf(file))));
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UserError(`There is no file ${file}`);
    if (code === 'EISDIR') throw new UserError(`${file} is a folder, not a plan; ${howTo}`);
    throw new UserError(`${file} cannot be read: ${message}`);
  }
}

function decodeText(name: string, bytes: Buffer): string {
  if (bytes.length === 0) throw new UserError(`${name} is empty; ${howTo}`);
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    throw new UserError(
      `${name} is a saved plan in a format that only Terraform can read; review the output of: terraform show -json ${name}`,
    );
  }
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8';
  return bytes.toString(encoding).replace(/^\uFEFF/, '');
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${name} ${flawOf(text.trim())}`);
  }
}

/** Why a text is not JSON. */
function flawOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  if (isObject(first) && '@level' in JSON.parse(first)) {
    return isLog;
  }
  if (!text.startsWith('{')) return `is not JSON; ${howTo}`;
  if (text.endsWith('}')) return `is not valid JSON and may have been edited; ${howTo}`;
  return `is truncated after ${text.length} characters; ${howTo}`;
}

function isObject(text: string): boolean {
  try {
    return isPlainObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function validatePlan(name: string, plan: unknown): Plan {
  if (!isPlainObject(plan)) throw new UserError(`${name} is JSON, but not a plan; ${howTo}`);
  if ('@level' in plan) throw new UserError(`${name} ${isLog}`);
  const { format_version: format, values, terraform_version: terraform } = plan;
  if (typeof format !== 'string') {
    const isState = 'lineage' in plan && 'serial' in plan;
    throw new UserError(
      `${name} is ${isState ? 'a state, not a plan' : 'JSON, but not a plan'}; ${howTo}`,
    );
  }
  if (!/^1\.\d+$/.test(format)) {
    throw new UserError(
      `${name} has format_version "${format}"; only 1.x is supported, which Terraform 1.1 and newer write`,
    );
  }
  if (values !== undefined && plan.resource_changes === undefined) {
    throw new UserError(`${name} is a state, not a plan; ${howTo}`);
  }
  if (plan.errored === true) {
    throw new UserError(
      `${name} is from a plan that failed, so it does not list all changes; review a plan that succeeded`,
    );
  }
  const valid: Plan = {
    ...plan,
    format_version: format,
    terraform_version: typeof terraform === 'string' ? terraform : 'unknown',
    resource_changes: changesIn(name, plan, 'resource_changes'),
    resource_drift: changesIn(name, plan, 'resource_drift'),
    output_changes: outputsIn(plan.output_changes),
    prior_state: { values: validateValues(fieldsOf(plan.prior_state).values) },
    planned_values: validateValues(plan.planned_values),
    configuration: validateConfiguration(plan.configuration),
    variables: validateVariables(plan.variables),
    checks: listIn(plan.checks) as Plan['checks'],
    deferred_changes: listIn(plan.deferred_changes),
    action_invocations: listIn(plan.action_invocations),
  };
  if (valid.resource_changes.length === 0 && !('planned_values' in plan)) {
    throw new UserError(`${name} is JSON, but not a plan: planned_values is missing; ${howTo}`);
  }
  return valid;
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}

function outputsIn(value: unknown): Plan['output_changes'] {
  const entries = Object.entries(isPlainObject(value) ? value : {}).filter(
    ([, change]) => isPlainObject(change) && Array.isArray(change.actions),
  );
  return Object.fromEntries(entries) as Plan['output_changes'];
}

/** @throws UserError if an entry is not a change */
function changesIn(name: string, plan: Record<string, unknown>, field: string) {
  const list = plan[field] ?? [];
  if (!Array.isArray(list)) throw new UserError(`${name}: ${field} is not a list; ${howTo}`);
  for (const [index, entry] of list.entries()) {
    const isValid =
      isPlainObject(entry) &&
      typeof entry.address === 'string' &&
      typeof entry.type === 'string' &&
      isPlainObject(entry.change) &&
      Array.isArray(entry.change.actions);
    if (isValid) continue;
    throw new UserError(`${name}: ${field}[${index}] has no address, type or actions; ${howTo}`);
  }
  return list as Plan['resource_changes'];
}
