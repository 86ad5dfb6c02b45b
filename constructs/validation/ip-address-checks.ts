import { Netmask } from 'netmask';
import { interfaceEndpoints } from '../network/required-endpoints';
import { largestVpcBits, usableAddresses } from '../network/subnet-cidr';
import type { ResolvedEc2Capacity } from '../options/environment/ec2-capacity-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import type { ResolvedNewNetwork } from '../options/environment/resolved-network';
import { maxTaskCount } from '../options/service/resolved-service';
import { ValidationIssues } from '../options/validation-issues';

/** Free addresses that a load balancer needs in each subnet: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer */
const loadBalancerAddresses = 8;

/**
 * Validates that the subnets have enough addresses for twice the maximum number of EC2 instances, as during a replacement. In mode
 * `awsvpc`, twice the maximum number of tasks needs addresses, too.
 */
export function checkInstanceAddresses(
  all: string[],
  environment: ResolvedEnvironment & { readonly ec2Capacity: ResolvedEc2Capacity },
  network: ResolvedNewNetwork,
): void {
  const { services, ec2Capacity } = environment;
  const { zones, cidr, publicTasks } = network;
  const { maxHosts, networkMode } = ec2Capacity;
  const tasks = services.reduce((sum, service) => sum + maxTaskCount(service), 0);
  const others = publicTasks
    ? loadBalancerAddresses
    : interfaceEndpoints(network, environment).length;
  const ofTasks = networkMode === 'awsvpc' ? 2 * tasks : 0;
  const needed = 2 * maxHosts + ofTasks + others * zones.length;
  const space = addressSpace(needed, cidr, zones.length, 'maxHosts');
  if (!space) return;
  const forTasks = ofTasks > 0 ? `, and for ${tasks} tasks, twice during a deployment` : '';
  new ValidationIssues('main.ts', all)
    .fieldsOf('options')
    .report(
      `network.cidr must have at least ${needed} addresses for EC2 instances in ${zones.length} zones (for ${maxHosts} instances, twice during a replacement${forTasks}), got ${space.available} in ${space.range}; ${space.advice}`,
    );
}

/** The number of addresses that a range has in all zones, with advice; `undefined` if there are enough. */
function addressSpace(needed: number, cidr: string, zones: number, field: string) {
  const { base, bitmask } = new Netmask(cidr);
  const available = (bits: number) => usableAddresses(bits) * zones;
  if (needed <= available(bitmask)) return undefined;
  let bits = bitmask;
  while (bits > largestVpcBits && needed > available(bits)) bits--;
  const advice =
    needed > available(bits)
      ? `use more zones or a smaller ${field}`
      : `use /${bits} or larger, more zones or a smaller ${field}`;
  return { range: `${base}/${bitmask}`, available: available(bitmask), advice };
}

/**
 * Validates that the subnets have enough addresses for twice the maximum number of tasks, as during a deployment. Also validates
 * that the account has enough Elastic IP addresses for the NAT gateways.
 */
export function checkAddresses(
  environment: ResolvedEnvironment,
  network: ResolvedNewNetwork,
  all: string[],
): void {
  const { services, quotas } = environment;
  const { zones, cidr, nat, publicTasks } = network;
  const issues = new ValidationIssues('main.ts', all).fieldsOf('options');

  const tasks = services.reduce((sum, service) => sum + maxTaskCount(service), 0);
  const others = publicTasks
    ? loadBalancerAddresses
    : interfaceEndpoints(network, environment).length;
  const needed = 2 * tasks + others * zones.length;
  const space = addressSpace(needed, cidr, zones.length, 'maxTasks');
  if (space) {
    issues.report(
      `network.cidr must have at least ${needed} addresses for tasks in ${zones.length} zones (for ${tasks} tasks, twice during a deployment), got ${space.available} in ${space.range}; ${space.advice}`,
    );
  }

  const { elasticIps } = quotas;
  if (nat === 'per-az' && zones.length > elasticIps) {
    issues.report(
      `network.nat "per-az" needs ${zones.length} Elastic IP addresses in ${zones.length} zones, but the account has ${elasticIps} in a region; use "regional" or "single", or ask AWS for more "EC2-VPC Elastic IPs" and set options.quotas.elasticIps to ${zones.length}`,
    );
  }
}
