import { Testing } from 'cdktf';
import { ServicesApp } from '../../../../constructs/app';
import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthEc2 } from '../../../support/synth-ec2';
import { all, type Resources, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const own = '${data.aws_caller_identity.account.account_id}';

/** Policies of endpoints, by name of the service. */
const policiesOf = (resource: Resources): Record<string, unknown> =>
  Object.fromEntries(
    all(resource, 'aws_vpc_endpoint').map(({ service_name, policy }) => [
      String(service_name).replace('com.amazonaws.eu-central-1.', ''),
      policy && JSON.parse(String(policy)).Statement,
    ]),
  );
const fargate = (options: Partial<EnvironmentOptions>) =>
  policiesOf(synthFargate([web], options).resource);

const any = { Effect: 'Allow', Principal: '*' };
const layers = {
  ...any,
  Action: ['s3:GetObject'],
  Resource: 'arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*',
};
const ownBuckets = {
  ...any,
  Action: ['s3:*'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:ResourceAccount': own } },
};
const otherCredentials = {
  ...any,
  Action: ['s3:*'],
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:PrincipalAccount': own } },
};
const described = (...Resource: string[]) => ({ ...any, Action: ['s3:*'], Resource });

test('without internet access, only layers of images and buckets of the account can be reached', () => {
  expect(fargate({ network: { nat: 'none' } }).s3).toEqual([layers, ownBuckets]);
});

test('with it, credentials of the account are still for its own buckets', () => {
  const expected = [layers, ownBuckets, otherCredentials];
  expect(fargate({ network: { nat: 'single' } }).s3).toEqual(expected);
  expect(fargate({ network: { nat: 'none', publicTasks: true } }).s3).toEqual(expected);
});

test('buckets of other accounts are allowed where options or code name them', () => {
  const buckets = ['acme-legacy'];
  expect(fargate({ network: { nat: 'none', buckets } }).s3).toEqual([
    layers,
    ownBuckets,
    described('arn:aws:s3:::acme-legacy', 'arn:aws:s3:::acme-legacy/*'),
  ]);

  const network = { nat: 'none' as const };
  const app = new ServicesApp({
    ...{ project: 'acme', services: [web] },
    environments: { staging: { region: 'eu-central-1', network, https: false } },
  });
  const staging = app.environment('staging');
  const granted = (on: string[]) =>
    staging.service('web').grant({ actions: ['s3:GetObject'], on, reason: 'reads' });
  granted(['arn:aws:s3:::partner/*', 'arn:aws:sqs:eu-central-1:123456789012:mails']);
  // A bucket of the stack is in the account.
  granted([`${staging.network.vpcId}/*`, 'arn:aws:s3:::partner/*']);
  const { resource } = JSON.parse(Testing.synth(staging));
  expect(policiesOf(resource).s3).toEqual([
    layers,
    ownBuckets,
    described('arn:aws:s3:::partner/*'),
  ]);
});

test('instances also reach their packages and the ECS agent', () => {
  const { resource } = synthEc2([web], { network: { nat: 'none' } });
  expect(policiesOf(resource).s3).toEqual([
    layers,
    ownBuckets,
    {
      ...any,
      Action: ['s3:GetObject'],
      Resource: [
        'arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/*',
        'arn:aws:s3:::amazon-ecs-agent-eu-central-1/*',
      ],
    },
  ]);
});

test('other endpoints are used with credentials of the account, where AWS documents policies', () => {
  const account = [
    {
      ...any,
      Action: ['*'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': own } },
    },
  ];
  const exec: ServiceOptions = { ...web, exec: true, writableRoot: true };
  const { s3, ...others } = policiesOf(synthEc2([exec], { network: { nat: 'none' } }).resource);
  expect(others).toEqual({
    ...{ 'ecr.api': account, 'ecr.dkr': account, logs: account, ecs: account },
    ...{ 'ecs-agent': undefined, 'ecs-telemetry': undefined, ssmmessages: undefined },
  });
});

test('the region and its partition are those of the buckets of AWS', () => {
  const { resource } = synthFargate([web], { region: 'us-gov-west-1', network: { nat: 'none' } });
  const s3 = all(resource, 'aws_vpc_endpoint').find((one) => one.vpc_endpoint_type === 'Gateway');
  expect(JSON.parse(String(s3?.policy)).Statement[0].Resource).toBe(
    'arn:aws-us-gov:s3:::prod-us-gov-west-1-starport-layer-bucket/*',
  );
});
