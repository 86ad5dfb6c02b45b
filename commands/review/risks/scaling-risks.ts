import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';
import { fieldsOf } from '../plan/json-values';
import type { ModuleValues, ResourceChange } from '../plan/plan';
import type { PlanContext } from '../plan/plan-context';
import { blockOf, numberOf, textOf } from '../plan/planned-resources';
import type { Owners } from './owners';

type Finding = Omit<Risk, 'address' | 'action'>;
type Fields = Readonly<Record<string, unknown>>;

/** Current, minimum and maximum number of tasks or instances; `undefined` if unknown. */
interface Now {
  readonly count?: number;
  readonly least?: number;
  readonly most?: number;
}

/** Finds schedules, limits and targets of scaling that reduce capacity. */
export class ScalingRisks {
  /** By resource ID of the scalable target: `service/<cluster>/<service>`. */
  private readonly services = new Map<string, Now>();

  /** By name. */
  private readonly autoScalingGroups = new Map<string, Now>();

  constructor({ plan }: PlanContext) {
    const visit = (module: ModuleValues | undefined): void => {
      for (const { type, values } of module?.resources ?? []) this.note(type, fieldsOf(values));
      module?.child_modules?.forEach(visit);
    };
    visit(plan.prior_state?.values?.root_module);
    for (const { type, change, deposed } of plan.resource_changes) {
      if (deposed === undefined) this.note(type, fieldsOf(change.before));
    }
  }

  risks(one: ResourceChange, kind: Kind, owners: Owners): Finding[] {
    if (kind === 'destroy') return ofDestroyed(one, owners);
    if (kind !== 'create' && kind !== 'update' && kind !== 'replace') return [];
    const [before, after] = [fieldsOf(one.change.before), fieldsOf(one.change.after)];
    switch (one.type) {
      case 'aws_appautoscaling_scheduled_action': {
        const now = this.services.get(String(after.resource_id));
        const isNew = isOfNew(one, 'resource_id', 'aws_appautoscaling_target', owners);
        return scheduled(one, 'tasks', timedTasks(before), timedTasks(after), now, isNew);
      }
      case 'aws_autoscaling_schedule': {
        const now = this.autoScalingGroups.get(String(after.autoscaling_group_name));
        const isNew = isOfNew(one, 'autoscaling_group_name', 'aws_autoscaling_group', owners);
        return scheduled(
          one,
          'instances',
          timedInstances(before),
          timedInstances(after),
          now,
          isNew,
        );
      }
      case 'aws_appautoscaling_target':
        return kind === 'create' ? this.limited(after) : [];
      case 'aws_appautoscaling_policy':
      case 'aws_autoscaling_policy':
        return raised(before, after);
      default:
        return [];
    }
  }

  /** A service that gets scaling with a maximum below its current task count. */
  private limited(after: Fields): Finding[] {
    const name = textOf(after.resource_id) ?? '';
    const { count } = this.services.get(name) ?? {};
    const most = numberOf(after.max_capacity);
    if (count === undefined || most === undefined || most >= count) return [];
    const what = `The maximum task count of ${name.split('/').at(-1)} becomes ${most}; it has ${count} tasks now`;
    return [risk(what, 'tasks above the maximum are stopped as soon as it scales', true)];
  }

  private note(type: string, values: Fields): void {
    const { cluster, name, resource_id: scaled } = values;
    if (type === 'aws_ecs_service') {
      const of = String(cluster ?? 'default')
        .split('/')
        .at(-1);
      this.add(this.services, `service/${of}/${String(name)}`, {
        count: numberOf(values.desired_count),
      });
    }
    if (type === 'aws_appautoscaling_target') {
      const [least, most] = [numberOf(values.min_capacity), numberOf(values.max_capacity)];
      this.add(this.services, String(scaled), { least, most });
    }
    if (type === 'aws_autoscaling_group') {
      const [least, most] = [numberOf(values.min_size), numberOf(values.max_size)];
      const count = numberOf(values.desired_capacity);
      this.add(this.autoScalingGroups, String(name), { least, most, count });
    }
  }

