import { Netmask } from 'netmask';
import { largestVpcBits, smallestSubnetBits, smallestVpcBits } from '../network/subnet-cidr';
import {
  type Fields,
  isPlainObject,
  suggestClosest,
  ValidationIssues,
} from '../options/validation-issues';

const nats = ['none', 'single', 'per-az', 'regional'];

/** Ranges that no VPC can have: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const reserved = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'];

/** All that is wrong with the region and the network of a stack: nothing checks their types when main.ts runs. */
export function validateNetwork(region: unknown, network: unknown): string[] {
  const issues = new ValidationIssues('fargate');
  checkRegion(issues, region);
  if (!isPlainObject(network)) {
    issues.add('network must be an object', network, "write for example { nat: 'single' }");
  } else if (network.vpcId !== undefined) checkExisting(issues, network);
  else checkNew(issues, network, region);
  return issues.all;
}

/** Adds a problem if a region does not look like one. */
export function checkRegion(issues: ValidationIssues, region: unknown): void {
  // The regions of China and the sovereign ones are other AWSs, with other names and services.
  if (
    typeof region === 'string' &&
    /^(af|ap|ca|eu|il|me|mx|sa|us|us-gov)-[a-z]+-\d$/.test(region)
  ) {
    return;
  }
  const rule = 'region must be one of AWS, outside of China and the sovereign clouds';
  issues.add(rule, region, 'write for example "eu-central-1"');
}

function checkNew(issues: ValidationIssues, network: Fields, region: unknown): void {
  const known = ['nat', 'zones', 'cidr', 'endpoints', 'publicTasks', 'flowLogs', 'vpcId'];
  if (!issues.object('network', network, known)) return;
  const { nat, zones, cidr, publicTasks } = network;
  if (typeof nat !== 'string' || !nats.includes(nat)) {
    const suggestion =
      typeof nat === 'string' ? suggestClosest(nat.toLowerCase(), nats) : undefined;
    issues.add('network.nat must be "none", "single", "per-az" or "regional"', nat, suggestion);
  }
  if (nat === 'regional' && String(region).startsWith('us-gov-')) {
    issues.report('network.nat "regional" is not to be had in GovCloud; write "per-az"');
  }
  if (zones !== undefined) checkZones(issues, zones);
  if (cidr !== undefined) checkCidr(issues, cidr);
  checkSwitches(issues, network, ['endpoints', 'publicTasks', 'flowLogs']);
  if (publicTasks === true && nat !== 'none') {
    issues.add(
      'network.nat must be "none" where publicTasks is true: public tasks need no NAT gateway',
      nat,
    );
  }
}

function checkZones(issues: ValidationIssues, zones: unknown): void {
  // Array.from makes holes visible.
  const letters: unknown[] = Array.isArray(zones) ? Array.from(zones) : [];
  const isLetters = letters.every((zone) => typeof zone === 'string' && /^[a-f]$/.test(zone));
  if (letters.length >= 2 && isLetters && new Set(letters).size === letters.length) return;
  const suggestion = "write for example ['a', 'b']: a load balancer needs two";
  issues.add('network.zones must be different letters from "a" to "f"', zones, suggestion);
}

function checkCidr(issues: ValidationIssues, cidr: unknown): void {
  const number = '(?:0|[1-9]\\d*)';
  const form = new RegExp(`^(${number}(?:\\.${number}){3})/(${number})$`);
  const [, address = '', bits = ''] = (typeof cidr === 'string' && form.exec(cidr)) || [];
  const range = parsed(`${address}/${bits}`);
  const taken = range && reserved.find((other) => overlap(new Netmask(other), range));
  if (!range) {
    const suggestion = 'write for example "10.0.0.0/16"';
    issues.add('network.cidr must be a range of IPv4 addresses', cidr, suggestion);
  } else if (taken) {
    const suggestion = 'write for example "10.0.0.0/16"';
    issues.add(`network.cidr cannot be in ${taken}, which no VPC can have`, cidr, suggestion);
  } else if (range.base !== address) {
    const rule = 'network.cidr must begin with the first address of its range';
    issues.add(rule, cidr, `write "${range}"`);
  } else if (range.bitmask < largestVpcBits) {
    const rule = `network.cidr can be a /${largestVpcBits} at most, as AWS wants it`;
    issues.add(rule, cidr, `write "${address}/${largestVpcBits}"`);
  } else if (range.bitmask > smallestVpcBits) {
    const rule = `network.cidr must have 16 parts of /${smallestSubnetBits}, the smallest subnet in which a load balancer can be`;
    issues.add(rule, cidr, `use /${smallestVpcBits} or larger`);
  }
}

function overlap(one: Netmask, other: Netmask): boolean {
  return one.contains(other) || other.contains(one);
}

function parsed(cidr: string): Netmask | undefined {
  try {
    return new Netmask(cidr);
  } catch {
    return undefined;
  }
}

function checkExisting(issues: ValidationIssues, network: Fields): void {
  const known = ['vpcId', 'publicSubnetIds', 'taskSubnetIds', 'publicTasks', 'dualStack'];
  const ofNew = ['nat', 'zones', 'cidr', 'endpoints', 'flowLogs'];
  const written = ofNew.filter((field) => network[field] !== undefined);
  if (written.length > 0) {
    issues.report(
      `network has vpcId and ${written.join(', ')}; write vpcId for a VPC that is there, or the others for a new one`,
    );
    return;
  }
  if (!issues.object('network', network, [...known, ...ofNew])) return;
  const { vpcId, publicSubnetIds, taskSubnetIds } = network;
  if (!isId('vpc', vpcId)) {
    issues.add('network.vpcId must be the id of a VPC', vpcId, 'it looks like "vpc-0123abcd"');
  }
  checkSubnets(issues, 'publicSubnetIds', publicSubnetIds, 2);
  checkSubnets(issues, 'taskSubnetIds', taskSubnetIds, 1);
  checkSwitches(issues, network, ['publicTasks', 'dualStack']);
}

function checkSubnets(issues: ValidationIssues, field: string, ids: unknown, least: number): void {
  const list: unknown[] = Array.isArray(ids) ? ids : [];
  const isRight = list.length >= least && list.every((id) => isId('subnet', id));
  if (isRight && new Set(list).size === list.length) return;
  const reason = least > 1 ? `, at least ${least}: a load balancer needs two zones` : '';
  const suggestion = 'they look like "subnet-0123abcd"';
  issues.add(`network.${field} must be different ids of subnets${reason}`, ids, suggestion);
}

function isId(kind: string, id: unknown): boolean {
  return typeof id === 'string' && new RegExp(`^${kind}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id);
}

function checkSwitches(issues: ValidationIssues, network: Fields, fields: string[]): void {
  for (const field of fields) issues.boolean(`network.${field}`, network[field]);
}
