import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { accountQuotaWarnings } from '../../../../constructs/validation/account-quota-warnings';
import { hostnameWarnings } from '../../../../constructs/validation/clashing-names';
import { resolveApp } from '../../../../constructs/validation/resolve-app';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const services = [web];
const right = { region: 'eu-central-1', network: { nat: 'none' }, https: false } as const;
const app = { project: 'acme', services, environments: { staging: right } };

/** The only environment, with options that somebody could write, whatever their type. */
const tried = (options: object | null | undefined, registry: object = {}) => {
  const environments = { staging: options as typeof right };
  const [environment] = resolveApp({ ...app, environments, registry }).environments;
  if (!environment) throw new Error('there is no environment');
  return environment;
};

test('valid options come back with the services and the defaults', () => {
  const environment = tried({ ...right, network: { vpcId: undefined, nat: 'none' } });
  expect(environment).toEqual({
    project: 'acme',
    name: 'staging',
    services: resolveServices(services),
    region: 'eu-central-1',
    production: false,
    network: {
      nat: 'none',
      zones: ['a', 'b'],
      cidr: '10.0.0.0/16',
      publicTasks: false,
      endpoints: true,
      endpointsRequested: false,
      flowLogs: false,
      buckets: [],
    },
    https: false,
    hostnames: [],
    protection: {
      deletionProtection: false,
      accessLogs: false,
      desyncMitigation: 'defensive',
      waf: false,
      containerInsights: false,
      alarms: false,
      logDays: 30,
      keepsLogs: false,
    },
    account: undefined,
    tags: {},
    pipelineActions: [],
    alarmTopicArn: undefined,
    waitForSteadyState: false,
    xrayImage: 'public.ecr.aws/xray/aws-xray-daemon:3.7.0',
    collectorImage: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0',
    pullThroughCaches: [],
    guardDuty: false,
    quotas: {
      rulesPerLoadBalancer: 100,
      targetsPerLoadBalancer: 1000,
      certificatesPerLoadBalancer: 25,
      elasticIps: 5,
      fargateVcpus: 6,
      fargateSpotVcpus: 6,
    },
  });
});

test('production is the default of what protects, and of flow logs', () => {
  const options = { ...right, production: true, network: { nat: 'single' }, waf: false };
  const { network, protection } = tried(options);
  expect(network).toMatchObject({ flowLogs: true, endpoints: false });
  expect(protection).toEqual({
    deletionProtection: true,
    accessLogs: true,
    desyncMitigation: 'defensive',
    waf: false,
    containerInsights: true,
    alarms: true,
    logDays: 365,
    keepsLogs: true,
  });
});

test('names are in lower case, each once, the domain first', () => {
  const named = [
    {
      name: 'web',
      image: { folder: 'containers/web' },
      routes: [
        { host: 'b.shop.example.com', path: '/' },
        { host: 'a.shop.example.com', path: '/' },
        { host: 'shop.example.com', path: '/x' },
        '/',
      ],
    },
  ];
  const https = { domain: 'Shop.example.com' };
  const environments = { staging: { ...right, https } };
  const [staging] = resolveApp({ ...app, services: named, environments }).environments;
  const { hostnames, https: resolved } = staging ?? {};
  expect(hostnames).toEqual(['shop.example.com', 'a.shop.example.com', 'b.shop.example.com']);
  expect(resolved).toEqual({ domain: 'shop.example.com', zone: 'shop.example.com' });
});

test('an existing VPC has defaults of its own', () => {
  const network = {
    vpcId: 'vpc-01234567',
    publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
    taskSubnetIds: ['subnet-0000000c'],
  };
  expect(tried({ ...right, network }).network).toEqual({
    ...network,
    publicTasks: false,
    dualStack: false,
  });
});

test.each<[object | null | undefined, object, string]>([
  [
    { ...right, prodcution: true },
    {},
    'main.ts: environments.staging has no field "prodcution"; did you mean "production"?',
  ],
  [
    { ...right, WAF: true },
    {},
    'main.ts: environments.staging has no field "WAF"; there are region, network, https, loadBalancer, ec2, services, account, backend, tags, waf, desyncMitigation, alarmTopicArn, xrayImage, collectorImage, pullThroughCaches, quotas, pipelineActions, production, deletionProtection, accessLogs, containerInsights, alarms, waitForSteadyState, guardDuty',
  ],
  [right, { zones: 'example.com' }, 'main.ts: registry has no field "zones"; did you mean "zone"?'],
  [
    undefined,
    {},
    "main.ts: environments.staging must be an object, got undefined; write for example { region: 'eu-central-1', network: { nat: 'single' }, https: false }",
  ],
  [
    null,
    {},
    "main.ts: environments.staging must be an object, got null; write for example { region: 'eu-central-1', network: { nat: 'single' }, https: false }",
  ],
])('options %j and registry %j are an error', (options, registry, message) => {
  expect(() => tried(options, registry)).toThrow(new Error(message));
});

