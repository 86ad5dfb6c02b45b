import { Netmask } from 'netmask';
import type { ZoneLetter } from '../options/environment/network-options';
import { isExpression } from '../terraform/physical-name';

export type Tier = 'public' | 'private';

/** Half of the slots are for each tier, and each letter has one: zones g and h, where a region has them, stay free. */
const slotBits = 4;

/** A load balancer wants a /27 for each of its subnets: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer */
export const smallestSubnetBits = 27;

/** The largest VPC has a /16: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
export const largestVpcBits = 16;

/** The smallest VPC in which each slot is large enough. */
export const smallestVpcBits = smallestSubnetBits - slotBits;

/** The slot of a subnet, 0 to 15: a function of its tier and its letter, so that no other zone can move it. */
export function subnetIndex(tier: Tier, zone: ZoneLetter): number {
  return (tier === 'public' ? 0 : 8) + 'abcdef'.indexOf(zone);
}

/** The address range of a subnet within that of its VPC: `10.0.128.0/20` for the private one of zone a in `10.0.0.0/16`. */
export function subnetCidr(vpcCidr: string, tier: Tier, zone: ZoneLetter): string {
  if (isExpression(vpcCidr)) {
    return `\${cidrsubnet("${vpcCidr}", ${slotBits}, ${subnetIndex(tier, zone)})}`;
  }
  const { base, bitmask } = new Netmask(vpcCidr);
  const first = new Netmask(`${base}/${bitmask + slotBits}`);
  const slot = subnetIndex(tier, zone);
  return (slot === 0 ? first : first.next(slot)).toString();
}

/** How many addresses each subnet of a VPC has; AWS takes five: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
export function usableAddresses(vpcBits: number): number {
  return 2 ** (32 - vpcBits - slotBits) - 5;
}
