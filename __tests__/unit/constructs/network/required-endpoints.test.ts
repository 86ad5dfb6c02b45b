import {
  requiredEndpoints,
  unreachableRegistries,
} from '../../../../constructs/network/required-endpoints';
import {
  type Ec2CapacityOptions,
  resolveEc2Capacity,
} from '../../../../constructs/options/environment/ec2-capacity-options';
import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { NewNetworkOptions } from '../../../../constructs/options/environment/network-options';
import { applyDefaults } from '../../../../constructs/options/environment/resolved-environment';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { validateEnvironment } from '../../../../constructs/validation/environment-checks';
import { synthEc2 } from '../../../support/synth-ec2';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const inEcr = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const withDefaults = (options: Partial<EnvironmentOptions>): EnvironmentOptions => ({
  region: 'eu-central-1',
  network: { nat: 'none' },
  https: false,
  xrayImage: `${inEcr}/xray:3`,
  ...options,
});
const contextOf = (more: Partial<ServiceOptions>) => ({
  project: 'magicnight',
  name: 'fargate',
  services: resolveServices([{ ...web, ...more }]),
});
const environmentOf = (
  more: Partial<ServiceOptions> = {},
  options: Partial<EnvironmentOptions> = {},
) => applyDefaults(contextOf(more), withDefaults(options));
const issuesOf = (more: Partial<ServiceOptions>, options: Partial<EnvironmentOptions>) =>
  validateEnvironment(contextOf(more), withDefaults(options));
const image = { folder: 'containers/api' };
const least = ['ecr.api', 'ecr.dkr', 'logs'];

test.each<[Partial<ServiceOptions>, Ec2CapacityOptions | undefined, string[]]>([
  [{}, undefined, least],
  [{ secrets: { A: { secret: 'a' } } }, undefined, [...least, 'secretsmanager']],
  [{ secrets: { A: { parameter: '/a' } } }, undefined, [...least, 'ssm']],
  [
    {
      sidecars: [{ name: 'cache', image, secrets: { A: { parameter: '/a' }, B: { secret: 'b' } } }],
    },
    undefined,
    [...least, 'secretsmanager', 'ssm'],
  ],
  [{ exec: true, writableRoot: true }, undefined, [...least, 'ssmmessages']],
  [{ tracing: 'xray' }, undefined, [...least, 'xray']],
  [{ tracing: 'opentelemetry' }, undefined, [...least, 'xray']],
  [{}, {}, [...least, 'ecs', 'ecs-agent', 'ecs-telemetry']],
  [{ image: { reference: 'public.ecr.aws/a/b:1' } }, undefined, ['logs']],
  // The daemon's own image is in ECR.
  [
    { image: { reference: 'public.ecr.aws/a/b:1' }, tracing: 'xray' },
    undefined,
    [...least, 'xray'],
  ],
])('a service with %j, on instances %j, needs %j', (more, ec2Capacity, endpoints) => {
  const environment = {
    ...environmentOf(more),
    ec2Capacity: ec2Capacity && resolveEc2Capacity(ec2Capacity),
  };
  expect(requiredEndpoints(environment)).toEqual(endpoints);
});

