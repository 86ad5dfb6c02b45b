import { counted } from '../../cli/counted';
import type { ChangeState } from '../model/topology';
import { imageOf, type PlannedService, portOf, type Side, tasksOf } from '../plan/ecs-services';
import { listOf } from '../plan/json-values';
import { type PlannedResource, textOf } from '../plan/planned-resources';
import type { References } from '../plan/references';

/** The target of requests: an ECS service, or a target group without a service. */
export interface TrafficTarget {
  readonly name: string;
  readonly lines: readonly string[];
  readonly state?: ChangeState;
  readonly groups: readonly PlannedResource[];
}

export const groupTypes = ['aws_lb_target_group', 'aws_alb_target_group'];

/** All targets with their target groups, sorted by name. */
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

/** Target groups of a service, including those that it is removed from. */
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
  const tasks = beforeAndAfter(service, (side) => formatTasks(service, side));
  const port = beforeAndAfter(service, (side) => {
    const number = portOf(service, groups, side);
    return number === undefined ? undefined : `port ${number}`;
  });
  const image = beforeAndAfter(service, (side) => imageOf(service, side));
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

/** A service is also updated by a deployment, by scaling, or by a change of its target group. */
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
  return counted(least, 'task');
}

/** A fact before and after the plan, with an arrow if both are known and differ. */
function beforeAndAfter(
  { service }: PlannedService,
  format: (side: Side) => string | undefined,
): string | undefined {
  const before = service.before && format('before');
  const after = service.after && format('after');
  if (before === undefined || after === undefined || before === after) return after ?? before;
  return `${before} → ${after}`;
}

function groupTarget(group: PlannedResource): TrafficTarget {
  const { address, before, after, state } = group;
  const name = textOf((after ?? before)?.name) ?? address;
  return { name, lines: [name, 'target group'], ...(state && { state }), groups: [group] };
}

let collator: Intl.Collator | undefined;

/** Compares names, the same on every machine; numbers within them by value. */
export function compared(one: string, other: string): number {
  // Created once: creating a collator for each comparison would take longer than everything else.
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}
