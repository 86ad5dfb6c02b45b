import { Netmask } from 'netmask';
import type { ZoneLetter } from '../options/environment/network-options';
import { isExpression } from '../terraform/physical-name';

export type Tier = 'public' | 'private';

/**
 * Number of bits that select one of the 16 slots of a VPC. Each tier has 8 slots: one for each zone letter from a to f, and two
 * that are unused.
 */
const slotBits = 4;

/** A load balancer needs a /27 in each subnet: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer */
export const smallestSubnetBits = 27;

/** Prefix length of the largest VPC: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
export const largestVpcBits = 16;

/** Prefix length of the smallest VPC in which each subnet is large enough. */
export const smallestVpcBits = smallestSubnetBits - slotBits;

/**
 * The slot of a subnet, 0 to 15. It depends only on the tier and the zone letter, so adding or removing other zones never
 * changes it.
 */
export function subnetIndex(tier: Tier, zone: ZoneLetter): number {
  return (tier === 'public' ? 0 : 8) + 'abcdef'.indexOf(zone);
}

/** The CIDR block of a subnet: `10.0.128.0/20` for the private subnet of zone a in the VPC `10.0.0.0/16`. */
export function subnetCidr(vpcCidr: string, tier: Tier, zone: ZoneLetter): string {
  if (isExpression(vpcCidr)) {
    return `\${cidrsubnet("${vpcCidr}", ${slotBits}, ${subnetIndex(tier, zone)})}`;
  }
  const { base, bitmask } = new Netmask(vpcCidr);
  const first = new Netmask(`${base}/${bitmask + slotBits}`);
  const slot = subnetIndex(tier, zone);
  return (slot === 0 ? first : first.next(slot)).toString();
}

/** Number of usable addresses in each subnet of a VPC. AWS reserves five: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
export function usableAddresses(vpcBits: number): number {
  return 2 ** (32 - vpcBits - slotBits) - 5;
}
