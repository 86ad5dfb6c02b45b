import type { Architecture } from '../ec2/instance-types';

/** What Fargate takes in one region, in USD an hour, for Linux, on demand. */
export interface FargatePrices {
  readonly vcpuHour: number;
  readonly gbHour: number;
}

/** What runs tasks in one region, in USD; what is not here is not known, which says nothing against it. */
export interface ComputePrices {
  readonly fargate: Readonly<Partial<Record<Architecture, FargatePrices>>>;

  /** Each GB of a task's disk beyond the 20 that it has anyway, for each hour. */
  readonly taskStorageGbHour?: number;

  /** Application Load Balancer, for each hour, without what its requests take. */
  readonly balancerHour?: number;

  /** Disk of type gp3, for each GB and month. */
  readonly gp3GbMonth?: number;
}

/** Of a task's disk nothing is taken for so much: https://aws.amazon.com/fargate/pricing/ */
export const freeTaskStorageGiB = 20;

/**
 * The most that AWS takes off for Spot, as a share: what it takes off changes, and may be nothing.
 * https://aws.amazon.com/fargate/pricing/ and https://aws.amazon.com/ec2/spot/
 */
export const spotDiscount = { fargate: 0.7, ec2: 0.9 } as const;

const inAmerica = { vcpuHour: 0.04048, gbHour: 0.004445 };
const inFrankfurt = { vcpuHour: 0.04656, gbHour: 0.00511 };
const inSingapore = { vcpuHour: 0.05056, gbHour: 0.00553 };

/**
 * Fargate on X86_64, all regions, of about 2020: https://github.com/theuves/fgcalc/blob/5049a5e21fd5/src/utils/data.js;
 * those of us-east-1 and eu-central-1 were the same in copies of AWS's price list of 2026.
 * ARM64 and disks: https://www.vantage.sh/blog/fargate-pricing and, for ap-southeast-2, notes that others have published.
 * Load balancers and gp3: bills and copies of AWS's price list that others have published between 2023 and 2026-08.
 * What AWS takes: https://aws.amazon.com/fargate/pricing/, https://aws.amazon.com/elasticloadbalancing/pricing/ and
 * https://aws.amazon.com/ebs/pricing/. What was found nowhere is left out.
 */
const table: Readonly<Record<string, ComputePrices>> = {
  'us-east-1': {
    fargate: { X86_64: inAmerica, ARM64: { vcpuHour: 0.03238, gbHour: 0.00356 } },
    taskStorageGbHour: 0.000111,
    balancerHour: 0.0225,
    gp3GbMonth: 0.08,
  },
  'us-east-2': { fargate: { X86_64: inAmerica } },
  'us-west-2': { fargate: { X86_64: inAmerica } },
  'eu-central-1': { fargate: { X86_64: inFrankfurt }, balancerHour: 0.027, gp3GbMonth: 0.0952 },
  'eu-west-1': { fargate: { X86_64: inAmerica }, balancerHour: 0.0252 },
  'eu-west-2': { fargate: { X86_64: inFrankfurt } },
  'eu-west-3': { fargate: { X86_64: { vcpuHour: 0.0486, gbHour: 0.0053 } } },
  'eu-north-1': { fargate: { X86_64: { vcpuHour: 0.0445, gbHour: 0.0049 } } },
  'ap-southeast-1': { fargate: { X86_64: inSingapore } },
  'ap-southeast-2': {
    fargate: {
      X86_64: { vcpuHour: 0.04856, gbHour: 0.00532 },
      ARM64: { vcpuHour: 0.03885, gbHour: 0.00426 },
    },
  },
  'ap-northeast-1': { fargate: { X86_64: inSingapore }, balancerHour: 0.0243 },
};

/** What compute takes in a region; `undefined` where it is not known here. */
export function computePricesOf(region: string): ComputePrices | undefined {
  return Object.hasOwn(table, region) ? table[region] : undefined;
}
