import { Testing } from 'cdktf';
import { grantsMetadataKey, type RecordedGrants } from '../../../../constructs/iam/grant';
import { permissionReport } from '../../../../constructs/iam/permission-report';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { FargateStack } from '../../../../constructs/stacks/fargate-stack';
import { RegistryStack } from '../../../../constructs/stacks/registry-stack';
import { emptyApp, resolved } from '../../../support/synth-environment';
import { fargate } from '../../../support/synth-registry';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

const environmentOf = (service: ServiceOptions) =>
  resolved('fargate', [service], { network: { nat: 'single', flowLogs: true } });

const registry = {
  ...{ project: 'magicnight', region: 'eu-central-1', folders: ['containers/web'] },
  pipelineEnvironments: [fargate],
  gitlab: { project: 'group/shop' },
};

test('each permission has its role, action, resource and reason', () => {
  const secrets = { KEY: { secret: 'shop/key', kmsKey: 'alias/shop' } };
  const stack = new FargateStack(emptyApp(), 'fargate', environmentOf({ ...web, secrets }));
  const [, ...roles] = permissionReport('magicnight', [stack]).split('\n### ');
  const ecr =
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html';
  expect(roles).toEqual([
    `magicnight-fargate-flow-logs

| action | resource | reason |
| --- | --- | --- |
| \`logs:CreateLogStream\` | \`{aws_cloudwatch_log_group.flow-logs_group.arn}:*\` | writes the flow logs of the VPC |
| \`logs:DescribeLogStreams\` | \`{aws_cloudwatch_log_group.flow-logs_group.arn}:*\` | writes the flow logs of the VPC |
| \`logs:PutLogEvents\` | \`{aws_cloudwatch_log_group.flow-logs_group.arn}:*\` | writes the flow logs of the VPC |
| \`logs:DescribeLogGroups\` | \`arn:aws:logs:eu-central-1:{account}:log-group:*\` | finds the log group of the flow logs |
`,
    `magicnight-fargate-web-execution

| action | resource | reason |
| --- | --- | --- |
| \`logs:CreateLogStream\` | \`{aws_cloudwatch_log_group.web_logs.arn}:*\` | writes what the containers print |
| \`logs:PutLogEvents\` | \`{aws_cloudwatch_log_group.web_logs.arn}:*\` | writes what the containers print |
| \`ecr:GetAuthorizationToken\` | \`*\` | logs in to pull images ([AWS](${ecr})) |
| \`ecr:BatchCheckLayerAvailability\` | \`{aws_ecr_repository.magicnight_web.arn}\` | pulls an image of the task |
| \`ecr:BatchGetImage\` | \`{aws_ecr_repository.magicnight_web.arn}\` | pulls an image of the task |
| \`ecr:GetDownloadUrlForLayer\` | \`{aws_ecr_repository.magicnight_web.arn}\` | pulls an image of the task |
| \`secretsmanager:GetSecretValue\` | \`{aws_secretsmanager_secret.secret_shop-key.arn}\` | reads shop/key for KEY |
| \`kms:Decrypt\` | \`{aws_kms_key.key_alias-shop.arn}\` where StringEquals \`kms:ViaService\` \`secretsmanager.eu-central-1.amazonaws.com\` | reads shop/key for KEY |
`,
    'magicnight-fargate-web-task\n\nNothing.\n',
  ]);
});

