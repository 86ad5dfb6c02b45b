import { instanceType } from '../ec2/instance-types';

/** Processors of the size that the table is for. */
const vcpusOfLarge = 2;

/** Those of burstable families have as many processors as `large`, and cost less. */
const shares: Readonly<Record<string, number>> = {
  nano: 1 / 16,
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
};

/**
 * Size `large` of each family, on demand, Linux, in USD an hour. Others are in proportion, but for AWS's rounding.
 *
 * us-east-1, of 2026-01-19:
 * https://github.com/aws/karpenter-provider-aws/blob/031e72b60996/pkg/providers/pricing/zz_generated.pricing_aws.go
 * eu-central-1: copies of AWS's price list of 2026 that others have published, https://aws.amazon.com/ec2/pricing/on-demand/
 */
const table: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'us-east-1': {
    t3: 0.0832,
    t3a: 0.0752,
    t4g: 0.0672,
    m5: 0.096,
    m6a: 0.0864,
    m6i: 0.096,
    m6g: 0.077,
    m7a: 0.11592,
    m7i: 0.1008,
    m7g: 0.0816,
    m8g: 0.08976,
    c5: 0.085,
    c6i: 0.085,
    c6g: 0.068,
    c7i: 0.08925,
    c7g: 0.0725,
    c8g: 0.07976,
    r5: 0.126,
    r6i: 0.126,
    r6g: 0.1008,
    r7g: 0.1071,
  },
  'eu-central-1': { t3: 0.096, t4g: 0.0768 },
};

/** What an instance of a type takes in a region, in USD an hour, on demand; `undefined` where it is not known here. */
export function ec2HourlyPrice(region: string, type: string): number | undefined {
  const [family = '', size = ''] = type.split('.');
  const vcpus = instanceType(type)?.vcpus;
  const prices = Object.hasOwn(table, region) ? table[region] : undefined;
  const large = prices && Object.hasOwn(prices, family) ? prices[family] : undefined;
  if (large === undefined || vcpus === undefined) return undefined;
  const isBurstable = family.startsWith('t');
  const share = isBurstable && Object.hasOwn(shares, size) ? shares[size] : vcpus / vcpusOfLarge;
  return large * (share ?? 1);
}
