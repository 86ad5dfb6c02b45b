import { all } from '../../../support/synth-fargate';
import { account, type PolicyStatement, synthRegistry } from '../../../support/synth-registry';

const boundary = (): PolicyStatement[] => {
  const [{ policy } = {}, ...none] = all(synthRegistry().resource, 'aws_iam_policy');
  expect(none).toEqual([]);
  return JSON.parse(String(policy)).Statement;
};

test('the boundary is where roles of the stacks look for it', () => {
  expect(all(synthRegistry().resource, 'aws_iam_policy')).toMatchObject([
    { name: 'boundary', path: '/magicnight/' },
  ]);
});

test('the boundary allows what tasks and hosts need, and no more', () => {
  expect(boundary().flatMap(({ Action }) => Action)).toEqual([
    'logs:CreateLogStream',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:GetAuthorizationToken',
    'ecr:GetDownloadUrlForLayer',
    'ssm:GetParameters',
    'secretsmanager:GetSecretValue',
    'kms:Decrypt',
    'logs:DescribeLogGroups',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
    'xray:GetSamplingRules',
    'xray:GetSamplingStatisticSummaries',
    'xray:GetSamplingTargets',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
    'ecs:DeregisterContainerInstance',
    'ecs:RegisterContainerInstance',
    'ecs:SubmitAttachmentStateChanges',
    'ecs:SubmitContainerStateChange',
    'ecs:SubmitTaskStateChange',
    'ecs:Poll',
    'ecs:StartTelemetrySession',
    'ecs:UpdateContainerInstancesState',
    'ecs:TagResource',
    'ec2:DescribeTags',
    'ecs:DiscoverPollEndpoint',
  ]);
});

test('the boundary: secrets of this account, keys by way of them, hosts of our clusters', () => {
  const clusters = `arn:aws:ecs:*:${account}:cluster/magicnight-*`;
  const hosts = `arn:aws:ecs:*:${account}:container-instance/*`;
  const of = (action: string) => boundary().find(({ Action }) => Action.includes(action));
  expect(of('ssm:GetParameters')?.Resource).toBe(`arn:aws:ssm:*:${account}:parameter/*`);
  expect(of('secretsmanager:GetSecretValue')?.Resource).toBe(
    `arn:aws:secretsmanager:*:${account}:secret:*`,
  );
  expect(of('kms:Decrypt')).toMatchObject({
    Resource: `arn:aws:kms:*:${account}:key/*`,
    Condition: {
      StringLike: { 'kms:ViaService': ['secretsmanager.*.amazonaws.com', 'ssm.*.amazonaws.com'] },
    },
  });
  expect(of('ecs:RegisterContainerInstance')?.Resource).toBe(clusters);
  expect(of('ecs:Poll')).toMatchObject({
    Resource: hosts,
    Condition: { ArnLike: { 'ecs:cluster': clusters } },
  });
  expect(of('ecs:TagResource')).toMatchObject({
    Resource: hosts,
    Condition: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
  });
});
