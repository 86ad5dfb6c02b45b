import { installPythonTool } from '../../commands/cli/python-tool';
import { iamFindings } from '../../commands/scan/iam-findings';
import { KeptFindings } from '../../commands/scan/kept-findings';
import { policiesOf } from '../../commands/scan/policies';
import { scanTools } from '../../commands/scan/scan-tools';
import { everyRegistry, fullOptions, otherOptions } from '../support/all-options';
import { describeWith } from '../support/needs';
import { synthAll } from '../support/synth-all';

/** A policy of a role of its own with one statement. */
const policyWith = (statement: object, name: string | number = 'one') => ({
  address: `aws_iam_policy.${name}`,
  role: `aws_iam_role.${name}`,
  document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] },
});

/** Statements, each with some of what is found. */
const statements: [object, string[]][] = [
  [
    { Action: ['iam:PassRole'], Resource: '*' },
    ['RESOURCE_STAR iam:PassRole', 'ResourceExposure iam:PassRole'],
  ],
  [
    { Action: ['s3:*'], Resource: '*' },
    ['ServiceWildcard s3', 'DataExfiltration s3:GetObject', 'RESOURCE_STAR s3:GetObject'],
  ],
  [
    { Action: ['iam:CreatePolicyVersion'], Resource: '*' },
    ['PrivilegeEscalation CreateNewPolicyVersion'],
  ],
  [{ Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::acme' }, ['RESOURCE_MISMATCH s3:GetObject']],
  [{ Action: ['s3:GetObjekt'], Resource: '*' }, ['UNKNOWN_ACTION s3:GetObjekt']],
  [{ Action: ['s3:GetObject'] }, ['MALFORMED ']],
];

describeWith(['python'], 'parliament and cloudsplaining', () => {
  let python: string;

  beforeAll(async () => {
    python = await installPythonTool(scanTools);
  });

  test('find nothing in the policies of all options, but what is kept, and all of that', async () => {
    const stacks = [fullOptions, otherOptions].flatMap((options, index) =>
      Object.entries(synthAll(options, everyRegistry)).map(([name, stack]) => ({
        ...policiesOf(JSON.parse(stack)),
        name: `${index} ${name}`,
      })),
    );
    expect(stacks.flatMap(({ unknown }) => unknown)).toEqual([]);
    const policies = stacks.flatMap((stack) =>
      stack.policies.map((policy) => ({ ...policy, role: `${stack.name} ${policy.role}` })),
    );
    const kept = new KeptFindings([]);
    expect(kept.failed(await iamFindings(python, policies))).toEqual([]);
    expect(kept.unusedOfPackage()).toEqual([]);
  });

  test('find statements that are too wide, or wrong', async () => {
    const policies = statements.map(([statement], index) => policyWith(statement, index));
    const findings = await iamFindings(python, policies);
    for (const [index, [, expected]] of statements.entries()) {
      const own = findings.filter(({ address }) => address === policies[index]?.address);
      const found = own.map(({ check, subject }) => `${check} ${subject}`);
      expect(found).toEqual(expect.arrayContaining(expected));
    }
  });

  test('an action may have a statement for each of its resources, in any policy of the role', async () => {
    const arn = (resource: string) => `arn:aws:ec2:eu-central-1:123456789012:${resource}/*`;
    const subnet = policyWith({ Action: 'ec2:CreateSubnet', Resource: arn('subnet') });
    const vpc = policyWith({ Action: 'ec2:CreateSubnet', Resource: arn('vpc') });
    expect(await iamFindings(python, [subnet, { ...vpc, address: 'other' }])).toEqual([]);
    const ofOther = await iamFindings(python, [subnet, { ...vpc, role: 'other' }]);
    expect(ofOther.map(({ check, detail }) => [check, detail])).toEqual([
      ['RESOURCE_MISMATCH', 'arn:*:ec2:*:*:vpc/*'],
      ['RESOURCE_MISMATCH', 'arn:*:ec2:*:*:subnet/*'],
    ]);
  });
});
