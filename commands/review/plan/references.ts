import { instanceKeyOf, withoutInstanceKeys } from './addresses';
import { configurationReferences, referencesIn } from './configuration-references';
import type { Plan } from './plan';
import { isRecord, type PlannedResource, textOf } from './planned-resources';

/** Resolves attributes to the resources that they refer to. */
export interface References {
  /**
   * The resources that an attribute refers to: by ARN or id if these are known, else by the attribute's expression.
   *
   * @param path names and indices of the attribute
   * @param types the types of resources to return
   * @param side the value to read; by default the one after the plan, else the one before it
   */
  targets(
    from: PlannedResource,
    path: readonly (string | number)[],
    types: readonly string[],
    side?: 'before' | 'after',
  ): PlannedResource[];
}

/** How the resources of a plan refer to each other. */
export function resourceReferences(
  plan: Plan,
  resources: ReadonlyMap<string, PlannedResource>,
): References {
  const named = byName(resources);
  const instances = byConfiguration(resources);
  const written = configurationReferences(plan.configuration?.root_module);

  const expressed = (from: PlannedResource, path: readonly (string | number)[]) => {
    const bare = withoutInstanceKeys(from.address);
    const { expressions, forEach } = written.resources.get(bare) ?? {};
    const found = referencesIn(valueAt(expressions, path));
    const own = found.some((one) => /^each\.value\b/.test(one))
      ? [...found, ...(forEach ?? [])]
      : found;
    const bareModule = withoutInstanceKeys(from.module);
    const ends = own.flatMap((reference) => written.follow(bareModule, reference, new Set()));
    return [
      ...new Set(ends.flatMap((end) => chosen(instances.get(end.address) ?? [], end.key, from))),
    ];
  };

  return {
    targets(from, path, types, side) {
      const isWanted = ({ type }: PlannedResource) => types.includes(type);
      const values = side ? [from[side]] : [from.after, from.before];
      for (const value of values) {
        const names = listOrOne(valueAt(value, path)).flatMap((name) => textOf(name) ?? []);
        const found = names.flatMap((name) => named.get(name) ?? []).filter(isWanted);
        if (found.length > 0) return [...new Set(found)];
        // A known value that no resource has belongs to a resource outside this plan.
        if (names.length > 0 && value === from.after) return [];
      }
      return side === 'before' ? [] : expressed(from, path).filter(isWanted);
    },
  };
}

function listOrOne(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Resources by ARN, id and DNS name. */
function byName(resources: ReadonlyMap<string, PlannedResource>): Map<string, PlannedResource[]> {
  const named = new Map<string, PlannedResource[]>();
  for (const resource of resources.values()) {
    const names = [resource.before, resource.after].flatMap((side) =>
      [side?.arn, side?.id, side?.dns_name, side?.arn_without_revision].flatMap(
        (name) => textOf(name) ?? [],
      ),
    );
    for (const name of new Set(names)) append(named, name, resource);
  }
  return named;
}

/** Instances by their address without keys. */
function byConfiguration(resources: ReadonlyMap<string, PlannedResource>) {
  const instances = new Map<string, PlannedResource[]>();
  for (const resource of resources.values()) {
    append(instances, withoutInstanceKeys(resource.address), resource);
  }
  return instances;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The instances that another resource refers to: those in the same module, or with the same key. */
function chosen(
  instances: readonly PlannedResource[],
  key: string | undefined,
  from: PlannedResource,
): readonly PlannedResource[] {
  if (instances.length < 2) return instances;
  const near = instances.filter(({ module }) => module === from.module);
  const candidates = near.length > 0 ? near : instances;
  if (candidates.length === 1) return candidates;
  const wanted = key ?? instanceKeyOf(from.address) ?? instanceKeyOf(from.module);
  // A reference without a key means all instances: aws_subnet.public[*].id
  if (wanted === undefined) return candidates;
  return candidates.filter(
    ({ address, module }) => instanceKeyOf(address) === wanted || instanceKeyOf(module) === wanted,
  );
}

/** The value at a path. A single block can stand for a list of one. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const step of path) {
    if (typeof step === 'number') at = Array.isArray(at) ? at[step] : step === 0 ? at : undefined;
    else at = isRecord(at) ? at[step] : undefined;
  }
  return at;
}
