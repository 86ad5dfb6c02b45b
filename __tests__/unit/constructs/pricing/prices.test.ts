import {
  computePricesOf,
  ec2HourlyPrice,
  endpointGb,
  monthlyPrices,
  pricesDate,
  publicIpv4Hour,
  vpcPricesOf,
  webAclMonthlyPrices,
} from '../../../../constructs/pricing/prices';

// https://github.com/aws/karpenter-provider-aws/blob/031e72b60996/pkg/providers/pricing/zz_generated.pricing_aws.go
test.each([
  ['t3.nano', 0.0052],
  ['t3.small', 0.0208],
  ['t3a.micro', 0.0094],
  ['t4g.2xlarge', 0.2688],
  ['m5.xlarge', 0.192],
  ['m6g.medium', 0.0385],
  ['m7a.medium', 0.05796],
  ['c5.9xlarge', 1.53],
  ['c7g.medium', 0.0363],
  ['r7g.8xlarge', 1.7136],
])('%s takes %d USD an hour in us-east-1, as in the list of AWS', (type, hour) => {
  // AWS rounds the smallest of a family.
  expect((ec2HourlyPrice('us-east-1', type) ?? 0) / hour).toBeCloseTo(1, 2);
});

test('what is not known has no price', () => {
  const unknown = ['t3.huge', 'x9.large', 'constructor.large', 't3', ''];
  expect(unknown.map((type) => ec2HourlyPrice('us-east-1', type))).toEqual(
    unknown.map(() => undefined),
  );
  expect(ec2HourlyPrice('eu-central-1', 'm5.large')).toBeUndefined();
  expect(ec2HourlyPrice('toString', 't3.small')).toBeUndefined();
});

test('a region has the prices of all its sources', () => {
  expect(vpcPricesOf('eu-west-2')).toEqual({ natHour: 0.05, endpointHour: 0.011 });
  expect(computePricesOf('eu-west-2')).toEqual({
    fargate: {
      X86_64: { vcpuHour: 0.04656, gbHour: 0.00511 },
      ARM64: { vcpuHour: 0.03725, gbHour: 0.00409 },
    },
    taskStorageGbHour: 0.000129,
    balancerHour: 0.02646,
  });
});

test('what no source has is left out', () => {
  expect(vpcPricesOf('ca-central-1')).toEqual({ natHour: 0.05 });
  expect(Object.keys(computePricesOf('ca-central-1') ?? {})).toEqual(['fargate', 'balancerHour']);
  const unknown = ['il-central-1', 'toString', ''];
  expect(unknown.flatMap((region) => [vpcPricesOf(region), computePricesOf(region)])).toEqual(
    Array(6).fill(undefined),
  );
});

test('prices of all regions', () => {
  expect([publicIpv4Hour, endpointGb, webAclMonthlyPrices]).toEqual([
    0.005,
    0.01,
    { acl: 5, rule: 1 },
  ]);
  expect(Object.values(monthlyPrices).map(({ monthly }) => monthly)).toEqual([0.5, 0.1, 1, 0.4]);
  expect(pricesDate).toBe('2026-09-21');
});
