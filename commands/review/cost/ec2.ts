import {
  ec2HourlyPrice,
  hoursOfMonth,
  publicIpv4Hour,
  spotDiscount,
} from '../../../constructs/pricing/prices';
import type { Range } from '../model/cost';
import type { Side } from '../plan/ecs-services';
import { fieldsOf, listOf } from '../plan/json-values';
import {
  type Attributes,
  blockOf,
  numberOf,
  type PlannedResource,
  textOf,
} from '../plan/planned-resources';
import {
  always,
  type Bill,
  type Billed,
  type CostItem,
  formatCount,
  ofType,
  together,
} from './items';

/** EC2 instances, in Auto Scaling groups or alone, with their disks and public addresses. */
export function ec2Bill(billed: Billed, side: Side): Bill {
  const groups = ofType(billed.resources, 'aws_autoscaling_group').map((group) =>
    group[side] ? groupBill(group, group[side], billed, side) : { items: [], notes: [] },
  );
  const single = ofType(billed.resources, 'aws_instance').map((instance) =>
    instance[side] ? instanceBill(instance, instance[side], billed) : { items: [], notes: [] },
  );
  return together([...groups, ...single]);
}

/** Instances that are billed together. */
interface Instances {
  readonly key: string;
  readonly name: string;
  readonly count: Range;
  readonly types: readonly string[];

  /** Share on Spot, 0 to 1. */
  readonly spot: number;
}

function groupBill(
  group: PlannedResource,
  attributes: Attributes,
  billed: Billed,
  side: Side,
): Bill {
  const name = `Auto Scaling group ${textOf(attributes.name) ?? group.address}`;
  const least = numberOf(attributes.min_size);
  const most = numberOf(attributes.max_size);
  const template = templateOf(group, billed, side);
  const mixed = blockOf(attributes.mixed_instances_policy);
  const overrides = listOf(blockOf(mixed.launch_template).override).map(fieldsOf);
  const written = overrides.flatMap(({ instance_type }) => textOf(instance_type) ?? []);
  const own = textOf(template?.instance_type);
  const types = written.length > 0 ? written : own === undefined ? [] : [own];
  if (least === undefined || most === undefined || types.length === 0) {
    const unknown = types.length === 0 ? 'its instance type' : 'its size';
    return { items: [], notes: [`${name} is not in the sums: ${unknown} is not known`] };
  }
  const onDemand = blockOf(mixed.instances_distribution).on_demand_percentage_above_base_capacity;
  const count = { least, most };
  const spot = 1 - (numberOf(onDemand) ?? 100) / 100;
  const instances = { key: group.address, name, count, types, spot };
  return together([
    instanceHoursBill(instances, billed),
    diskBill(instances, disksOf(template), billed),
    addressBill(instances, template),
  ]);
}

/** The launch template of a group before or after the plan. */
function templateOf(
  group: PlannedResource,
  { references }: Billed,
  side: Side,
): Attributes | undefined {
  const specification = [
    'mixed_instances_policy',
    0,
    'launch_template',
    0,
    'launch_template_specification',
    0,
  ];
  const paths = [
    [...specification, 'launch_template_id'],
    [...specification, 'launch_template_name'],
    ['launch_template', 0, 'id'],
    ['launch_template', 0, 'name'],
  ];
  return paths
    .flatMap((path) => references.targets(group, path, ['aws_launch_template']))
    .find((template) => template[side])?.[side];
}

function instanceBill(instance: PlannedResource, attributes: Attributes, billed: Billed): Bill {
  const type = textOf(attributes.instance_type);
  if (type === undefined) {
    return { items: [], notes: [`${instance.address} is not in the sums: its type is not known`] };
  }
  const name = `instance ${instance.address}`;
  const instances = { key: instance.address, name, count: always(1), types: [type], spot: 0 };
  const disks = [attributes.root_block_device, attributes.ebs_block_device].flatMap(listOf);
  return together([
    instanceHoursBill(instances, billed),
    diskBill(instances, disks.map(fieldsOf), billed),
  ]);
}

function instanceHoursBill({ key, name, count, types, spot }: Instances, { region }: Billed): Bill {
  const hours = types.flatMap((type) => ec2HourlyPrice(region, type) ?? []);
  const unknown = [...new Set(types.filter((type) => ec2HourlyPrice(region, type) === undefined))];
  if (unknown.length > 0) {
    const why = `the price of ${unknown.join(', ')} in ${region} is not known`;
    return { items: [], notes: [`Not in the sums: ${name}, because ${why}`] };
  }
  const cheapest = Math.min(...hours) * (1 - spot * spotDiscount.ec2);
  const item: CostItem = {
    key,
    name,
    text: `${formatCount(count)} of ${[...new Set(types)].join(' or ')}${spot > 0 ? ', partly on Spot' : ''}`,
    range: {
      least: count.least * cheapest * hoursOfMonth,
      most: count.most * Math.max(...hours) * hoursOfMonth,
    },
  };
  return { items: [item], notes: spot > 0 ? [spotNote] : [] };
}

const spotNote =
  'EC2 Spot prices vary: the minimum assumes 10 percent of the on-demand price, the maximum the full price';

function disksOf(template: Attributes | undefined): Record<string, unknown>[] {
  return listOf(template?.block_device_mappings).map((device) => blockOf(fieldsOf(device).ebs));
}

function diskBill(
  { key, name, count }: Instances,
  disks: readonly Record<string, unknown>[],
  { compute, region }: Billed,
): Bill {
  const sizes = disks.map(({ volume_size }) => numberOf(volume_size));
  const size = sizes.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const others = disks.filter(({ volume_type }) => volume_type !== 'gp3');
  if (disks.length === 0 || sizes.includes(undefined) || others.length > 0) {
    return {
      items: [],
      notes: [`Disks of ${name} are not in the sums: not all of them are gp3 with a known size`],
    };
  }
  if (compute.gp3GbMonth === undefined) {
    return { items: [], notes: [`The price of gp3 disks in ${region} is not known`] };
  }
  const month = size * compute.gp3GbMonth;
  const range = { least: count.least * month, most: count.most * month };
  const text = `${formatCount(count)} of ${size} GiB gp3`;
  return { items: [{ key: `${key} disks`, name: `disks of ${name}`, text, range }], notes: [] };
}

function addressBill({ key, name, count }: Instances, template: Attributes | undefined): Bill {
  const given = listOf(template?.network_interfaces).map(fieldsOf);
  const isPublic = given.some(
    ({ associate_public_ip_address: one }) => one === 'true' || one === true,
  );
  if (!isPublic) return { items: [], notes: [] };
  const month = publicIpv4Hour * hoursOfMonth;
  const range = { least: count.least * month, most: count.most * month };
  const text = `${formatCount(count)} public IPv4 addresses of ${name}`;
  return { items: [{ key: `${key} addresses`, text, range }], notes: [] };
}
