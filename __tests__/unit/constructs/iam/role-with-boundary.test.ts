import { all } from '../../../support/synth-fargate';
import { account, type PolicyStatement, synthRegistry } from '../../../support/synth-registry';

const boundary = (): PolicyStatement[] => {
  const [{ policy } = {}, ...none] = all(synthRegistry().resource, 'aws_iam_policy');
  expect(none).toEqual([]);
  return JSON.parse(String(policy)).Statement;
};

test('the boundary has the path and name that roles of the stacks use', () => {
  expect(all(synthRegistry().resource, 'aws_iam_policy')).toMatchObject([
    { name: 'boundary', path: '/magicnight/' },
  ]);
});

test('the boundary allows only what tasks and instances need', () => {
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

test('the boundary is limited to secrets of this account, their keys, and instances of clusters of the project', () => {
  const clusters = `arn:aws:ecs:*:${account}:cluster/magicnight-*`;
  const instances = `arn:aws:ecs:*:${account}:container-instance/*`;
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
    Resource: instances,
    Condition: { ArnLike: { 'ecs:cluster': clusters } },
  });
  expect(of('ecs:TagResource')).toMatchObject({
    Resource: instances,
    Condition: { StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' } },
  });
});