test('an action allowed on all resources has a link to its supported resource types', () => {
  const description = { ...web, exec: true, writableRoot: true, tracing: 'xray' } as const;
  const app = emptyApp();
  const report = permissionReport('magicnight', [
    new RegistryStack(app, 'registry', registry),
    new FargateStack(app, 'fargate', environmentOf(description)),
  ]);
  const broad = report.split('\n').filter((line) => / `\*`/.test(line));
  expect(broad.length).toBeGreaterThan(100);
  for (const line of broad) {
    expect(line).toMatch(/\(\[AWS\]\(https:\/\/docs\.aws\.amazon\.com\/service-authorization\//);
  }
});

test('the grants of every role are recorded', () => {
  const app = emptyApp();
  const stacks = [
    new RegistryStack(app, 'registry', registry),
    new FargateStack(app, 'fargate', environmentOf(web)),
  ];
  for (const stack of stacks) {
    const nodes = stack.node.findAll();
    const roles = nodes.filter((node) => node.constructor.name === 'IamRole');
    const notes = nodes
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === grantsMetadataKey)
      .map(({ data }) => (data as RecordedGrants).role);
    expect(new Set(notes).size).toBe(roles.length);
  }
});

test('a reason does not end its cell, its row or its text', () => {
  const own = {
    actions: ['sqs:CreateQueue'],
    on: ['arn:aws:sqs:eu-central-1:*:a|b'],
    reason: 'one|two\n<b>`three` *four* _five_ six_seven \\',
  };
  const pipelineEnvironments = [{ ...fargate, pipelineActions: [own] }];
  const stack = new RegistryStack(emptyApp(), 'registry', { ...registry, pipelineEnvironments });
  expect(permissionReport('magicnight', [stack]).split('\n')).toContain(
    '| `sqs:CreateQueue` | `arn:aws:sqs:eu-central-1:*:a\\|b` | one\\|two<br/>\\<b>\\`three\\` \\*four\\* \\_five\\_ six_seven \\\\ |',
  );
});

test('pipelineActions of an environment are in its apply role, and its reads in the role of plans', () => {
  const uploads = 'arn:aws:s3:::acme-uploads';
  const own = {
    actions: ['s3:GetBucketTagging', 's3:CreateBucket'],
    on: [uploads],
    reason: 'keeps uploads',
  };
  const pipelineEnvironments = [
    { ...fargate, pipelineActions: [own] },
    { ...fargate, name: 'staging' },
  ];
  const stack = new RegistryStack(emptyApp(), 'registry', { ...registry, pipelineEnvironments });
  const [, ...roles] = permissionReport('magicnight', [stack]).split('\n### ');
  const row = (action: string) => `| \`${action}\` | \`${uploads}\` | keeps uploads |`;
  const having = (text: string) =>
    roles.filter((role) => role.includes(text)).map((role) => role.split('\n')[0]);
  expect(having(row('s3:GetBucketTagging'))).toEqual([
    'magicnight-plan',
    'magicnight-fargate-apply',
  ]);
  expect(having(row('s3:CreateBucket'))).toEqual(['magicnight-fargate-apply']);
  const policies = JSON.stringify(Testing.synth(stack));
  expect(policies.split(uploads)).toHaveLength(1 + 3);
});

test('a state in a bucket is read by plans, and written by the apply role of its environment alone', () => {
  const pipelineEnvironments = [
    { ...fargate, backend: { s3: { bucket: 'acme-states' } } },
    { ...fargate, name: 'staging' },
  ];
  const stack = new RegistryStack(emptyApp(), 'registry', { ...registry, pipelineEnvironments });
  const [, ...roles] = permissionReport('magicnight', [stack]).split('\n### ');
  const rows = roles.flatMap((text) => {
    const [role = '', ...lines] = text.split('\n');
    return lines.filter((line) => line.includes('acme-states')).map((line) => `${role} ${line}`);
  });
  const state = 'arn:aws:s3:::acme-states/magicnight/fargate.tfstate';
  const reads = [
    '| `s3:ListBucket` | `arn:aws:s3:::acme-states` | finds the state |',
    `| \`s3:GetObject\` | \`${state}\` | reads the state |`,
  ];
  expect(rows).toEqual([
    ...reads.map((row) => `magicnight-plan ${row}`),
    ...[
      ...reads,
      `| \`s3:PutObject\` | \`${state}\` | writes the state |`,
      `| \`s3:DeleteObject\` | \`${state}.tflock\` | locks the state |`,
      `| \`s3:GetObject\` | \`${state}.tflock\` | locks the state |`,
      `| \`s3:PutObject\` | \`${state}.tflock\` | locks the state |`,
    ].map((row) => `magicnight-fargate-apply ${row}`),
  ]);
});
