import { resourceActions } from '../../../../../constructs/iam/actions/resource-actions';
import type { EnvironmentOptions } from '../../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../../constructs/options/service/service-options';
import { synthFargate } from '../../../../support/synth-fargate';

const types = Object.entries(resourceActions);
const namesOf = (actions: readonly string[]) => actions.map((action) => action.split(':')[1]);

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const https = { domain: 'shop.example.com', zone: 'example.com' };
const existing = {
  vpcId: 'vpc-01234567',
  publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
  taskSubnetIds: ['subnet-0000000c'],
};

test.each<Partial<EnvironmentOptions>>([
  {},
  { network: { nat: 'per-az', endpoints: true }, https, production: true },
  { network: { nat: 'regional' } },
  { network: existing, https },
])('every resource and data source type of a stack with %j is listed', (options) => {
  const routes = ['/', { path: '/', host: 'b.example.com' }];
  const { resource, data } = synthFargate([{ ...web, routes }], options);
  const used = [...Object.keys(resource), ...Object.keys(data).map((type) => `data.${type}`)];
  expect(used.filter((type) => !(type in resourceActions))).toEqual([]);
});

test.each(types)('%s: each action is listed once, without wildcards', (_type, { read, write }) => {
  const all = [...read, ...write];
  expect(all.filter((action) => !/^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$/.test(action))).toEqual([]);
  expect([...new Set(all)]).toEqual(all);
  expect(read).not.toEqual([]);
});

test.each(types)('%s: read actions change nothing', (_type, { read }) => {
  expect(namesOf(read).filter((name) => !/^(Describe|Get|List)/.test(name ?? ''))).toEqual([]);
});

test.each(types)('%s: neither a secret nor an object is read', (type, { read, write }) => {
  const secret =
    /^(ssm|secretsmanager|kms):|:(GetObject|GetSecretValue|GetLogEvents|Export)|Token$/;
  // Metadata of secrets and keys, and public parameters with AMIs.
  const harmless = [
    'kms:DescribeKey',
    'secretsmanager:DescribeSecret',
    'secretsmanager:GetResourcePolicy',
    ...(/^aws_(autoscaling_group|launch_template)$/.test(type) ? ['ssm:GetParameters'] : []),
  ];
  const suspect = [...read, ...write].filter((action) => secret.test(action));
  expect(suspect.filter((action) => !harmless.includes(action))).toEqual([]);
});

test.each([
  ['aws_autoscaling_group', 'ec2:RunInstances'],
  ['aws_autoscaling_group', 'iam:CreateServiceLinkedRole'],
  ['aws_ecs_task_definition', 'iam:PassRole'],
  ['aws_flow_log', 'logs:CreateLogDelivery'],
  ['aws_iam_instance_profile', 'iam:PassRole'],
  ['aws_launch_template', 'ssm:GetParameters'],
  ['aws_lb', 'iam:CreateServiceLinkedRole'],
  ['aws_vpc_endpoint', 'route53:AssociateVPCWithHostedZone'],
  ['aws_wafv2_web_acl_association', 'elasticloadbalancing:SetWebAcl'],
  ['aws_s3_bucket_public_access_block', 's3:PutBucketPublicAccessBlock'],
])('%s needs %s besides the API calls', (type, action) => {
  expect(resourceActions[type]?.write).toContain(action);
});

test('data sources only read', () => {
  const written = types.filter(([type, { write }]) => type.startsWith('data.') && write.length > 0);
  expect(written).toEqual([]);
});