test('what is wrong with both stacks is said at once', () => {
  const options = { ...right, region: 'x', https: undefined };
  expect(() => tried(options, { gitlab: { project: 'shop' } })).toThrow(
    new Error(`main.ts: registry.gitlab.project must be the path of a project with its group, got "shop"; write it as in its URL: "group/shop"
main.ts: environments.staging.region must be an AWS region outside China and the sovereign clouds, got "x"; write for example "eu-central-1"
main.ts: environments.staging.https must be an object, or false for HTTP only, got undefined; write for example { domain: 'shop.example.com', zone: 'example.com' }`),
  );
});

const projectRule =
  'main.ts: project must have 2 to 20 lower-case letters, digits and single hyphens, and begin with a letter';
const reserved = (start: string) =>
  `main.ts: project must not begin with "${start}", which AWS reserves for names of its own`;
const environmentRule =
  'main.ts: the name of an environment must have 2 to 20 lower-case letters, digits and single hyphens, and begin with a letter';
const others =
  'main.ts: the name of an environment must not be local, registry or registry-…, module…, or …-base, which are names of other stacks';

test.each<[object, string]>([
  ...['a', 'Acme', '1acme', 'acme-', 'ac--me', 'ac_me', 'a'.repeat(21), '', 7, undefined].map(
    (project): [object, string] => [
      { project },
      `${projectRule}, got ${typeof project === 'string' ? `"${project}"` : project}; write for example "acme"`,
    ],
  ),
  [{ project: 'aws-shop' }, `${reserved('aws')}, got "aws-shop"; use another name`],
  [{ project: 'ecs' }, `${reserved('ecs')}, got "ecs"; use another name`],
  [{ project: 'fargate-x' }, `${reserved('fargate')}, got "fargate-x"; use another name`],
  [{ project: 'internal' }, `${reserved('internal')}, got "internal"; use another name`],
  [{ project: 'sg-1' }, `${reserved('sg')}, got "sg-1"; use another name`],
  [{ project: 'sthree' }, `${reserved('sthree')}, got "sthree"; use another name`],
  [
    { project: 'amzn-s3-demo' },
    `${reserved('amzn-s3-demo')}, got "amzn-s3-demo"; use another name`,
  ],
  [
    { environments: { Staging: right } },
    `${environmentRule}, got "Staging"; write for example "staging"`,
  ],
  ...['local', 'registry', 'registry-x', 'module', 'module-x', 'modules', 'staging-base'].map(
    (name): [object, string] => [
      { environments: { [name]: right } },
      `${others}, got "${name}"; write for example "staging"`,
    ],
  ),
  [
    { environments: {} },
    "main.ts: environments must be an object with at least one environment, got {}; write for example { staging: { region: 'eu-central-1', network: { nat: 'single' }, https: false } }",
  ],
  [
    { modules: 'stagin' },
    'main.ts: modules must be the name of an environment, got "stagin"; did you mean "staging"?',
  ],
  [
    { modules: 'ec2', environments: { staging: right, ec2: { ...right, ec2: {} } } },
    'main.ts: modules must be the name of an environment on Fargate, got "ec2"; name one without ec2',
  ],
  [{ service: [] }, 'main.ts: ServicesApp has no field "service"; did you mean "services"?'],
])('%j is an error', (changed, message) => {
  expect(() => resolveApp({ ...app, ...changed })).toThrow(new Error(message));
});

test.each(['ab', 'acme', 'a1-b2-c3', 'a'.repeat(20)])('%s may be a project', (project) => {
  expect(resolveApp({ ...app, project }).project).toBe(project);
});

test('names that a project may not have are right for an environment', () => {
  const environments = { aws: right, fargate: right, internal: right };
  expect(resolveApp({ ...app, environments }).environmentNames).toEqual([
    'aws',
    'fargate',
    'internal',
  ]);
});

test('an issue of a service is reported once, one of the environments for each', () => {
  const large = [{ ...web, cpuUnits: 256, memoryMiB: 700 }];
  const wrong = { ...right, region: 'x' };
  const environments = { staging: wrong, production: wrong };
  expect(() => resolveApp({ ...app, services: large, environments })).toThrow(
    new Error(`main.ts: environments.staging.region must be an AWS region outside China and the sovereign clouds, got "x"; write for example "eu-central-1"
services.ts: service "web": Fargate does not support 700 MiB with 256 CPU units; memoryMiB can be 512, 1024 or 2048
main.ts: environments.production.region must be an AWS region outside China and the sovereign clouds, got "x"; write for example "eu-central-1"`),
  );
});

test('an environment that is not selected may be wrong', () => {
  const environments = { staging: right, production: { ...right, region: 'x' } };
  const isSelected = (name: string) => name === 'staging';
  const { environments: found, environmentNames } = resolveApp(
    { ...app, environments },
    isSelected,
  );
  expect(found.map(({ name }) => name)).toEqual(['staging']);
  expect(environmentNames).toEqual(['staging', 'production']);
});

