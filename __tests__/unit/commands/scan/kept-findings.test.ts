import type { IamFinding } from '../../../../commands/scan/iam-findings';
import {
  type KeptFinding,
  KeptFindings,
  keptFindings,
} from '../../../../commands/scan/kept-findings';

const finding = (more: Partial<IamFinding> = {}): IamFinding => ({
  address: 'aws_iam_role_policy.web',
  check: 'RESOURCE_STAR',
  title: 'parliament: Unnecessary use of Resource *',
  subject: 'sqs:CreateQueue',
  detail: '',
  conditions: ['StringEquals aws:RequestedRegion'],
  ...more,
});

test.each<[Partial<KeptFinding>, boolean]>([
  [{}, true],
  [{ on: ['sqs:CreateQueue'] }, true],
  [{ on: ['sqs:*'] }, true],
  [{ on: ['sqs:Create'] }, false],
  [{ on: ['sns:*'] }, false],
  [{ check: 'RESOURCE_MISMATCH' }, false],
  [{ address: 'aws_iam_role_policy.web' }, true],
  [{ address: 'aws_iam_role_policy.api' }, false],
  [{ condition: 'StringEquals aws:RequestedRegion' }, true],
  [{ condition: 'StringEquals aws:ResourceTag/' }, false],
])('with an entry %j the finding is kept: %j', (entry, isKept) => {
  const kept = new KeptFindings([{ check: 'RESOURCE_STAR', reason: 'x', ...entry }]);
  expect(kept.failed([finding()])).toEqual(isKept ? [] : [finding()]);
  expect(kept.unused()).toHaveLength(isKept ? 0 : 1);
});

test('each action of an entry must be found', () => {
  const on = ['sqs:CreateQueue', 'sqs:DeleteQueue', 'sns:*'];
  const kept = new KeptFindings([
    { check: 'RESOURCE_STAR', on, reason: 'x' },
    { check: 'ServiceWildcard', reason: 'x' },
  ]);
  kept.failed([finding()]);
  expect(kept.unused()).toEqual([
    '.iam-findings.json: RESOURCE_STAR of sqs:DeleteQueue was not found; remove it',
    '.iam-findings.json: RESOURCE_STAR of sns:* was not found; remove it',
    '.iam-findings.json: ServiceWildcard was not found; remove it',
  ]);
});

test('a condition that requests without the key pass keeps nothing', () => {
  const subject = 'ec2:DeleteSubnet';
  const tagged = (operator: string) =>
    finding({ subject, conditions: [`${operator} aws:ResourceTag/project`] });
  const kept = new KeptFindings([]);
  const failed = kept.failed([tagged('StringEquals'), tagged('StringEqualsIfExists')]);
  expect(failed).toEqual([tagged('StringEqualsIfExists')]);
});

test('each entry of the package has a reason of its own', () => {
  const reasons = keptFindings.map(({ reason }) => reason);
  expect(reasons.every((reason) => reason.length > 20)).toBe(true);
  expect(new Set(reasons).size).toBe(reasons.length);
});
