import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import { resolveEnvironment } from '../../../../constructs/validation/resolve-environment';

const services = resolveServices([
  { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] },
]);
const right = { region: 'eu-central-1', network: { nat: 'none' }, https: false } as const;

/** Tries what somebody could write, whatever its type. */
const tried = (options: object | null | undefined, registry: object = {}) =>
  resolveEnvironment(options as typeof right, registry, services);

test('valid options come back with the services and the defaults', () => {
  const environment = tried({ ...right, network: { vpcId: undefined, nat: 'none' } });
  expect(environment).toEqual({
    services,
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
    },
    https: false,
    hostnames: [],
    protection: {
      deletionProtection: false,
      accessLogs: false,
      waf: false,
      containerInsights: false,
      alarms: false,
      logDays: 30,
      keepsLogs: false,
    },
    alarmTopicArn: undefined,
    waitForSteadyState: false,
    xrayImage: 'public.ecr.aws/xray/aws-xray-daemon:3.7.0',
    quotas: {
      rulesPerLoadBalancer: 100,
      targetsPerLoadBalancer: 1000,
      certificatesPerLoadBalancer: 25,
      elasticIps: 5,
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
    waf: false,
    containerInsights: true,
    alarms: true,
    logDays: 365,
    keepsLogs: true,
  });
});

test('names are in lower case, each once, the domain first', () => {
  const named = resolveServices([
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
  ]);
  const https = { domain: 'Shop.example.com' };
  const { hostnames, https: resolved } = resolveEnvironment({ ...right, https }, {}, named);
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
    'main.ts: options has no field "prodcution"; did you mean "production"?',
  ],
  [
    { ...right, WAF: true },
    {},
    'main.ts: options has no field "WAF"; there are region, network, https, production, deletionProtection, accessLogs, waf, containerInsights, alarms, alarmTopicArn, waitForSteadyState, xrayImage, quotas',
  ],
  [right, { zones: 'example.com' }, 'main.ts: registry has no field "zones"; did you mean "zone"?'],
  [undefined, {}, 'main.ts: options must be an object, got undefined'],
  [null, {}, 'main.ts: options must be an object, got null'],
])('options %j and registry %j are an error', (options, registry, message) => {
  expect(() => tried(options, registry)).toThrow(new Error(message));
});

test('what is wrong with both stacks is said at once', () => {
  const options = { ...right, region: 'x', https: undefined };
  expect(() => tried(options, { gitlab: { project: 'shop' } })).toThrow(
    new Error(`main.ts: registry.gitlab.project must be the path of a project with its group, got "shop"; write it as in its URL: "group/shop"
main.ts: options.region must be an AWS region outside China and the sovereign clouds, got "x"; write for example "eu-central-1"
main.ts: options.https must be an object, or false for HTTP only, got undefined; write for example { domain: 'shop.example.com', zone: 'example.com' }`),
  );
});
