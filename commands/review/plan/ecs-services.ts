import { fieldsOf, listOf } from './json-values';
import {
  type Attributes,
  blockOf,
  numberOf,
  type PlannedResource,
  textOf,
} from './planned-resources';
import type { References } from './references';

/** An ECS service with its task definition and scaling. */
export interface PlannedService {
  readonly service: PlannedResource;
  readonly definitions: readonly PlannedResource[];
  readonly scalings: readonly PlannedResource[];

  /** Its scaling policies and scheduled actions. */
  readonly scalingResources: readonly PlannedResource[];
}

/** Minimum and maximum number of tasks. */
export interface Tasks {
  readonly least: number;
  readonly most: number;
}

export type Side = 'before' | 'after';

/** All ECS services, each with its task definition and scaling. */
export function ecsServicesOf(
  resources: ReadonlyMap<string, PlannedResource>,
  references: References,
): PlannedService[] {
  const all = [...resources.values()];
  const scaled = byScaledService(all, references);
  const resourcesByScaling = scalingResourcesBy(all, references);
  return all
    .filter(({ type }) => type === 'aws_ecs_service')
    .map((service) => {
      const scalings = scaled.get(service) ?? [];
      return {
        service,
        definitions: definitionsOf(service, all, references),
        scalings,
        scalingResources: scalings.flatMap((scaling) => resourcesByScaling.get(scaling) ?? []),
      };
    });
}

function definitionsOf(
  service: PlannedResource,
  all: readonly PlannedResource[],
  references: References,
): readonly PlannedResource[] {
  const type = 'aws_ecs_task_definition';
  const found = references.targets(service, ['task_definition'], [type]);
  if (found.length > 0) return found;
  // A pipeline can have registered a later revision of the same family.
  const family = familyOf(service.after?.task_definition ?? service.before?.task_definition);
  return family === undefined
    ? []
    : all.filter((one) => one.type === type && (one.after ?? one.before)?.family === family);
}

/** `arn:aws:ecs:…:task-definition/shop:3` → `shop`. */
function familyOf(definition: unknown): string | undefined {
  return textOf(definition)?.split('/').at(-1)?.split(':')[0];
}

function byScaledService(all: readonly PlannedResource[], references: References) {
  const services = all.filter(({ type }) => type === 'aws_ecs_service');
  const byName = new Map<string, PlannedResource[]>();
  for (const service of services) {
    for (const { name, cluster } of [service.before, service.after].map(fieldsOf)) {
      const text = `${textOf(cluster)?.split('/').at(-1) ?? ''}/${textOf(name) ?? ''}`;
      for (const key of [text, `/${textOf(name) ?? ''}`]) {
        const list = byName.get(key) ?? [];
        byName.set(key, list.includes(service) ? list : [...list, service]);
      }
    }
  }
  const scaled = new Map<PlannedResource, PlannedResource[]>();
  for (const scaling of all.filter(({ type }) => type === 'aws_appautoscaling_target')) {
    for (const service of scaledBy(scaling, byName, references)) {
      scaled.set(service, [...(scaled.get(service) ?? []), scaling]);
    }
  }
  return scaled;
}

function scaledBy(
  scaling: PlannedResource,
  byName: ReadonlyMap<string, PlannedResource[]>,
  references: References,
): readonly PlannedResource[] {
  const id =
    textOf((scaling.after ?? scaling.before)?.resource_id) ?? textOf(scaling.before?.resource_id);
  if (id === undefined) return references.targets(scaling, ['resource_id'], ['aws_ecs_service']);
  const [kind, cluster = '', name = ''] = id.split('/');
  if (kind !== 'service') return [];
  const exact = byName.get(`${cluster}/${name}`);
  if (exact) return exact;
  const named = byName.get(`/${name}`) ?? [];
  return named.length === 1 ? named : [];
}

function scalingResourcesBy(all: readonly PlannedResource[], references: References) {
  const types = ['aws_appautoscaling_policy', 'aws_appautoscaling_scheduled_action'];
  const targets = all.filter(({ type }) => type === 'aws_appautoscaling_target');
  const byId = new Map(
    targets.map((target) => [textOf((target.after ?? target.before)?.resource_id), target]),
  );
  const byTarget = new Map<PlannedResource, PlannedResource[]>();
  for (const resource of all.filter(({ type }) => types.includes(type))) {
    const id = textOf((resource.after ?? resource.before)?.resource_id);
    const target = id === undefined ? undefined : byId.get(id);
    const found = target
      ? [target]
      : references.targets(resource, ['resource_id'], ['aws_appautoscaling_target']);
    for (const one of found) byTarget.set(one, [...(byTarget.get(one) ?? []), resource]);
  }
  return byTarget;
}

/** The number of tasks of a service, from its scaling or its desired count; `undefined` if it is not known. */
export function tasksOf(
  { service, scalings, scalingResources: scalingParts }: PlannedService,
  side: Side,
): Tasks | undefined {
  const attributes = service[side];
  if (!attributes) return undefined;
  const bounds = scalings.flatMap((scaling) => scaling[side] ?? []);
  const times = scalingParts.flatMap((resource) => listOf(resource[side]?.scalable_target_action));
  const all = [...bounds, ...times].map(fieldsOf);
  const least = known(all.map(({ min_capacity }) => min_capacity));
  const most = known(all.map(({ max_capacity }) => max_capacity));
  if (least.length > 0 && most.length > 0) {
    return { least: Math.min(...least), most: Math.max(...most) };
  }
  const count = numberOf(attributes.desired_count);
  return count === undefined ? undefined : { least: count, most: count };
}

function known(values: readonly unknown[]): number[] {
  return values.flatMap((value) => numberOf(value) ?? []);
}

/** The task definition of a service before or after the plan. */
export function definitionOf({ definitions }: PlannedService, side: Side): Attributes | undefined {
  return definitions.find((definition) => definition[side])?.[side];
}

/** Image of the container behind the load balancer, without its registry: `api:1.2.3`. */
export function imageOf(service: PlannedService, side: Side): string | undefined {
  const written = textOf(definitionOf(service, side)?.container_definitions);
  const containers = written === undefined ? [] : listOf(parsed(written)).map(fieldsOf);
  const reached = blockOf(service.service[side]?.load_balancer).container_name;
  const container = containers.find(({ name }) => name === reached) ?? containers[0];
  const [name = '', digest] = (textOf(container?.image) ?? '').split('/').at(-1)?.split('@') ?? [];
  if (name === '') return undefined;
  return digest === undefined ? name : `${name}@${digest.slice(0, 'sha256:'.length + 12)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The port that the load balancer sends requests to: that of the container, else that of the target group. */
export function portOf(
  { service }: PlannedService,
  groups: readonly PlannedResource[],
  side: Side,
): number | undefined {
  if (!service[side]) return undefined;
  const port = numberOf(blockOf(service[side]?.load_balancer).container_port);
  return port ?? numberOf(groups.find((group) => group[side])?.[side]?.port);
}
