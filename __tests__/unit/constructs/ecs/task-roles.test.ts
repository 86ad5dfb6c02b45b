import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { Environment, type EnvironmentProps } from '../../../../constructs/stacks/environment';
import { synthEc2 } from '../../../support/synth-ec2';
import { emptyApp } from '../../../support/synth-environment';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

/** The statements of the role that starts the tasks of a service. */
const startStatements = (
  service: ServiceOptions,
  more: Partial<EnvironmentOptions> = {},
): { Action: string[]; Resource: string }[] => {
  const [policy] = all(synthFargate([service], more).resource, 'aws_iam_role_policy');
  expect(policy?.name).toBe('start');
  return JSON.parse(String(policy?.policy)).Statement;
};

test('only the ECR login of the execution role is for all resources', () => {
  const broad = startStatements(web).filter(({ Resource }) => Resource === '*');
  expect(broad).toEqual([
    { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
  ]);
});

test('an image in a repository of another account may be pulled', () => {
  const reference = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.2';
  const granted = startStatements({ ...web, image: { reference } });
  expect(granted.map(({ Resource }) => Resource)).toContain(
    'arn:aws:ecr:eu-west-1:123456789012:repository/team/app',
  );
});

const cacheActions = ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'];
const inCache = (repository: string) =>
  `arn:aws:ecr:eu-central-1:123456789012:repository/${repository}`;

test('only images in pull-through caches may be fetched into their repositories', () => {
  const host = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
  const service: ServiceOptions = {
    ...web,
    image: { reference: `${host}/docker-hub/library/nginx:1.29` },
    sidecars: [
      { name: 'cache', image: { reference: `${host}/docker-hubs/redis:8` } },
      { name: 'logs', image: { reference: `${host}/quay/a/b/fluent:4` } },
      { name: 'more', image: { reference: `${host}/docker-hub/library/nginx:1.29` } },
    ],
  };
  const ofCaches = (pullThroughCaches?: string[]) =>
    startStatements(service, { pullThroughCaches }).filter(({ Action }) =>
      Action.some((action) => cacheActions.includes(action)),
    );
  expect(ofCaches(['docker-hub', 'quay/a'])).toEqual(
    ['docker-hub/library/nginx', 'quay/a/b/fluent'].map((repository) => ({
      ...{ Effect: 'Allow', Action: cacheActions, Resource: inCache(repository) },
    })),
  );
  expect(ofCaches()).toEqual([]);
});

test.each([
  { tracing: 'xray' as const, ec2: undefined },
  { tracing: 'xray' as const, ec2: { instanceTypes: ['m7i.large'], xray: 'daemon' as const } },
])('the image of the X-Ray daemon can be in a cache, too: %j', ({ tracing, ec2 }) => {
  const options = {
    pullThroughCaches: ['public'],
    xrayImage: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/public/xray/daemon:3',
  };
  const { resource } = ec2
    ? synthEc2([{ ...web, tracing }], options, ec2)
    : synthFargate([{ ...web, tracing }], options);
  const policies = all(resource, 'aws_iam_role_policy').map(({ policy }) => String(policy));
  const cached = policies.filter((policy) => policy.includes(cacheActions[0] ?? ''));
  expect(cached).toEqual([expect.stringContaining(inCache('public/xray/daemon'))]);
});

test("with guardDuty, the tasks may pull GuardDuty's agent of the region", () => {
  const elsewhere = { ...web, image: { reference: 'public.ecr.aws/nginx/nginx:1.30' } };
  const pulls = (region: string) =>
    startStatements(elsewhere, { region, guardDuty: true }).filter(({ Action }) =>
      Action.some((action) => action.startsWith('ecr:')),
    );
  const agent = (arn: string) => [
    { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
      ],
      Resource: arn,
    },
  ];
  expect(pulls('eu-central-1')).toEqual(
    agent('arn:aws:ecr:eu-central-1:323658145986:repository/aws-guardduty-agent-fargate'),
  );
  expect(pulls('us-gov-west-1')).toEqual(
    agent('arn:aws-us-gov:ecr:us-gov-west-1:383110348953:repository/aws-guardduty-agent-fargate'),
  );
  expect(startStatements(elsewhere).map(({ Resource }) => Resource)).not.toContain('*');
});

test("the boundary of all roles allows what caches and GuardDuty's agent need", () => {
  const environment = (more: Partial<EnvironmentProps>) =>
    new Environment(emptyApp(), 'staging', {
      ...{ project: 'acme', services: [web], region: 'eu-central-1', https: false },
      ...{ network: { nat: 'single' }, ...more },
    });
  expect(environment({ pullThroughCaches: ['docker-hub'] }).grantedActions).toEqual(cacheActions);
  expect(environment({ guardDuty: true }).grantedActions).toEqual([
    'guardduty:SendSecurityTelemetry',
  ]);
  expect(environment({}).grantedActions).toEqual([]);
});
