import { Netmask } from 'netmask';
import { interfaceEndpoints } from '../network/required-endpoints';
import { largestVpcBits, usableAddresses } from '../network/subnet-cidr';
import type { ResolvedEc2Capacity } from '../options/environment/ec2-capacity-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import type { ResolvedNewNetwork } from '../options/environment/resolved-network';
import { maxTaskCount } from '../options/service/resolved-service';
import { ValidationIssues } from '../options/validation-issues';

/** A load balancer wants so many in each subnet: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer */
const loadBalancerAddresses = 8;

/**
 * Adds a problem if the subnets have too few addresses for all hosts, twice while they are replaced, and in mode `awsvpc` for
 * their tasks, too.
 */
export function checkInstanceAddresses(
  issues: ValidationIssues,
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
  issues.report(
    `${space.has} for hosts in ${zones.length} zones, but ${needed} may be needed: for up to ${maxHosts} hosts, twice while they are replaced${ofTasks > 0 ? `, and for up to ${tasks} tasks, twice while they are deployed` : ''}. ${space.way}`,
  );
}

/** How many addresses a range has in some zones, and what to write, where more are needed; `undefined` where it has enough. */
function addressSpace(needed: number, cidr: string, zones: number, field: string) {
  const { base, bitmask } = new Netmask(cidr);
  const available = (bits: number) => usableAddresses(bits) * zones;
  if (needed <= available(bitmask)) return undefined;
  let bits = bitmask;
  while (bits > largestVpcBits && needed > available(bits)) bits--;
  const advice =
    needed > available(bits)
      ? `Write more zones, or smaller ${field}`
      : `Use /${bits} or larger, more zones, or smaller ${field}`;
  return { has: `${base}/${bitmask} has ${available(bitmask)} addresses`, way: advice };
}

/**
 * Adds a problem if the subnets have too few addresses for all tasks, twice while they are deployed, or the account too few
 * Elastic IP addresses for the NAT gateways.
 */
export function checkAddresses(
  environment: ResolvedEnvironment,
  network: ResolvedNewNetwork,
  all: string[],
): void {
  const { services, quotas } = environment;
  const { zones, cidr, nat, publicTasks } = network;
  const issues = new ValidationIssues('fargate', all);

  const tasks = services.reduce((sum, service) => sum + maxTaskCount(service), 0);
  const others = publicTasks
    ? loadBalancerAddresses
    : interfaceEndpoints(network, environment).length;
  const needed = 2 * tasks + others * zones.length;
  const space = addressSpace(needed, cidr, zones.length, 'maxTasks');
  if (space) {
    issues.report(
      `${space.has} for tasks in ${zones.length} zones, but ${needed} may be needed: for up to ${tasks} tasks, twice while they are deployed. ${space.way}`,
    );
  }

  const { elasticIps } = quotas;
  if (nat === 'per-az' && zones.length > elasticIps) {
    issues.report(
      `nat: 'per-az' takes ${zones.length} Elastic IP addresses in ${zones.length} zones; an account has ${elasticIps} in a region. Write nat: 'regional' or 'single', or ask AWS for more "EC2-VPC Elastic IPs" and write quotas: { elasticIps: ${zones.length} }`,
    );
  }
}