test.each<[string, object, string[]]>([
  ['eu', {}, ['service "eu" has names like "acme-prod-eu"']],
  ['eu-web', {}, ['service "eu-web" has names like "acme-prod-eu-web"']],
  ['eu-web', { account: '123456789012' }, []],
  ['europe', {}, []],
])('service %s in "prod", beside environment "prod-eu" with %j', (name, more, issues) => {
  const other = 'account' in more ? { ...right, account: '210987654321' } : right;
  const environments = { prod: other, 'prod-eu': { ...right, ...more }, production: other };
  const trial = () => resolveApp({ ...app, services: [{ ...web, name }], environments });
  if (issues.length === 0) expect(trial().environmentNames).toHaveLength(3);
  else {
    const [issue] = issues;
    expect(trial).toThrow(
      `main.ts: environments.prod: ${issue}, which are those of environment "prod-eu"; rename one of them`,
    );
  }
});

test('an account is written in all environments, or in none', () => {
  const environments = { staging: right, production: { ...right, account: '123456789012' } };
  expect(() => resolveApp({ ...app, environments })).toThrow(
    new Error(
      'main.ts: environments.staging.account is missing, but environment "production" has one; set it in all environments, or in none',
    ),
  );
});

test('environments with the same hostnames in one account and zone get a warning', () => {
  const services = [{ ...web, routes: ['/', { host: 'a.example.com' }] }];
  const at = (domain: string, more: object = {}) => ({
    ...right,
    https: { domain, zone: 'example.com' },
    ...more,
  });
  const warningsOf = (staging: object, production: object) => {
    const environments = { staging, production } as never;
    return hostnameWarnings(resolveApp({ ...app, services, environments }).environments);
  };
  const first = at('staging.example.com', { account: '123456789012' });
  const other = at('shop.example.com', { account: '210987654321' });
  expect(warningsOf(first, other)).toEqual([]);
  expect(warningsOf(right, right)).toEqual([]);
  expect(warningsOf(at('staging.example.com'), at('shop.example.com'))).toEqual([
    'main.ts: environments.production: environment "staging" has the same hostnames in zone "example.com": "a.example.com". Only one of the two can be applied; use another domain, or a subdomain in place of the host of a route',
  ]);
});

test('environments of one region and account share its quotas', () => {
  const services = [{ ...web, cpuUnits: 4096, memoryMiB: 8192, tasks: 1 }];
  const at = (region: string, more: object = {}) => ({
    ...{ region, network: { nat: 'per-az', zones: ['a', 'b', 'c'] }, https: false },
    ...more,
  });
  const warningsOf = (staging: object, production: object) => {
    const environments = { staging, production } as never;
    return accountQuotaWarnings(resolveApp({ ...app, services, environments }).environments);
  };
  const first = at('eu-central-1', { account: '123456789012' });
  expect(warningsOf(first, at('eu-west-1', { account: '123456789012' }))).toEqual([]);
  expect(warningsOf(first, at('eu-central-1', { account: '210987654321' }))).toEqual([]);
  const where =
    'main.ts: environments staging, production share the quotas of eu-central-1: together';
  expect(warningsOf(at('eu-central-1'), at('eu-central-1'))).toEqual([
    `${where}, their services at maxTasks need 8 vCPUs, but quotas.fargateVcpus is 6; ask AWS for 8 "Fargate On-Demand vCPU resource count", unless the account has them, and set quotas.fargateVcpus to that in each`,
    `${where}, their NAT gateways need 6 Elastic IP addresses, but quotas.elasticIps is 5; ask AWS for 6 "EC2-VPC Elastic IPs", unless the account has them, and set quotas.elasticIps to that in each`,
  ]);
  const onEc2 = at('eu-central-1', {
    network: { nat: 'single' },
    ec2: { instanceTypes: ['m7i.2xlarge'] },
  });
  expect(warningsOf(at('eu-central-1'), onEc2)).toEqual([]);
});

test('a size that Fargate does not have is an issue of environments on Fargate, if others are on EC2', () => {
  const service = { ...web, cpuUnits: 300, memoryMiB: 600 };
  const onEc2 = { ...right, ec2: { instanceTypes: ['t3.small'] } };
  const trial = (environments: (typeof app)['environments'] | object) =>
    resolveApp({ ...app, services: [service], environments: environments as never });
  const issue =
    'service "web": Fargate does not support 300 CPU units; cpuUnits can be 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768';
  expect(() => trial({ staging: right })).toThrow(new Error(`services.ts: ${issue}`));
  expect(() => trial({ staging: right, production: onEc2 })).toThrow(
    new Error(
      `main.ts: environments.staging: ${issue}; for this environment alone, set it, or false to leave the service out, in environments.staging.services.web`,
    ),
  );
  const smaller = { ...right, services: { web: { cpuUnits: 256, memoryMiB: 512 } } };
  expect(trial({ staging: smaller, production: onEc2 }).environments).toHaveLength(2);
});
