import { type Architecture, instanceType } from '../ec2/instance-types';
import prices from './prices.json';

// On-demand prices in USD, without tax and without charges for requests. They are estimates: the AWS bill can differ.
// `npm run generate -- prices` writes prices.json, which has the source and the date of each price.

/** The date of the newest source. */
export const pricesDate = Object.values(prices.sources)
  .map(({ date }) => date)
  .sort()
  .at(-1) as string;

/** Number of hours in a month, as AWS counts them. */
export const hoursOfMonth = 730;

/** Ephemeral storage of a task that is free of charge: https://aws.amazon.com/fargate/pricing/ */
export const freeTaskStorageGiB = 20;

/**
 * The largest discount for Spot, as a share of the price. The actual discount changes, and can be zero.
 * https://aws.amazon.com/fargate/pricing/ and https://aws.amazon.com/ec2/spot/
 */
export const spotDiscount = { fargate: 0.7, ec2: 0.9 } as const;

type Common =
  | ('publicIpv4Hour' | 'endpointGb' | 'hostedZoneMonth' | 'alarmMonth')
  | ('kmsKeyMonth' | 'secretMonth' | 'webAclMonth' | 'webAclRuleMonth');

const everywhere: Readonly<Record<Common, number>> = merged(prices.everywhere);

/** A public IPv4 address, per hour. */
export const publicIpv4Hour = everywhere.publicIpv4Hour;

/** An interface endpoint, per GB. */
export const endpointGb = everywhere.endpointGb;

/** A web ACL, and each of its rules, per month. */
export const webAclMonthlyPrices = {
  acl: everywhere.webAclMonth,
  rule: everywhere.webAclRuleMonth,
};

/** What a resource costs per month in every region. */
export interface MonthlyPrice {
  readonly monthly: number;
  readonly noun: string;
}

/** Monthly prices, by Terraform resource type. */
export const monthlyPrices: Readonly<Record<string, MonthlyPrice>> = {
  aws_route53_zone: { monthly: everywhere.hostedZoneMonth, noun: 'hosted zone' },
  aws_cloudwatch_metric_alarm: { monthly: everywhere.alarmMonth, noun: 'alarm' },
  aws_kms_key: { monthly: everywhere.kmsKeyMonth, noun: 'KMS key' },
  aws_secretsmanager_secret: { monthly: everywhere.secretMonth, noun: 'secret' },
};

/** Prices of the network in one region. */
export interface VpcPrices {
  /** NAT gateway, per hour; a regional one per hour and zone. */
  readonly natHour: number;

  /** Interface endpoint, per hour and zone; `undefined` means an unknown price. */
  readonly endpointHour?: number;
}

/** Fargate on Linux in one region. */
export interface FargatePrices {
  readonly vcpuHour: number;
  readonly gbHour: number;
}

/** Prices of compute in one region. A missing entry means an unknown price, not that AWS does not offer it. */
export interface ComputePrices {
  readonly fargate: Readonly<Partial<Record<Architecture, FargatePrices>>>;

  /** Each GB of a task's ephemeral storage above {@link freeTaskStorageGiB}, per hour. */
  readonly taskStorageGbHour?: number;

  /** Application Load Balancer, per hour. */
  readonly balancerHour?: number;

  /** Volume of type gp3, per GB and month. */
  readonly gp3GbMonth?: number;
}

/** The prices of the network in a region; `undefined` if they are unknown. */
export function vpcPricesOf(region: string): VpcPrices | undefined {
  const { natHour, endpointHour } = pricesIn(region);
  if (natHour === undefined) return undefined;
  return { natHour, ...(endpointHour !== undefined && { endpointHour }) };
}

/** The prices of compute in a region; `undefined` if those of Fargate are unknown. */
export function computePricesOf(region: string): ComputePrices | undefined {
  const known = pricesIn(region);
  const x86 = fargatePrices(known.fargateVcpuHour, known.fargateGbHour);
  const arm = fargatePrices(known.fargateArmVcpuHour, known.fargateArmGbHour);
  const { taskStorageGbHour, balancerHour, gp3GbMonth } = known;
  if (!x86) return undefined;
  return {
    fargate: { X86_64: x86, ...(arm && { ARM64: arm }) },
    ...(taskStorageGbHour !== undefined && { taskStorageGbHour }),
    ...(balancerHour !== undefined && { balancerHour }),
    ...(gp3GbMonth !== undefined && { gp3GbMonth }),
  };
}

function fargatePrices(vcpuHour?: number, gbHour?: number): FargatePrices | undefined {
  return vcpuHour === undefined || gbHour === undefined ? undefined : { vcpuHour, gbHour };
}

const vcpusOfLarge = 2;

/** Price of a burstable size as a share of the price of `large`. It has as many vCPUs as `large`, but costs less. */
const shares = new Map([
  ['nano', 1 / 16],
  ['micro', 1 / 8],
  ['small', 1 / 4],
  ['medium', 1 / 2],
]);

/**
 * Hourly price of a Linux instance of a type in a region; `undefined` if it is unknown. The list has the price of size `large`
 * of each family. Prices of other sizes are in proportion, except for AWS's rounding.
 */
export function ec2HourlyPrice(region: string, type: string): number | undefined {
  const [family = '', size = ''] = type.split('.');
  const large = pricesIn(region)[`${family}.large`];
  const vcpus = instanceType(type)?.vcpus;
  if (large === undefined || vcpus === undefined) return undefined;
  const burstable = family.startsWith('t') ? shares.get(size) : undefined;
  return large * (burstable ?? vcpus / vcpusOfLarge);
}

function pricesIn(region: string): Readonly<Partial<Record<string, number>>> {
  const regions: Readonly<Record<string, object>> = prices.regions;
  return Object.hasOwn(regions, region) ? merged(regions[region] as object) : {};
}

/** The prices of all sources. No two sources have the same price. */
function merged(bySource: object) {
  return Object.assign({}, ...Object.values(bySource));
}
