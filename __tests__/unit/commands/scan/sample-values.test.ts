import { sampledStatement } from '../../../../commands/scan/sample-values';

const sampled = (Resource: unknown, Action: unknown = 'ecr:BatchGetImage') =>
  sampledStatement({ Effect: 'Allow', Action, Resource }).Resource;

test.each<[unknown, unknown]>([
  ['*', '*'],
  ['arn:aws:s3:::acme-*/*', 'arn:aws:s3:::acme-*/*'],
  ['${aws_ecr_repository.api.arn}', 'arn:aws:ecr:*:*:*'],
  [
    ['${module.one.queue_arn}/*', '*'],
    ['arn:aws:ecr:*:*:*/*', '*'],
  ],
  [
    '${aws_cloudwatch_log_group.web.arn}:*',
    'arn:aws:logs:eu-central-1:123456789012:log-group:name:*',
  ],
  [
    'arn:${data.aws_partition.p.partition}:ecr:${data.aws_region.r.name}:${data.aws_caller_identity.a.account_id}:repository/${aws_ecr_repository.api.name}',
    'arn:aws:ecr:eu-central-1:123456789012:repository/*',
  ],
  ['arn:aws:s3:::acme/$${aws:username}/*', 'arn:aws:s3:::acme/${aws:username}/*'],
])('resource %j is read as %j', (resource, expected) => {
  expect(sampled(resource)).toEqual(expected);
});

test('an ARN that only Terraform knows is one of each service of the statement', () => {
  const actions = ['sns:Publish', 'sqs:SendMessage', 'sqs:GetQueueUrl'];
  expect(sampled('${var.arn}', actions)).toEqual(['arn:aws:sns:*:*:*', 'arn:aws:sqs:*:*:*']);
});

test('principals and values of conditions have the form that their place needs', () => {
  const account = '${data.aws_caller_identity.account.account_id}';
  const statement = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: {
      AWS: ['${aws_iam_role.one.arn}', `arn:aws:iam::${account}:root`],
      Federated: '${aws_iam_openid_connect_provider.gitlab.arn}',
      Service: 'ecs-tasks.amazonaws.com',
    },
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': ['${aws_ecs_cluster.main.arn}'] },
      Bool: { 'aws:SecureTransport': true },
    },
  };
  expect(sampledStatement(statement)).toEqual({
    ...statement,
    Principal: {
      AWS: ['arn:aws:iam::123456789012:role/name', 'arn:aws:iam::123456789012:root'],
      Federated: 'arn:aws:iam::123456789012:oidc-provider/name',
      Service: 'ecs-tasks.amazonaws.com',
    },
    Condition: {
      StringEquals: { 'aws:SourceAccount': '123456789012' },
      ArnLike: { 'aws:SourceArn': ['arn:aws:iam::123456789012:policy/name'] },
      Bool: { 'aws:SecureTransport': true },
    },
  });
});
