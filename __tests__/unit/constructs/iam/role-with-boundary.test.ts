import type { SecretOptions } from '../../../../constructs/options/service/container-options';
import { ValidationError } from '../../../../constructs/options/validation-issues';
import { all } from '../../../support/synth-fargate';
import { account, type PolicyStatement, synthRegistry } from '../../../support/synth-registry';

const described: readonly SecretOptions[] = [
  { parameter: '/shop/db/password' },
  { parameter: 'token' },
  { secret: 'shop/mail', key: 'user' },
  { secret: 'shop/mail', key: 'password', kmsKey: 'alias/shop' },
];

const boundary = (secrets: readonly SecretOptions[] = described): PolicyStatement[] => {
  const [{ policy } = {}, ...none] = all(synthRegistry({ secrets }).resource, 'aws_iam_policy');
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

const resourcesOf = (action: string, secrets = described) =>
  boundary(secrets).find(({ Action }) => Action.includes(action))?.Resource;

test('the boundary allows the secrets that services describe, and no others', () => {
  expect(resourcesOf('ssm:GetParameters')).toEqual([
    `arn:aws:ssm:*:${account}:parameter/shop/db/password`,
    `arn:aws:ssm:*:${account}:parameter/token`,
  ]);
  expect(resourcesOf('secretsmanager:GetSecretValue')).toEqual([
    `arn:aws:secretsmanager:*:${account}:secret:shop/mail-??????`,
  ]);
  const [parameter] = described;
  expect(parameter && resourcesOf('secretsmanager:GetSecretValue', [parameter])).toBeUndefined();
  const actions = boundary([]).flatMap(({ Action }) => Action);
  expect(actions.filter((action) => /^(ssm|secretsmanager|kms):/.test(action))).toEqual([]);
});

test('secrets whose names do not fit a policy are allowed by the folders that they have in common', () => {
  const secretsIn = (folder: string) =>
    Array.from({ length: 120 }, (_, index) => ({ parameter: `${folder}password-${index}` }));
  expect(resourcesOf('ssm:GetParameters', secretsIn('/shop/db/'))).toEqual([
    `arn:aws:ssm:*:${account}:parameter/shop/db/*`,
  ]);
  const alone = [...secretsIn('/shop/db/'), { parameter: '/shop/mail/token' }];
  expect(resourcesOf('ssm:GetParameters', alone)).toEqual([
    `arn:aws:ssm:*:${account}:parameter/shop/db/*`,
    `arn:aws:ssm:*:${account}:parameter/shop/mail/token`,
  ]);
  expect(() => boundary(secretsIn('/a-long-name-without-a-folder-'))).toThrow(
    new ValidationError([
      'registry: the permissions boundary allows 120 secrets of services and 0 granted actions, which is more than a managed policy can have (6,144 characters); give the secrets names with folders in common, for example /magicnight/db/password',
    ]),
  );
});

test('the boundary is limited to keys of this account, and instances of clusters of the project', () => {
  const clusters = `arn:aws:ecs:*:${account}:cluster/magicnight-*`;
  const instances = `arn:aws:ecs:*:${account}:container-instance/*`;
  const of = (action: string) => boundary().find(({ Action }) => Action.includes(action));
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
