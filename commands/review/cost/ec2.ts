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

/** Instances of EC2: groups of hosts, and single ones, with their disks and addresses. */
export function ec2Bill(billed: Billed, side: Side): Bill {
  const groups = ofType(billed.resources, 'aws_autoscaling_group').map((group) =>
    group[side] ? groupBill(group, group[side], billed, side) : { items: [], notes: [] },
  );
  const single = ofType(billed.resources, 'aws_instance').map((instance) =>
    instance[side] ? instanceBill(instance, instance[side], billed) : { items: [], notes: [] },
  );
  return together([...groups, ...single]);
}

interface Machines {
  readonly key: string;
  readonly name: string;
  readonly count: Range;
  readonly types: readonly string[];

  /** Share of them that is on Spot, 0 to 1. */
  readonly spot: number;
}

function groupBill(
  group: PlannedResource,
  attributes: Attributes,
  billed: Billed,
  side: Side,
): Bill {
  const name = `hosts ${textOf(attributes.name) ?? group.address}`;
  const least = numberOf(attributes.min_size);
  const most = numberOf(attributes.max_size);
  const template = templateOf(group, billed, side);
  const mixed = blockOf(attributes.mixed_instances_policy);
  const overrides = listOf(blockOf(mixed.launch_template).override).map(fieldsOf);
  const written = overrides.flatMap(({ instance_type }) => textOf(instance_type) ?? []);
  const own = textOf(template?.instance_type);
  const types = written.length > 0 ? written : own === undefined ? [] : [own];
  if (least === undefined || most === undefined || types.length === 0) {
    const unknown = types.length === 0 ? 'their type' : 'their number';
    return { items: [], notes: [`The ${name} are not in the sums: ${unknown} is not known`] };
  }
  const onDemand = blockOf(mixed.instances_distribution).on_demand_percentage_above_base_capacity;
  const count = { least, most };
  const spot = 1 - (numberOf(onDemand) ?? 100) / 100;
  const machines = { key: group.address, name, count, types, spot };
  return together([
    machineBill(machines, billed),
    diskBill(machines, disksOf(template), billed),
    addressBill(machines, template),
  ]);
}

/** The launch template of a group, on one side. */
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
  const machines = { key: instance.address, name, count: always(1), types: [type], spot: 0 };
  const disks = [attributes.root_block_device, attributes.ebs_block_device].flatMap(listOf);
  return together([machineBill(machines, billed), diskBill(machines, disks.map(fieldsOf), billed)]);
}

function machineBill({ key, name, count, types, spot }: Machines, { region }: Billed): Bill {
  const hours = types.flatMap((type) => ec2HourlyPrice(region, type) ?? []);
  const unknown = [...new Set(types.filter((type) => ec2HourlyPrice(region, type) === undefined))];
  if (unknown.length > 0) {
    const what = `${unknown.join(', ')} has no price here for ${region}`;
    return { items: [], notes: [`Not in the sums: ${name}, since ${what}`] };
  }
  const cheapest = Math.min(...hours) * (1 - spot * spotDiscount.ec2);
  const item: CostItem = {
    key,
    name,
    text: `${formatCount(count)} of ${[...new Set(types)].join(' or ')}${spot > 0 ? ', in part on Spot' : ''}`,
    range: {
      least: count.least * cheapest * hoursOfMonth,
      most: count.most * Math.max(...hours) * hoursOfMonth,
    },
  };
  return { items: [item], notes: spot > 0 ? [spotNote] : [] };
}

const spotNote =
  'EC2 Spot changes its price: the least takes it at 10 percent of that on demand, the most at all of it';

function disksOf(template: Attributes | undefined): Record<string, unknown>[] {
  return listOf(template?.block_device_mappings).map((device) => blockOf(fieldsOf(device).ebs));
}

function diskBill(
  { key, name, count }: Machines,
  disks: readonly Record<string, unknown>[],
  { compute, region }: Billed,
): Bill {
  const sizes = disks.map(({ volume_size }) => numberOf(volume_size));
  const size = sizes.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const others = disks.filter(({ volume_type }) => volume_type !== 'gp3');
  if (disks.length === 0 || sizes.includes(undefined) || others.length > 0) {
    return {
      items: [],
      notes: [
        `Disks of ${name} are not in the sums: they are not all of type gp3 with a known size`,
      ],
    };
  }
  if (compute.gp3GbMonth === undefined) {
    return { items: [], notes: [`Disks of type gp3 have no price here for ${region}`] };
  }
  const month = size * compute.gp3GbMonth;
  const range = { least: count.least * month, most: count.most * month };
  const text = `${formatCount(count)} of ${size} GiB gp3`;
  return { items: [{ key: `${key} disks`, name: `disks of ${name}`, text, range }], notes: [] };
}

function addressBill({ key, name, count }: Machines, template: Attributes | undefined): Bill {
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
