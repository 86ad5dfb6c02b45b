import type { ChangeState } from '../model/topology';
import { imageOf, type PlannedService, portOf, type Side, tasksOf } from '../plan/ecs-services';
import { listOf } from '../plan/json-values';
import { type PlannedResource, textOf } from '../plan/planned-resources';
import type { References } from '../plan/references';

/** Where requests end: a service of ECS, or a target group that belongs to none. */
export interface TrafficTarget {
  readonly name: string;
  readonly lines: readonly string[];
  readonly state?: ChangeState;
  readonly groups: readonly PlannedResource[];
}

export const groupTypes = ['aws_lb_target_group', 'aws_alb_target_group'];

/** All destinations of requests, each with the target groups that lead to it, by name. */
export function targetsOf(
  services: readonly PlannedService[],
  resources: ReadonlyMap<string, PlannedResource>,
  references: References,
): TrafficTarget[] {
  const targets = services.flatMap((service) => {
    const groups = targetGroupsOf(service.service, references);
    return groups.length === 0 ? [] : [serviceTarget(service, groups)];
  });
  const taken = new Set(targets.flatMap(({ groups }) => groups));
  const others = [...resources.values()].filter(
    (resource) => groupTypes.includes(resource.type) && !taken.has(resource),
  );
  return [...targets, ...others.map(groupTarget)].sort((one, other) =>
    compared(one.name, other.name),
  );
}

/** Target groups of a service, those that it leaves, too. */
function targetGroupsOf(service: PlannedResource, references: References): PlannedResource[] {
  const count = Math.max(
    ...[service.before, service.after].map((side) => listOf(side?.load_balancer).length),
    1,
  );
  const paths = [...Array(count).keys()].map((index) => [
    'load_balancer',
    index,
    'target_group_arn',
  ]);
  const now = paths.flatMap((path) => references.targets(service, path, groupTypes));
  const before = paths.flatMap((path) => references.targets(service, path, groupTypes, 'before'));
  return [...new Set([...now, ...before])];
}

function serviceTarget(service: PlannedService, groups: readonly PlannedResource[]): TrafficTarget {
  const { address, before, after } = service.service;
  const name = textOf((after ?? before)?.name) ?? address;
  const state = stateOf(service, groups);
  const tasks = changing(service, (side) => formatTasks(service, side));
  const port = changing(service, (side) => {
    const number = portOf(service, groups, side);
    return number === undefined ? undefined : `port ${number}`;
  });
  const image = changing(service, (side) => imageOf(service, side));
  const details = [tasks, port].filter((fact) => fact !== undefined).join(', ');
  return {
    name,
    lines: [
      name,
      ...(details ? [details] : []),
      ...(image ? [image] : []),
      ...(groups.some((group) => group.state === 'replace') ? ['target group replaced'] : []),
    ],
    ...(state && { state }),
    groups,
  };
}

/** Its own state says most; else a rollout, a new size or another target group change it. */
function stateOf(
  { service, definitions, scalings, scalingResources: scalingParts }: PlannedService,
  groups: readonly PlannedResource[],
): ChangeState | undefined {
  if (service.state !== undefined && service.state !== 'update') return service.state;
  const resources = [service, ...groups, ...definitions, ...scalings, ...scalingParts];
  return resources.some(({ state }) => state !== undefined) ? 'update' : undefined;
}

function formatTasks(service: PlannedService, side: Side): string | undefined {
  const tasks = tasksOf(service, side);
  if (!tasks) return undefined;
  const { least, most } = tasks;
  if (least !== most) return `${least} to ${most} tasks`;
  return `${least} task${least === 1 ? '' : 's'}`;
}

/** What is said of it now, and with an arrow what will be said, where both are known and differ. */
function changing(
  { service }: PlannedService,
  say: (side: Side) => string | undefined,
): string | undefined {
  const before = service.before && say('before');
  const after = service.after && say('after');
  if (before === undefined || after === undefined || before === after) return after ?? before;
  return `${before} → ${after}`;
}

function groupTarget(group: PlannedResource): TrafficTarget {
  const { address, before, after, state } = group;
  const name = textOf((after ?? before)?.name) ?? address;
  return { name, lines: [name, 'target group'], ...(state && { state }), groups: [group] };
}

let collator: Intl.Collator | undefined;

/** Order of names, the same on every machine; numbers in them by their value. */
export function compared(one: string, other: string): number {
  // Made once: to make one for each comparison takes longer than all the rest.
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}