test('instances without internet access reach the endpoints of their ECS agent', () => {
  const { resource } = synthEc2([web], { network: { nat: 'none' } });
  expect(
    all(resource, 'aws_vpc_endpoint')
      .filter(({ vpc_endpoint_type }) => vpc_endpoint_type === 'Interface')
      .map(({ service_name }) => String(service_name).replace('com.amazonaws.eu-central-1.', ''))
      .sort(),
  ).toEqual(['ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'logs']);
});

test('images of what receives traces and of sidecars count, too', () => {
  const elsewhere = { reference: 'docker.io/library/redis:8' };
  const sidecars = [{ name: 'cache', image: elsewhere }];
  expect(
    unreachableRegistries(environmentOf({ tracing: 'xray' }, { xrayImage: undefined })),
  ).toEqual(['public.ecr.aws']);
  expect(unreachableRegistries(environmentOf({ sidecars }))).toEqual(['docker.io']);
  expect(unreachableRegistries(environmentOf({ tracing: 'xray' }))).toEqual([]);
  expect(issuesOf({ tracing: 'xray' }, { xrayImage: undefined })).toEqual([
    "main.ts: environments.fargate.network: without a NAT gateway, tasks of service \"web\" cannot reach public.ecr.aws; push X-Ray's daemon to ECR in eu-central-1 (xrayImage), or set nat: 'single' or publicTasks: true",
  ]);
  const collected: Partial<ServiceOptions> = { tracing: 'opentelemetry' };
  expect(issuesOf(collected, { collectorImage: `${inEcr}/otel:1` })).toEqual([]);
  expect(issuesOf(collected, {})).toEqual([
    'main.ts: environments.fargate.network: without a NAT gateway, tasks of service "web" cannot reach public.ecr.aws; push the OpenTelemetry collector to ECR in eu-central-1 (collectorImage), or set nat: \'single\' or publicTasks: true',
  ]);
});

test("GuardDuty's agent has its endpoint in each new VPC, and is pulled from ECR", () => {
  const services = [{ ...web, image: { reference: 'public.ecr.aws/a/b:1' } }];
  const endpointsOf = (network: NewNetworkOptions) =>
    all(synthFargate(services, { network, guardDuty: true }).resource, 'aws_vpc_endpoint')
      .filter(({ vpc_endpoint_type }) => vpc_endpoint_type === 'Interface')
      .map(({ service_name }) => String(service_name).replace('com.amazonaws.eu-central-1.', ''))
      .sort();
  expect(endpointsOf({ nat: 'single' })).toEqual(['guardduty-data']);
  expect(endpointsOf({ nat: 'single', endpoints: true })).toEqual(
    [...least, 'guardduty-data'].sort(),
  );
  expect(endpointsOf({ nat: 'none', publicTasks: true })).toEqual(['guardduty-data']);
  expect(issuesOf({}, { guardDuty: true, network: { nat: 'none', endpoints: false } })).toEqual([
    'main.ts: environments.fargate.network: without a NAT gateway, tasks of service "web" cannot reach ECR in eu-central-1 and CloudWatch Logs in eu-central-1 and GuardDuty in eu-central-1; leave out endpoints: false, or set nat: \'single\' or publicTasks: true',
  ]);
});

test('the first pull through a cache needs the internet', () => {
  const cached = { image: { reference: `${inEcr}/docker-hub/library/nginx:1.29` } };
  const pullThroughCaches = ['docker-hub', 'hub'];
  const xrayImage = `${inEcr}/hub/xray:3`;
  const needs = (what: string, pushed: string) =>
    `main.ts: environments.fargate.network: without a NAT gateway, tasks of service "web" cannot reach ${what}; push ${pushed}, or set nat: 'single' or publicTasks: true`;
  expect(issuesOf(cached, { pullThroughCaches })).toEqual([
    needs(
      'the upstream registry of pull-through cache "docker-hub"',
      'the image to ECR in eu-central-1',
    ),
  ]);
  expect(issuesOf({ tracing: 'xray' }, { pullThroughCaches, xrayImage })).toEqual([
    needs(
      'the upstream registry of pull-through cache "hub"',
      "X-Ray's daemon to ECR in eu-central-1 (xrayImage)",
    ),
  ]);
  expect(issuesOf(cached, { pullThroughCaches, network: { nat: 'single' } })).toEqual([]);
  // Without the prefix, the image is expected to be there.
  expect(issuesOf(cached, { pullThroughCaches: ['hub'] })).toEqual([]);
});

test('unreachable services are reported by their display names', () => {
  const network: NewNetworkOptions = { nat: 'none', endpoints: false };
  const more: Partial<ServiceOptions> = {
    exec: true,
    writableRoot: true,
    tracing: 'xray',
    secrets: { A: { secret: 'a' }, B: { parameter: '/b' } },
  };
  expect(issuesOf(more, { network })).toEqual([
    'main.ts: environments.fargate.network: without a NAT gateway, tasks of service "web" cannot reach ECR in eu-central-1 and CloudWatch Logs in eu-central-1 and Secrets Manager in eu-central-1 and Systems Manager in eu-central-1 and Session Manager in eu-central-1 and X-Ray in eu-central-1; leave out endpoints: false, or set nat: \'single\' or publicTasks: true',
  ]);
});
