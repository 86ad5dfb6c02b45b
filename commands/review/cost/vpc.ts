import { hoursOfMonth, publicIpv4Hour } from '../../../constructs/pricing/prices';
import type { Side } from '../plan/ecs-services';
import { listOf } from '../plan/json-values';
import { type Attributes, type PlannedResource, textOf } from '../plan/planned-resources';
import {
  always,
  type Bill,
  type Billed,
  type CostItem,
  ofType,
  pluralize,
  together,
} from './items';

/** Load balancers, NAT gateways, interface endpoints and Elastic IP addresses. */
export function vpcBill(billed: Billed, side: Side): Bill {
  return together([
    balancerBill(billed, side),
    natBill(billed, side),
    endpointBill(billed, side),
    elasticBill(billed, side),
  ]);
}

function monthly(key: string, text: string, hourly: number): CostItem {
  return { key, text, range: always(hourly * hoursOfMonth) };
}

function balancerBill(billed: Billed, side: Side): Bill {
  const items: CostItem[] = [];
  const notes: string[] = [];
  for (const balancer of ofType(billed.resources, 'aws_lb', 'aws_alb')) {
    const attributes = balancer[side];
    if (!attributes) continue;
    const name = textOf(attributes.name) ?? balancer.address;
    const { balancerHour } = billed.compute;
    if (
      !['application', undefined, null].includes(
        attributes.load_balancer_type as string | undefined,
      )
    ) {
      notes.push(
        `Load balancer ${name} is not in the sums: only the price of Application Load Balancers is known`,
      );
      continue;
    }
    if (balancerHour === undefined) {
      notes.push(`The price of a load balancer in ${billed.region} is not known`);
    } else items.push(monthly(balancer.address, `load balancer ${name}`, balancerHour));
    if (attributes.internal === true) continue;
    const subnets = subnetsOf(balancer, attributes, billed);
    if (subnets === 0)
      notes.push(`The number of public addresses of load balancer ${name} is not known`);
    else {
      const text = `${pluralize(subnets, 'public IPv4 address')} of load balancer ${name}`;
      items.push(monthly(`${balancer.address} addresses`, text, subnets * publicIpv4Hour));
      notes.push(
        'A load balancer is assumed to have one public address in each of its subnets; under load it can have more',
      );
    }
  }
  return { items, notes };
}

/** Number of subnets of a load balancer, from its attributes or its expressions. */
function subnetsOf(
  balancer: PlannedResource,
  attributes: Attributes,
  { references }: Billed,
): number {
  const known = [attributes.subnets, attributes.subnet_mapping].map((list) =>
    Array.isArray(list) ? list.length : 0,
  );
  if (Math.max(...known) > 0) return Math.max(...known);
  const mapped = ['subnet_mapping', 0, 'subnet_id'];
  return [['subnets'], mapped].flatMap((path) => references.targets(balancer, path, ['aws_subnet']))
    .length;
}

function natBill(billed: Billed, side: Side): Bill {
  const gateways = ofType(billed.resources, 'aws_nat_gateway').flatMap((gateway): Attributes[] => {
    const attributes = gateway[side];
    return attributes ? [attributes] : [];
  });
  const { natHour } = billed.network;
  const regional = gateways.filter(({ availability_mode }) => availability_mode === 'regional');
  const zonal = gateways.length - regional.length;
  const items =
    zonal === 0 ? [] : [monthly('nat', pluralize(zonal, 'NAT gateway'), zonal * natHour)];
  if (regional.length === 0) return { items, notes: [] };
  const zones = zonesOf(billed, side);
  if (zones === 0)
    return { items, notes: ['The number of zones of the regional NAT gateway is not known'] };
  const isOwn = regional.some(({ availability_zone_address: own }) => listOf(own).length > 0);
  const hourly = regional.length * zones * (natHour + (isOwn ? 0 : publicIpv4Hour));
  const addresses = isOwn ? '' : ', with an address in each';
  const text = `${pluralize(regional.length, 'regional NAT gateway')} in ${pluralize(zones, 'zone')}${addresses}`;
  return { items: [...items, monthly('regional nat', text, hourly)], notes: [] };
}

function zonesOf({ resources }: Billed, side: Side): number {
  const subnets = ofType(resources, 'aws_subnet');
  return new Set(subnets.flatMap((subnet) => textOf(subnet[side]?.availability_zone) ?? [])).size;
}

function endpointBill(billed: Billed, side: Side): Bill {
  const { endpointHour } = billed.network;
  let endpoints = 0;
  let zones = 0;
  const notes: string[] = [];
  for (const endpoint of ofType(billed.resources, 'aws_vpc_endpoint')) {
    const attributes = endpoint[side];
    if (attributes?.vpc_endpoint_type !== 'Interface') continue;
    const { subnet_ids } = attributes;
    const known = Array.isArray(subnet_ids) ? subnet_ids.length : 0;
    const subnets =
      known || billed.references.targets(endpoint, ['subnet_ids'], ['aws_subnet']).length;
    if (subnets === 0) notes.push(`The number of zones of ${endpoint.address} is not known`);
    else endpoints += 1;
    zones += subnets;
  }
  if (endpoints === 0) return { items: [], notes };
  if (endpointHour === undefined) {
    return {
      items: [],
      notes: [...notes, `The price of interface endpoints in ${billed.region} is not known`],
    };
  }
  const each = zones / endpoints;
  const where = Number.isInteger(each)
    ? `each in ${pluralize(each, 'zone')}`
    : `${zones} zones in all`;
  const text = `${pluralize(endpoints, 'interface endpoint')}, ${where}`;
  return { items: [monthly('endpoints', text, zones * endpointHour)], notes };
}

function elasticBill({ resources }: Billed, side: Side): Bill {
  const count = ofType(resources, 'aws_eip').filter((address) => address[side]).length;
  if (count === 0) return { items: [], notes: [] };
  const text = pluralize(count, 'Elastic IP address');
  return { items: [monthly('elastic', text, count * publicIpv4Hour)], notes: [] };
}
