import type { Risk } from '../model/report';
import type { ResourceChange } from '../plan/plan';

/** A number whose decrease means less capacity. */
interface Amount {
  readonly attribute: string;

  /** What there is less of. */
  readonly what: string;
  readonly consequence: string;
  readonly isBlocking: boolean;
}

const fewerAtPeak =
  'when it is busy there are fewer of them than before: it may get slow, or refuse requests';
const fewerAlways = 'fewer remain when one fails, and each has more to do';

const amounts: Readonly<Record<string, readonly Amount[]>> = {
  aws_ecs_service: [
    { attribute: 'desired_count', what: 'tasks', consequence: fewerAlways, isBlocking: true },
    {
      attribute: 'deployment_minimum_healthy_percent',
      what: 'percent of its tasks in a deployment',
      consequence: 'while it is deployed fewer tasks answer',
      isBlocking: false,
    },
  ],
  aws_appautoscaling_target: [
    {
      attribute: 'min_capacity',
      what: 'tasks at least',
      consequence: fewerAlways,
      isBlocking: true,
    },
    {
      attribute: 'max_capacity',
      what: 'tasks at most',
      consequence: fewerAtPeak,
      isBlocking: true,
    },
  ],
  aws_autoscaling_group: [
    { attribute: 'min_size', what: 'hosts at least', consequence: fewerAlways, isBlocking: true },
    { attribute: 'max_size', what: 'hosts at most', consequence: fewerAtPeak, isBlocking: true },
    { attribute: 'desired_capacity', what: 'hosts', consequence: fewerAlways, isBlocking: true },
  ],
  aws_ecs_task_definition: [
    {
      attribute: 'cpu',
      what: 'CPU units in each task',
      consequence: 'each task does less at a time',
      isBlocking: false,
    },
    {
      attribute: 'memory',
      what: 'MiB of memory in each task',
      consequence: 'a task that needs more is killed',
      isBlocking: false,
    },
  ],
};

/** Where a plan leaves fewer tasks or hosts than there are, or smaller ones. */
export function capacityRisks({
  type,
  change,
}: ResourceChange): Omit<Risk, 'address' | 'action'>[] {
  const { before, after } = change;
  return (amounts[type] ?? []).flatMap(({ attribute, what, consequence, isBlocking: isGated }) => {
    const [was, willBe] = [before, after].map((values) => numberIn(values, attribute));
    if (was === undefined || willBe === undefined || willBe >= was) return [];
    const isNone = willBe === 0 && attribute === 'desired_count';
    const sentence = `${nameIn(before)} has ${willBe} ${what}, ${was} now`;
    return [
      {
        area: 'capacity' as const,
        what: sentence,
        consequence: isNone ? 'nothing answers any more' : consequence,
        isBlocking: isGated,
      },
    ];
  });
}

function numberIn(values: unknown, attribute: string): number | undefined {
  const value = (values as Record<string, unknown> | null | undefined)?.[attribute];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** `Service magicnight`, as far as it is known. */
function nameIn(values: unknown): string {
  const { name, resource_id: resource, family } = (values ?? {}) as Record<string, unknown>;
  if (typeof name === 'string') return name;
  if (typeof resource === 'string') return resource.split('/').at(-1) ?? resource;
  return typeof family === 'string' ? family : 'it';
}
