import { writeFileSync } from 'node:fs';
import { plannedResources } from '../../../../commands/scan/scanned-plan';
import { inFolder } from '../../../support/in-folder';

const read = (plan: unknown) =>
  inFolder(() => {
    writeFileSync('plan.json', typeof plan === 'string' ? plan : JSON.stringify(plan));
    return plannedResources('plan.json');
  });

test('planned resources have their addresses as ids, and expressions for what is not known yet', () => {
  const change = (
    address: string,
    after: object | null,
    unknown: object = {},
    mode = 'managed',
  ) => ({
    address,
    mode,
    type: 'aws_iam_policy',
    change: { after, after_unknown: unknown },
  });
  const plan = {
    resource_changes: [
      change('aws_iam_policy.one', { policy: '{}' }, { arn: true, tags: {} }),
      change('aws_iam_policy.two', { name: 'two' }, { policy: true }),
      change('aws_iam_policy.removed', null),
      change('data.aws_iam_policy.read', { policy: '{}' }, {}, 'data'),
    ],
  };
  expect(read(plan)).toEqual({
    aws_iam_policy: {
      'aws_iam_policy.one': { policy: '{}', arn: '${unknown}' },
      'aws_iam_policy.two': { name: 'two', policy: '${unknown}' },
    },
  });
});

test.each(['{}', 'text'])('%s is not a plan', (text) => {
  expect(() => read(text)).toThrow(
    'plan.json is not a plan in JSON; write one with: terraform plan -out=plan && terraform show -json plan > plan.json',
  );
});
