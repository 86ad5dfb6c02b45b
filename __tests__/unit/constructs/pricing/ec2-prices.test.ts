import { ec2HourlyPrice } from '../../../../constructs/pricing/ec2-prices';

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