  private add(all: Map<string, Now>, name: string, now: Now): void {
    const known = Object.entries(now).filter(([, value]) => value !== undefined);
    all.set(name, { ...all.get(name), ...Object.fromEntries(known) });
  }
}

/** The limits that a schedule sets; the AWS provider writes -1 for a limit that stays unchanged. */
function timedTasks(values: Fields): Now {
  const { min_capacity: least, max_capacity: most } = blockOf(values.scalable_target_action);
  return { least: amount(least), most: amount(most) };
}

function timedInstances({ min_size, max_size, desired_capacity }: Fields): Now {
  return { least: amount(min_size), most: amount(max_size), count: amount(desired_capacity) };
}

function amount(value: unknown): number | undefined {
  const number = numberOf(value);
  return number !== undefined && number >= 0 ? number : undefined;
}

/** A schedule that sets less than the current capacity, or less than it has set before. */
function scheduled(
  { change }: ResourceChange,
  noun: string,
  before: Now,
  after: Now,
  now: Now | undefined,
  isNew: boolean,
): Finding[] {
  const fields = { ...fieldsOf(change.before), ...fieldsOf(change.after) };
  const of = textOf(fields.resource_id) ?? textOf(fields.autoscaling_group_name) ?? 'a resource';
  const had = (name: keyof Now) => before[name] ?? now?.[name];
  const less = (['least', 'most', 'count'] as const).flatMap((name) => {
    const [was, willBe] = [had(name), after[name]];
    if (willBe === undefined || before[name] === willBe) return [];
    if (was === undefined ? willBe > 0 : willBe >= was) return [];
    const words = { least: 'at least ', most: 'at most ', count: '' };
    return [`${words[name]}${willBe} ${noun}${was === undefined ? '' : ` instead of ${was}`}`];
  });
  if (less.length === 0) return [];
  const name = textOf(fields.scheduled_action_name) ?? textOf(fields.name) ?? '';
  const what = `${name ? `Schedule ${name}` : 'A schedule'} sets ${of.split('/').at(-1)} to ${less.join(', ')}`;
  const isNone = (after.most ?? after.count) === 0;
  const consequence = isNone
    ? 'no requests are served until another schedule sets more'
    : 'less capacity remains under peak load, or if a task or instance fails';
  return [risk(what, consequence, !isNew)];
}

/** Whether the same plan creates the resource of a schedule. */
function isOfNew(one: ResourceChange, attribute: string, type: string, owners: Owners): boolean {
  const { after, after_unknown: sign } = one.change;
  if (fieldsOf(sign)[attribute] === true) return true;
  const name = textOf(fieldsOf(after)[attribute]);
  return name !== undefined && owners.creates(type, name);
}

/** A scaling policy with a higher target: the load must be higher before capacity is added. */
function raised(before: Fields, after: Fields): Finding[] {
  const names = ['target_tracking_scaling_policy_configuration', 'target_tracking_configuration'];
  const value = (of: Fields) =>
    names.map((name) => numberOf(blockOf(of[name]).target_value)).find((one) => one !== undefined);
  const [was, willBe] = [value(before), value(after)];
  if (was === undefined || willBe === undefined || willBe <= was) return [];
  const what = `The target value of scaling policy ${String(after.name ?? '(unnamed)')} increases from ${was} to ${willBe}`;
  return [risk(what, 'fewer tasks or instances run for the same load', false)];
}

function ofDestroyed({ type, change }: ResourceChange, owners: Owners): Finding[] {
  const { name, resource_id: id } = fieldsOf(change.before);
  if (type !== 'aws_appautoscaling_policy') return [];
  if (owners.destroys('aws_appautoscaling_target', String(id))) return [];
  const what = `The scaling policy ${String(name ?? '')} is destroyed`.replace('  ', ' ');
  return [risk(what, 'the task count no longer follows its metric', false)];
}

function risk(what: string, consequence: string, isBlocking: boolean): Finding {
  return { area: 'capacity', what, consequence, isBlocking };
}
