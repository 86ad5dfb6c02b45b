import type { Risk } from '../model/report';
import type { ResourceChange } from '../plan/plan';

/** An attribute whose decrease reduces capacity. */
interface Amount {
  readonly attribute: string;

  /** Name of the amount in sentences. */
  readonly what: string;
  readonly consequence: string;
  readonly isBlocking: boolean;
}

const fewerAtPeak = 'less capacity is available under peak load: requests can be slow or fail';
const fewerAlways =
  'each task or instance handles more load, and less capacity remains if one fails';

const amounts: Readonly<Record<string, readonly Amount[]>> = {
  aws_ecs_service: [
    {
      attribute: 'desired_count',
      what: 'desired task count',
      consequence: fewerAlways,
      isBlocking: true,
    },
    {
      attribute: 'deployment_minimum_healthy_percent',
      what: 'minimum healthy percent',
      consequence: 'fewer tasks serve requests during a deployment',
      isBlocking: false,
    },
  ],
  aws_appautoscaling_target: [
    {
      attribute: 'min_capacity',
      what: 'minimum task count',
      consequence: fewerAlways,
      isBlocking: true,
    },
    {
      attribute: 'max_capacity',
      what: 'maximum task count',
      consequence: fewerAtPeak,
      isBlocking: true,
    },
  ],
  aws_autoscaling_group: [
    {
      attribute: 'min_size',
      what: 'minimum instance count',
      consequence: fewerAlways,
      isBlocking: true,
    },
    {
      attribute: 'max_size',
      what: 'maximum instance count',
      consequence: fewerAtPeak,
      isBlocking: true,
    },
    {
      attribute: 'desired_capacity',
      what: 'desired instance count',
      consequence: fewerAlways,
      isBlocking: true,
    },
  ],
  aws_ecs_task_definition: [
    {
      attribute: 'cpu',
      what: 'task CPU (units)',
      consequence: 'each task has less processing capacity',
      isBlocking: false,
    },
    {
      attribute: 'memory',
      what: 'task memory (MiB)',
      consequence: 'a task that needs more memory is killed',
      isBlocking: false,
    },
  ],
};

/** Risks of a plan that reduces the number or the size of tasks or instances. */
export function capacityRisks({
  type,
  change,
}: ResourceChange): Omit<Risk, 'address' | 'action'>[] {
  const { before, after } = change;
  return (amounts[type] ?? []).flatMap(({ attribute, what, consequence, isBlocking }) => {
    const [was, willBe] = [before, after].map((values) => numberIn(values, attribute));
    if (was === undefined || willBe === undefined || willBe >= was) return [];
    const isNone = willBe === 0 && attribute === 'desired_count';
    const sentence = `The ${what} of ${nameIn(before)} decreases from ${was} to ${willBe}`;
    return [
      {
        area: 'capacity' as const,
        what: sentence,
        consequence: isNone ? 'the service no longer serves requests' : consequence,
        isBlocking,
      },
    ];
  });
}

function numberIn(values: unknown, attribute: string): number | undefined {
  const value = (values as Record<string, unknown> | null | undefined)?.[attribute];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The name of the service, group or task definition. */
function nameIn(values: unknown): string {
  const { name, resource_id: resource, family } = (values ?? {}) as Record<string, unknown>;
  if (typeof name === 'string') return name;
  if (typeof resource === 'string') return resource.split('/').at(-1) ?? resource;
  return typeof family === 'string' ? family : 'an unnamed resource';
}
