import { Netmask } from 'netmask';
import { interfaceEndpoints } from '../network/required-endpoints';
import { largestVpcBits, usableAddresses } from '../network/subnet-cidr';
import type { ResolvedEc2Capacity } from '../options/environment/ec2-capacity-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import type { ResolvedNewNetwork } from '../options/environment/resolved-network';
import { maxTaskCount } from '../options/service/resolved-service';
import { environmentIssues, type ValidationIssues } from '../options/validation-issues';

/** Free addresses that a load balancer needs in each subnet: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer */
const loadBalancerAddresses = 8;

/**
 * Validates that the subnets have enough addresses for twice the maximum number of tasks or instances, as during a deployment or
 * a replacement. Also validates that the account has enough Elastic IP addresses for the NAT gateways.
 */
export function checkAddresses(
  environment: ResolvedEnvironment,
  network: ResolvedNewNetwork,
  all: string[],
): void {
  const { quotas, ec2Capacity } = environment;
  const { zones, nat } = network;
  const issues = environmentIssues(environment.name, all);
  if (ec2Capacity) checkInstanceAddresses(issues, environment, network, ec2Capacity);
  else checkTaskAddresses(issues, environment, network);

  const { elasticIps } = quotas;
  if (nat === 'per-az' && zones.length > elasticIps) {
    issues.report(
      `network.nat "per-az" needs ${zones.length} Elastic IP addresses in ${zones.length} zones, but the account has ${elasticIps} in a region; use "regional" or "single", or ask AWS for more "EC2-VPC Elastic IPs" and set quotas.elasticIps to ${zones.length}`,
    );
  }
}

/** Of tasks on Fargate, each has an address. */
function checkTaskAddresses(
  issues: ValidationIssues,
  environment: ResolvedEnvironment,
  network: ResolvedNewNetwork,
): void {
  const { zones, cidr } = network;
  const tasks = sumOfTasks(environment);
  const needed = 2 * tasks + otherAddresses(environment, network) * zones.length;
  const space = addressSpace(needed, cidr, zones.length, 'maxTasks');
  if (!space) return;
  issues.report(
    `network.cidr must have at least ${needed} addresses for tasks in ${zones.length} zones (for ${tasks} tasks, twice during a deployment), got ${space.available} in ${space.range}; ${space.advice}`,
  );
}

/** In mode `awsvpc`, tasks on EC2 instances need addresses, too. */
function checkInstanceAddresses(
  issues: ValidationIssues,
  environment: ResolvedEnvironment,
  network: ResolvedNewNetwork,
  { maxHosts, networkMode }: ResolvedEc2Capacity,
): void {
  const { zones, cidr } = network;
  const tasks = sumOfTasks(environment);
  const ofTasks = networkMode === 'awsvpc' ? 2 * tasks : 0;
  const needed = 2 * maxHosts + ofTasks + otherAddresses(environment, network) * zones.length;
  const space = addressSpace(needed, cidr, zones.length, 'maxHosts');
  if (!space) return;
  const forTasks = ofTasks > 0 ? `, and for ${tasks} tasks, twice during a deployment` : '';
  issues.report(
    `network.cidr must have at least ${needed} addresses for EC2 instances in ${zones.length} zones (for ${maxHosts} instances, twice during a replacement${forTasks}), got ${space.available} in ${space.range}; ${space.advice}`,
  );
}

function sumOfTasks({ services }: ResolvedEnvironment): number {
  return services.reduce((sum, service) => sum + maxTaskCount(service), 0);
}

/** Addresses that something else needs in each subnet of the tasks. */
function otherAddresses(environment: ResolvedEnvironment, network: ResolvedNewNetwork): number {
  return network.publicTasks
    ? loadBalancerAddresses
    : interfaceEndpoints(network, environment).length;
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
