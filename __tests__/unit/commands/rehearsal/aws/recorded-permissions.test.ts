import { mkdirSync, rmSync } from 'node:fs';
import { ApplyRoles } from '../../../../../commands/rehearsal/aws/apply-roles';
import {
  comparePermissions,
  RecordedActions,
  userAgent,
} from '../../../../../commands/rehearsal/aws/recorded-permissions';
import { folderOf } from '../../../../../commands/rehearsal/session/session-record';

const id = `magicnight-permissions-${process.pid}`;

beforeEach(() => mkdirSync(folderOf(id)));
afterEach(() => rmSync(folderOf(id), { recursive: true }));

const roles = new ApplyRoles('magicnight', [
  { name: 'fargate', region: 'eu-central-1', hostnames: [], pipelineActions: [] },
]);

const ownTags = {
  'TagSpecification.1.Tag.1.Key': 'project',
  'TagSpecification.1.Tag.1.Value': 'magicnight',
  'TagSpecification.1.Tag.2.Key': 'stack',
  'TagSpecification.1.Tag.2.Value': 'fargate',
};

/** Records calls like those of Terraform: a stack, a command, and an action of EC2. */
const record = (...calls: [stack: string, command: string, action: string][]) => {
  const recorded = new RecordedActions(id);
  for (const [stack, command, action] of calls) {
    recorded.record({
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': `APN/1.0 HashiCorp/1.0 Terraform/1.11.4 ${userAgent(stack, command)}`,
        authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/eu-central-1/ec2/aws4_request',
      },
      body: new URLSearchParams({ Action: action, ...ownTags }).toString(),
    });
  }
};

test('each action is counted once, those of other stacks and of others than Terraform not', () => {
  record(
    ['fargate', 'apply', 'CreateVpc'],
    ['fargate', 'apply', 'CreateVpc'],
    ['fargate', 'plan', 'DescribeVpcs'],
    ['registry', 'apply', 'TerminateInstances'],
  );
  const headers = { authorization: 'Credential=x/20260101/eu-central-1/ec2/aws4_request' };
  new RecordedActions(id).record({
    method: 'POST',
    path: '/',
    headers,
    body: 'Action=TerminateInstances',
  });
  expect(comparePermissions(id, 'fargate', roles)).toBe(
    'role apply allows all 3 called actions, role plan the 1 of plans',
  );
});

test('what a role lacks is an error that names it, and so is a call that nobody knows', () => {
  record(
    ['fargate', 'plan', 'CreateVpc'],
    ['fargate', 'apply', 'TerminateInstances'],
    ['fargate', 'apply', ''],
  );
  expect(() => comparePermissions(id, 'fargate', roles)).toThrow(
    new Error(`The roles of the pipeline do not fit what Terraform called for "fargate"; see constructs/iam
  role plan lacks ec2:CreateTags
  role plan lacks ec2:CreateVpc
  role fargate-apply lacks ec2:TerminateInstances on arn:aws:ec2:eu-central-1:000000000000:resource/any
  role fargate-apply lacks unknown:POST / on any`),
  );
});

test('without recorded calls there is nothing to compare', () => {
  expect(() => comparePermissions(id, 'fargate', roles)).toThrow(
    `No calls of Terraform for stack "fargate" are recorded in ${folderOf(id)}/actions.log`,
  );
  record(['fargate', 'plan', 'DescribeVpcs']);
  expect(() => comparePermissions(id, 'fargate', roles)).toThrow('No calls of Terraform');
});
