import { Netmask } from 'netmask';
import { largestVpcBits, smallestSubnetBits, smallestVpcBits } from '../network/subnet-cidr';
import {
  type Fields,
  isPlainObject,
  suggestClosest,
  type ValidationIssues,
} from '../options/validation-issues';

/** Fields of a new VPC that an existing one does not have. */
const ofNew = ['nat', 'zones', 'cidr', 'endpoints', 'flowLogs', 'buckets'];

const nats = ['none', 'single', 'per-az', 'regional'];

/** Ranges that AWS does not allow for a VPC: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
const reserved = ['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4'];

/**
 * Validates the region and the network. Types are validated, too: TypeScript does not check them when main.ts runs.
 *
 * @param hasLoadBalancer whether the network is also that of a load balancer, which needs subnets.
 */
export function validateNetwork(
  issues: ValidationIssues,
  region: unknown,
  network: unknown,
  hasLoadBalancer: boolean,
): void {
  checkRegion(issues, region);
  if (!isPlainObject(network)) {
    issues.add('network must be an object', network, "write for example { nat: 'single' }");
  } else if (network.vpcId !== undefined) checkExisting(issues, network, hasLoadBalancer);
  else checkNew(issues, network, region);
}

export function checkRegion(issues: ValidationIssues, region: unknown, field = 'region'): void {
  // China and the sovereign clouds are separate partitions with other endpoints and services.
  if (
    typeof region === 'string' &&
    /^(af|ap|ca|eu|il|me|mx|sa|us|us-gov)-[a-z]+-\d$/.test(region)
  ) {
    return;
  }
  const rule = `${field} must be an AWS region outside China and the sovereign clouds`;
  issues.add(rule, region, 'write for example "eu-central-1"');
}

function checkNew(issues: ValidationIssues, network: Fields, region: unknown): void {
  const known = [...ofNew, 'publicTasks', 'vpcId'];
  if (!issues.object('network', network, known)) return;
  const { nat, zones, cidr, publicTasks, buckets } = network;
  if (typeof nat !== 'string' || !nats.includes(nat)) {
    const suggestion =
      typeof nat === 'string' ? suggestClosest(nat.toLowerCase(), nats) : undefined;
    issues.add('network.nat must be "none", "single", "per-az" or "regional"', nat, suggestion);
  }
  if (nat === 'regional' && String(region).startsWith('us-gov-')) {
    issues.report('network.nat "regional" is not supported in GovCloud; use "per-az"');
  }
  if (zones !== undefined) checkZones(issues, zones);
  if (cidr !== undefined) checkCidr(issues, cidr);
  if (buckets !== undefined) checkBuckets(issues, buckets);
  checkSwitches(issues, network, ['endpoints', 'publicTasks', 'flowLogs']);
  if (publicTasks === true && nat !== 'none') {
    issues.add(
      'network.nat must be "none" with publicTasks: true: public tasks need no NAT gateway',
      nat,
    );
  }
}

function checkZones(issues: ValidationIssues, zones: unknown): void {
  // Array.from makes holes visible.
  const letters: unknown[] = Array.isArray(zones) ? Array.from(zones) : [];
  const isLetters = letters.every((zone) => typeof zone === 'string' && /^[a-f]$/.test(zone));
  if (letters.length >= 2 && isLetters && new Set(letters).size === letters.length) return;
  const suggestion = "write for example ['a', 'b']: a load balancer needs two zones";
  issues.add(
    'network.zones must be at least two different letters from "a" to "f"',
    zones,
    suggestion,
  );
}

function checkCidr(issues: ValidationIssues, cidr: unknown): void {
  const number = '(?:0|[1-9]\\d*)';
  const form = new RegExp(`^(${number}(?:\\.${number}){3})/(${number})$`);
  const [, address = '', bits = ''] = (typeof cidr === 'string' && form.exec(cidr)) || [];
  const range = parsed(`${address}/${bits}`);
  const taken = range && reserved.find((other) => overlap(new Netmask(other), range));
  if (!range) {
    const suggestion = 'write for example "10.0.0.0/16"';
    issues.add('network.cidr must be an IPv4 range', cidr, suggestion);
  } else if (taken) {
    const suggestion = 'write for example "10.0.0.0/16"';
    issues.add(
      `network.cidr must not be in ${taken}, which AWS does not allow for a VPC`,
      cidr,
      suggestion,
    );
  } else if (range.base !== address) {
    const rule = 'network.cidr must start with the first address of its range';
    issues.add(rule, cidr, `write "${range}"`);
  } else if (range.bitmask < largestVpcBits) {
    const rule = `network.cidr must be /${largestVpcBits} or smaller, the AWS limit for a VPC`;
    issues.add(rule, cidr, `write "${address}/${largestVpcBits}"`);
  } else if (range.bitmask > smallestVpcBits) {
    const rule = `network.cidr must be large enough for 16 subnets of /${smallestSubnetBits}, the smallest that a load balancer supports`;
    issues.add(rule, cidr, `use /${smallestVpcBits} or larger`);
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function checkBuckets(issues: ValidationIssues, buckets: unknown): void {
  const suggestion = "write for example ['acme-legacy']";
  if (!Array.isArray(buckets)) {
    issues.add('network.buckets must be a list of names', buckets, suggestion);
    return;
  }
  for (const bucket of buckets) {
    if (typeof bucket === 'string' && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) continue;
    issues.add('network.buckets must have names of S3 buckets', bucket, suggestion);
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

function checkExisting(issues: ValidationIssues, network: Fields, hasLoadBalancer: boolean): void {
  const known = ['vpcId', 'publicSubnetIds', 'taskSubnetIds', 'publicTasks', 'dualStack'];
  const written = ofNew.filter((field) => network[field] !== undefined);
  if (written.length > 0) {
    issues.report(
      `network has both vpcId and ${written.join(', ')}; use vpcId for an existing VPC, or the others for a new one`,
    );
    return;
  }
  if (!issues.object('network', network, [...known, ...ofNew])) return;
  const { vpcId, publicSubnetIds, taskSubnetIds } = network;
  if (!isId('vpc', vpcId)) {
    issues.add('network.vpcId must be the ID of a VPC', vpcId, 'write for example "vpc-0123abcd"');
  }
  if (hasLoadBalancer) checkSubnets(issues, 'publicSubnetIds', publicSubnetIds, 2);
  checkSubnets(issues, 'taskSubnetIds', taskSubnetIds, 1);
  checkSwitches(issues, network, ['publicTasks', 'dualStack']);
}

function checkSubnets(issues: ValidationIssues, field: string, ids: unknown, least: number): void {
  const list: unknown[] = Array.isArray(ids) ? ids : [];
  const isRight = list.length >= least && list.every((id) => isId('subnet', id));
  if (isRight && new Set(list).size === list.length) return;
  const reason = least > 1 ? `, at least ${least}: a load balancer needs two zones` : '';
  const suggestion = 'write for example "subnet-0123abcd"';
  issues.add(`network.${field} must be different subnet IDs${reason}`, ids, suggestion);
}

function isId(kind: string, id: unknown): boolean {
  return typeof id === 'string' && new RegExp(`^${kind}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id);
}

function checkSwitches(issues: ValidationIssues, network: Fields, fields: string[]): void {
  for (const field of fields) issues.boolean(`network.${field}`, network[field]);
}
