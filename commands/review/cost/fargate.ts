import {
  freeTaskStorageGiB,
  hoursOfMonth,
  publicIpv4Hour,
  spotDiscount,
} from '../../../constructs/pricing/prices';
import {
  definitionOf,
  type PlannedService,
  type Side,
  type Tasks,
  tasksOf,
} from '../plan/ecs-services';
import { fieldsOf, listOf } from '../plan/json-values';
import { type Attributes, blockOf, numberOf, textOf } from '../plan/planned-resources';
import { type Bill, type Billed, type CostItem, formatCount } from './items';

/** Fargate tasks and their public addresses. Tasks on EC2 instances cost nothing extra. */
export function fargateBill(billed: Billed, side: Side): Bill {
  const items: CostItem[] = [];
  const leftOut = new Map<string, string[]>();
  const addresses = { least: 0, most: 0 };
  for (const service of billed.services) {
    const attributes = service.service[side];
    if (!attributes || !isOnFargate(service, side)) continue;
    const name = textOf(attributes.name) ?? service.service.address;
    const tasks = tasksOf(service, side);
    if (!tasks) {
      append(leftOut, 'the number of tasks is not known', name);
      continue;
    }
    const priced = pricedTasks(service, tasks, billed, side);
    if (typeof priced === 'string') append(leftOut, priced, name);
    else items.push({ ...priced, key: service.service.address, name });
    if (blockOf(attributes.network_configuration).assign_public_ip === true) {
      addresses.least += tasks.least;
      addresses.most += tasks.most;
    }
  }
  if (addresses.most > 0) items.push(addressItem(addresses));
  const notes = [...leftOut].map(
    ([why, names]) => `Not in the sums: ${formatNames(names)}, because ${why}`,
  );
  const isOnSpot = items.some(({ text }) => text.includes('Spot'));
  return { items, notes: isOnSpot ? [...notes, spotNote] : notes };
}

const spotNote =
  'Fargate Spot prices vary: the minimum assumes 30 percent of the on-demand price, the maximum the full price';

function append(map: Map<string, string[]>, key: string, value: string): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

/** Up to five names, and the number of others. */
function formatNames(names: readonly string[]): string {
  const most = 5;
  const rest = names.length - most;
  return [...names.slice(0, most), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

function addressItem(addresses: Tasks): CostItem {
  return {
    key: 'task addresses',
    text: `${formatCount(addresses)} public IPv4 address${addresses.most === 1 ? '' : 'es'} of tasks`,
    range: {
      least: addresses.least * publicIpv4Hour * hoursOfMonth,
      most: addresses.most * publicIpv4Hour * hoursOfMonth,
    },
  };
}

function isOnFargate(service: PlannedService, side: Side): boolean {
  const { launch_type } = service.service[side] ?? {};
  const strategies = strategiesOf(service, side);
  if (strategies.length > 0)
    return strategies.some(({ provider }) => provider.startsWith('FARGATE'));
  if (textOf(launch_type) !== undefined) return launch_type === 'FARGATE';
  const compatible = definitionOf(service, side)?.requires_compatibilities;
  return Array.isArray(compatible) && compatible.includes('FARGATE') && !compatible.includes('EC2');
}

interface Strategy {
  readonly provider: string;
  readonly base: number;
  readonly weight: number;
}

function strategiesOf({ service }: PlannedService, side: Side): Strategy[] {
  return listOf(service[side]?.capacity_provider_strategy)
    .map(fieldsOf)
    .map(({ capacity_provider, base, weight }) => ({
      provider: textOf(capacity_provider) ?? '',
      base: numberOf(base) ?? 0,
      weight: numberOf(weight) ?? 0,
    }));
}

/** How many tasks run on Spot on average: first the base of each provider, then by weight. */
function onSpot(tasks: number, strategies: readonly Strategy[]): number {
  const isSpot = ({ provider }: Strategy) => provider === 'FARGATE_SPOT';
  const sum = (those: readonly Strategy[], of: (one: Strategy) => number) =>
    those.reduce((total, one) => total + of(one), 0);
  const bases = sum(strategies, ({ base }) => base);
  const spots = strategies.filter(isSpot);
  if (tasks <= bases)
    return Math.min(
      tasks,
      sum(spots, ({ base }) => base),
    );
  const weights = sum(strategies, ({ weight }) => weight);
  const share = weights === 0 ? 0 : sum(spots, ({ weight }) => weight) / weights;
  return sum(spots, ({ base }) => base) + (tasks - bases) * share;
}

/** The cost of a service's tasks, or why it is not known. */
function pricedTasks(
  service: PlannedService,
  tasks: Tasks,
  { compute, region }: Billed,
  side: Side,
): Pick<CostItem, 'text' | 'range'> | string {
  const definition = definitionOf(service, side);
  const vcpus = vcpusOf(definition?.cpu);
  const memoryMiB = memoryOf(definition?.memory);
  if (vcpus === undefined || memoryMiB === undefined) return 'the task size is not known';
  const platform = blockOf(definition?.runtime_platform);
  const architecture = platform.cpu_architecture === 'ARM64' ? 'ARM64' : 'X86_64';
  if (String(platform.operating_system_family ?? 'LINUX').startsWith('WINDOWS')) {
    return 'the price of Windows tasks is not known';
  }
  const prices = compute.fargate[architecture];
  if (!prices) return `the price of Fargate on ${architecture} in ${region} is not known`;
  const disk = billedDiskGiB(definition);
  if (disk > 0 && compute.taskStorageGbHour === undefined) {
    return `the price of ephemeral storage in ${region} is not known`;
  }
  const hour =
    vcpus * prices.vcpuHour +
    (memoryMiB / 1024) * prices.gbHour +
    disk * (compute.taskStorageGbHour ?? 0);
  const month = hour * hoursOfMonth;
  const strategies = strategiesOf(service, side);
  const spot = onSpot(tasks.least, strategies);
  const hasSpot = strategies.some(
    ({ provider, base, weight }) => provider === 'FARGATE_SPOT' && base + weight > 0,
  );
  const extras = [
    ...(architecture === 'ARM64' ? ['ARM64'] : []),
    ...(disk > 0 ? [`${disk + freeTaskStorageGiB} GiB disk`] : []),
    ...(hasSpot ? ['partly on Spot'] : []),
  ];
  const size = [`${vcpus} vCPU`, `${memoryMiB} MiB`, ...extras].join(', ');
  return {
    text: `${formatCount(tasks)} task${tasks.most === 1 ? '' : 's'} of ${size}`,
    range: {
      least: (tasks.least - spot * spotDiscount.fargate) * month,
      most: tasks.most * month,
    },
  };
}

function billedDiskGiB(definition: Attributes | undefined): number {
  const size = numberOf(blockOf(definition?.ephemeral_storage).size_in_gib) ?? 0;
  return Math.max(0, size - freeTaskStorageGiB);
}

/** `256`, `"256"` and `"0.25 vCPU"` mean the same. */
function vcpusOf(value: unknown): number | undefined {
  const written = /^\s*([\d.]+)\s*vcpu\s*$/i.exec(String(value))?.[1];
  if (written !== undefined) return numberOf(written);
  const units = numberOf(value);
  return units === undefined ? undefined : units / 1024;
}

/** `512`, `"512"` and `"0.5 GB"` mean the same. */
function memoryOf(value: unknown): number | undefined {
  const written = /^\s*([\d.]+)\s*gb\s*$/i.exec(String(value))?.[1];
  const gb = numberOf(written);
  return gb === undefined ? numberOf(value) : gb * 1024;
}
