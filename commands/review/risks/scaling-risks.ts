import type { Kind, Risk } from '../model/report';
import { fieldsOf } from '../plan/json-values';
import type { ModuleValues, Plan, ResourceChange } from '../plan/plan';
import { blockOf, numberOf, textOf } from '../plan/planned-resources';
import type { Owners } from './owners';

type Finding = Omit<Risk, 'address' | 'action'>;
type Fields = Readonly<Record<string, unknown>>;

/** How many tasks or hosts there are now at least, and at most; `undefined` where that is not known. */
interface Now {
  readonly count?: number;
  readonly least?: number;
  readonly most?: number;
}

/** Where times, limits and targets of scaling leave less than there is. */
export class ScalingRisks {
  /** By `service/<cluster>/<service>`, as scaling names it. */
  private readonly services = new Map<string, Now>();

  /** By name. */
  private readonly autoScalingGroups = new Map<string, Now>();

  constructor(plan: Plan) {
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
        return scheduled(one, 'hosts', timedInstances(before), timedInstances(after), now, isNew);
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

  /** A service that begins to scale within limits below what it has. */
  private limited(after: Fields): Finding[] {
    const name = textOf(after.resource_id) ?? '';
    const { count } = this.services.get(name) ?? {};
    const most = numberOf(after.max_capacity);
    if (count === undefined || most === undefined || most >= count) return [];
    const what = `${name.split('/').at(-1)} has ${most} tasks at most, ${count} now`;
    return [risk(what, 'the others are stopped as soon as it scales', true)];
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

/** What a time sets; the AWS provider writes -1 for what stays as it is. */
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

/** A time at which there may be less than there is now, or than the time has set until now. */
function scheduled(
  { change }: ResourceChange,
  noun: string,
  before: Now,
  after: Now,
  now: Now | undefined,
  isNew: boolean,
): Finding[] {
  const fields = { ...fieldsOf(change.before), ...fieldsOf(change.after) };
  const of = textOf(fields.resource_id) ?? textOf(fields.autoscaling_group_name) ?? 'it';
  const had = (name: keyof Now) => before[name] ?? now?.[name];
  const less = (['least', 'most', 'count'] as const).flatMap((name) => {
    const [was, willBe] = [had(name), after[name]];
    if (willBe === undefined || before[name] === willBe) return [];
    if (was === undefined ? willBe > 0 : willBe >= was) return [];
    const words = { least: ' at least', most: ' at most', count: '' };
    return [`${willBe} ${noun}${words[name]}${was === undefined ? '' : `, ${was} now`}`];
  });
  if (less.length === 0) return [];
  const name = textOf(fields.scheduled_action_name) ?? textOf(fields.name) ?? '';
  const what = `At the times of ${name || 'a schedule'} ${of.split('/').at(-1)} has ${less.join('; ')}`;
  const isNone = (after.most ?? after.count) === 0;
  const consequence = isNone
    ? 'nothing answers from then on, until another time sets more'
    : 'from then on fewer remain when one fails, or when it is busy';
  return [risk(what, consequence, !isNew)];
}

/** Whether that which a time is of is made by the same plan. */
function isOfNew(one: ResourceChange, attribute: string, type: string, owners: Owners): boolean {
  const { after, after_unknown: sign } = one.change;
  if (fieldsOf(sign)[attribute] === true) return true;
  const name = textOf(fieldsOf(after)[attribute]);
  return name !== undefined && owners.creates(type, name);
}

/** A service or group that is let get busier before it gets more. */
function raised(before: Fields, after: Fields): Finding[] {
  const names = ['target_tracking_scaling_policy_configuration', 'target_tracking_configuration'];
  const value = (of: Fields) =>
    names.map((name) => numberOf(blockOf(of[name]).target_value)).find((one) => one !== undefined);
  const [was, willBe] = [value(before), value(after)];
  if (was === undefined || willBe === undefined || willBe <= was) return [];
  const what = `${String(after.name ?? 'A scaling policy')} keeps ${willBe} as its target, ${was} now`;
  return [risk(what, 'there are fewer of them for the same load', false)];
}

function ofDestroyed({ type, change }: ResourceChange, owners: Owners): Finding[] {
  const { name, resource_id: id } = fieldsOf(change.before);
  if (type !== 'aws_appautoscaling_policy') return [];
  if (owners.destroys('aws_appautoscaling_target', String(id))) return [];
  const what = `The scaling policy ${String(name ?? '')} is destroyed`.replace('  ', ' ');
  return [risk(what, 'the number of tasks no longer follows what it measured', false)];
}

function risk(what: string, consequence: string, isBlocking: boolean): Finding {
  return { area: 'capacity', what, consequence, isBlocking };
}
