import type { ChangeState } from '../model/topology';
import { moduleOf } from './addresses';
import { fieldsOf, listOf } from './json-values';
import type { Action, ModuleValues, Plan, ResourceChange } from './plan';

/** Attributes of a resource without unknown and sensitive values. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A managed resource before and after a plan. */
export interface PlannedResource {
  readonly address: string;
  readonly type: string;

  /** Path of its module, `module.a["x"]`; '' in the root module. */
  readonly module: string;

  /** What the plan does to it; `undefined` if it stays as it is. */
  readonly state?: ChangeState;

  /** `undefined` if the plan creates it. */
  readonly before?: Attributes;

  /** `undefined` if the plan destroys it. */
  readonly after?: Attributes;
}

/** All managed resources of a plan by address, changed or not. */
export function resourcesOf(plan: Plan): Map<string, PlannedResource> {
  const resources = new Map<string, PlannedResource>();
  for (const change of listOf(plan.resource_changes) as ResourceChange[]) {
    if (!isRecord(change) || change.mode === 'data' || change.deposed !== undefined) continue;
    if (typeof change.address !== 'string') continue;
    resources.set(change.address, changed(change));
  }
  // A shortened plan can have its unchanged resources in the prior state only.
  for (const resource of inModules(plan.prior_state?.values?.root_module)) {
    const { address, type, values } = resource;
    if (resource.mode === 'data' || resources.has(address)) continue;
    const attributes = fieldsOf(values);
    resources.set(address, {
      ...{ address, type, module: moduleOf(address) },
      ...{ before: attributes, after: attributes },
    });
  }
  return resources;
}

function changed({ address, type, change }: ResourceChange): PlannedResource {
  const { before, after, before_sensitive, after_sensitive } = fieldsOf(change);
  const state = stateOf(listOf(fieldsOf(change).actions) as Action[]);
  return {
    ...{ address, type, module: moduleOf(address) },
    ...(state && { state }),
    ...(isRecord(before) && { before: withoutSensitive(before, before_sensitive) as Attributes }),
    ...(isRecord(after) && { after: withoutSensitive(after, after_sensitive) as Attributes }),
  };
}

/** What happens to a resource. A resource that is read or forgotten stays as it is. */
function stateOf(actions: readonly Action[]): ChangeState | undefined {
  const [first, second] = actions;
  if (second !== undefined) return 'replace';
  if (first === 'delete') return 'destroy';
  return first === 'create' || first === 'update' ? first : undefined;
}

/** A value without the parts that `mark` has `true` for. */
function withoutSensitive(value: unknown, mark: unknown): unknown {
  if (mark === true) return undefined;
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      withoutSensitive(item, Array.isArray(mark) ? mark[index] : undefined),
    );
  }
  if (!isRecord(value) || !isRecord(mark)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withoutSensitive(item, mark[name])]),
  );
}

function* inModules(module: ModuleValues | undefined): Generator<{
  address: string;
  mode?: string;
  type: string;
  values?: unknown;
}> {
  if (!isRecord(module)) return;
  for (const resource of listOf(module.resources)) {
    const { address, type, mode, values } = fieldsOf(resource);
    if (typeof address !== 'string' || typeof type !== 'string') continue;
    yield { address, type, mode: textOf(mode), values };
  }
  for (const child of listOf(module.child_modules)) yield* inModules(child as ModuleValues);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first block of a list of blocks; empty if there is none. */
export function blockOf(value: unknown): Record<string, unknown> {
  return fieldsOf(listOf(value)[0]);
}

/** A text that is not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A finite number, or a text that is one. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
