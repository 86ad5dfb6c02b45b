import { all } from '../../../support/synth-fargate';
import { account, gitlab, synthRegistry } from '../../../support/synth-registry';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
test('the policies of a role are within the quotas of AWS', () => {
  const { resource } = synthRegistry({ gitlab });
  const lengthOf = (policy: unknown) => String(policy).replaceAll(account, '0'.repeat(12)).length;
  for (const { policy } of all(resource, 'aws_iam_role_policy')) {
    expect(lengthOf(policy)).toBeLessThanOrEqual(10_240);
  }
  for (const { policy } of all(resource, 'aws_iam_policy')) {
    expect(lengthOf(policy)).toBeLessThanOrEqual(6144);
  }
  const attached = all(resource, 'aws_iam_role_policy_attachment');
  expect(attached.length).toBeLessThanOrEqual(10);
  expect(attached.map(({ role }) => role)).toEqual(
    attached.map(() => '${aws_iam_role.pipeline_fargate-apply.name}'),
  );
  const policies = all(resource, 'aws_iam_policy').filter(({ path }) => path !== '/magicnight/');
  expect(policies).toHaveLength(attached.length);
  expect(policies.map(({ path }) => path)).toEqual(attached.map(() => '/magicnight-pipeline/'));
});
