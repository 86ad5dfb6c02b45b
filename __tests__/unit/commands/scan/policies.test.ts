import { policiesOf } from '../../../../commands/scan/policies';

const statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
const document = { Version: '2012-10-17', Statement: [statement] };
const text = JSON.stringify(document);

test('policies are found in all attributes, however deep, and other texts are not', () => {
  const resource = {
    aws_iam_role: {
      reader: { assume_role_policy: text, inline_policy: [{ name: 'read', policy: text }] },
    },
    aws_sqs_queue_policy: { mails: { policy: text } },
    aws_ecr_lifecycle_policy: { api: { policy: '{"rules":[]}' } },
    aws_ecs_task_definition: { web: { container_definitions: '[{"name":"web"}]' } },
    aws_s3_bucket: { logs: { bucket: '{' } },
  };
  expect(policiesOf({ resource })).toEqual({
    policies: [
      { address: 'aws_iam_role.reader', role: 'aws_iam_role.reader', document },
      { address: 'aws_iam_role.reader', role: 'aws_iam_role.reader', document },
      { address: 'aws_sqs_queue_policy.mails', role: 'aws_sqs_queue_policy.mails', document },
    ],
    unknown: [],
  });
});

test('policies of a role belong together', () => {
  const role = '${aws_iam_role.apply.name}';
  const resource = {
    aws_iam_policy: { first: { policy: text }, boundary: { policy: text } },
    aws_iam_role_policy: { inline: { role, policy: text } },
    aws_iam_role_policy_attachment: {
      apply: { role, policy_arn: '${aws_iam_policy.first.arn}' },
      other: { role, policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    },
  };
  const { policies } = policiesOf({ resource });
  expect(policies.map((policy) => [policy.address, policy.role])).toEqual([
    ['aws_iam_policy.first', role],
    ['aws_iam_policy.boundary', 'aws_iam_policy.boundary'],
    ['aws_iam_role_policy.inline', role],
  ]);
});

test('a policy document is read as a data source, and where it is used it is known', () => {
  const data = {
    aws_iam_policy_document: {
      read: { statement: [{ actions: ['s3:GetObject'], resources: ['*'] }] },
    },
    aws_caller_identity: { account: {} },
  };
  const resource = {
    aws_iam_policy: { read: { policy: '${data.aws_iam_policy_document.read.json}' } },
  };
  expect(policiesOf({ resource, data })).toEqual({
    policies: [
      {
        address: 'data.aws_iam_policy_document.read',
        role: 'data.aws_iam_policy_document.read',
        document: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] }],
        },
      },
    ],
    unknown: [],
  });
});

test('a policy that only Terraform knows is named', () => {
  const resource = {
    aws_iam_policy: { given: { policy: '${var.policy}', name: '${var.name}' } },
    aws_iam_role: { given: { assume_role_policy: '${unknown}' } },
  };
  expect(policiesOf({ resource })).toEqual({
    policies: [],
    unknown: ['aws_iam_policy.given', 'aws_iam_role.given'],
  });
});

test('the ids of a plan are addresses, and its policies could be those of one role', () => {
  const resource = { aws_iam_policy: { 'module.shop.aws_iam_policy.one': { policy: text } } };
  expect(policiesOf({ resource }, true).policies).toEqual([
    { address: 'module.shop.aws_iam_policy.one', role: '', document },
  ]);
});
