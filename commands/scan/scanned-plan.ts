import { readFileSync } from 'node:fs';
import { UserError } from '../cli/command';
import type { Resources } from './choices';

interface Plan {
  readonly resource_changes?: readonly {
    readonly type: string;
    readonly address: string;
    readonly mode: string;
    readonly change: {
      readonly after: Readonly<Record<string, unknown>> | null;
      readonly after_unknown?: Readonly<Record<string, unknown>>;
    };
  }[];
}

/**
 * The planned resources of a plan, in the format of a stack, with their addresses as ids. A value that is not known yet is an
 * expression.
 *
 * @throws UserError if the file is not a plan in the format of `terraform show -json`.
 */
export function plannedResources(file: string): Resources {
  const resources: Record<string, Record<string, Readonly<Record<string, unknown>>>> = {};
  for (const { type, address, mode, change } of changesOf(file)) {
    if (mode !== 'managed' || change.after === null) continue;
    const unknown = Object.entries(change.after_unknown ?? {})
      .filter(([, isUnknown]) => isUnknown === true)
      .map(([attribute]) => [attribute, '${unknown}']);
    const block = { ...change.after, ...Object.fromEntries(unknown) };
    resources[type] = { ...resources[type], [address]: block };
  }
  return resources;
}

function changesOf(file: string): NonNullable<Plan['resource_changes']> {
  try {
    const { resource_changes: changes } = JSON.parse(readFileSync(file, 'utf8')) as Plan;
    if (changes) return changes;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(
    `${file} is not a plan in JSON; write one with: terraform plan -out=plan && terraform show -json plan > plan.json`,
  );
}
