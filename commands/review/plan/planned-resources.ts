import type { ChangeState } from '../model/topology';
import { moduleOf } from './addresses';
import { fieldsOf, listOf } from './json-values';
import type { Action, ModuleValues, Plan, ResourceChange } from './plan';

/** Attributes of a resource; what is unknown or sensitive is left out. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A managed resource, as it is and as it will be. */
export interface PlannedResource {
  readonly address: string;
  readonly type: string;

  /** Path of its module, `module.a["x"]`; '' in the root. */
  readonly module: string;

  /** What the plan does to it; `undefined` where nothing. */
  readonly state?: ChangeState;

  /** None where it is made by this plan. */
  readonly before?: Attributes;

  /** None where it is destroyed by this plan. */
  readonly after?: Attributes;
}

/** All managed resources of a plan by address: those that it changes, and those that it leaves as they are. */
export function resourcesOf(plan: Plan): Map<string, PlannedResource> {
  const resources = new Map<string, PlannedResource>();
  for (const change of listOf(plan.resource_changes) as ResourceChange[]) {
    if (!isRecord(change) || change.mode === 'data' || change.deposed !== undefined) continue;
    if (typeof change.address !== 'string') continue;
    resources.set(change.address, changed(change));
  }
  // A plan that was shortened may name what it does not change in its state only.
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

/** What happens to a resource; reading and forgetting leave it as it is. */
function stateOf(actions: readonly Action[]): ChangeState | undefined {
  const [first, second] = actions;
  if (second !== undefined) return 'replace';
  if (first === 'delete') return 'destroy';
  return first === 'create' || first === 'update' ? first : undefined;
}

/** A value without what is marked in the same place. */
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

/** The first block of a list of blocks. */
export function blockOf(value: unknown): Record<string, unknown> {
  return fieldsOf(listOf(value)[0]);
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number, also one that is written as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
