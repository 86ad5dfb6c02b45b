import type { AppOptions } from '../../constructs/options/environment/app-options';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../constructs/options/service/service-options';

/** A text of a length, that begins and ends as it must. */
const long = (start: string, length: number, end = '') =>
  start + 'x'.repeat(length - start.length - end.length) + end;

/** Host name with a number of characters below a domain: labels have at most 63. */
const host = (length: number, domain: string) => {
  const labels = 'abcdefghi.'.repeat(30).slice(0, length - domain.length - 1);
  return `${labels.replace(/\.$/, 'j')}.${domain}`;
};

const arnOfTopic = (length: number) =>
  `arn:aws:sns:eu-central-1:123456789012:${'t'.repeat(length)}`;
const numbered = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

type Field = Readonly<Record<string, readonly unknown[]>>;

/** Values at and beyond the limits of AWS and Terraform, by field of a service. */
const serviceFields: Field = {
  name: [long('a', 20), 'a', long('a', 21), 'a-b-c-d-e-f-g-h-i-jk'],
  port: [1024, 65_535],
  healthPath: [long('/', 1024), long('/', 1025), '/?a=%20&b=~', '/'],
  routes: [
    [{ path: long('/a', 126), stripPrefix: true }],
    [{ path: long('/b', 125) }, { path: long('/b', 126) }],
    [{ path: long('/', 127) }],
    [
      { path: '/a', priority: 1 },
      { path: '/b', priority: 50_000 },
    ],
    [{ path: '/a/.b~@:+-/', stripPrefix: true }],
    [{ host: host(128, 'example.com') }],
    [{ host: host(64, 'shop.example.com'), path: long('/', 126) }],
    [{ subdomain: long('a', 63) }],
    numbered(50, (index) => ({ path: `/p/${index}` })),
  ],
  environment: [
    { [long('A', 255)]: 'x' },
    { A: '', 'b.C-d_1': 'x' },
    { A: '${x} %{y} $${z} %%{w} \\ " \n\t\u2028' },
    Object.fromEntries(numbered(300, (index) => [`A${index}`, 'x'.repeat(100)])),
    { A: 'x'.repeat(60_000) },
  ],
  secrets: [
    { A: { parameter: long('/', 1011) } },
    { A: { parameter: `/${numbered(15, (index) => `l${index}`).join('/')}` } },
    { A: { secret: long('s', 512), key: long('k', 300) } },
    { A: { secret: 's', kmsKey: long('alias/', 256) } },
    { A: { secret: 's', kmsKey: long('alias/', 300) } },
    { A: { secret: 'a+=.@!-/b-abcdef' } },
    { A: { secret: 's', versionStage: long('s', 256) } },
    { A: { secret: 's', versionId: long('i', 64), key: 'k' } },
  ],
  command: [['x'.repeat(60_000)], ['${a}', '%{b}', '']],
  user: ['1', '2147483647:2147483647'],
  healthCheck: [
    { command: ['a'], intervalSeconds: 5, timeoutSeconds: 60, retries: 10, startPeriodSeconds: 0 },
    { command: ['a'], intervalSeconds: 300, timeoutSeconds: 2, startPeriodSeconds: 300 },
  ],
  targetHealth: [
    { intervalSeconds: 300, timeoutSeconds: 120, healthyThreshold: 10, unhealthyThreshold: 10 },
    { intervalSeconds: 5, timeoutSeconds: 2, healthyThreshold: 2, unhealthyThreshold: 2 },
  ],
  healthCheckGraceSeconds: [0, 7200],
  cpuUnits: [256, 32_768],
  memoryMiB: [512, 2048, 249_856],
  ephemeralStorageGiB: [21, 200],
  tmpfs: [{}, { [long('/', 1000)]: 1 }, Object.fromEntries(numbered(50, (i) => [`/t${i}`, 1]))],
  stopSeconds: [2, 120],
  deregistrationSeconds: [0, 3600],
  spotPercent: [0, 1, 99, 100],
  tasks: [0, 1, 5000],
  scaling: [
    { minTasks: 0, maxTasks: 1, cpuPercent: 1, scaleOutCooldownSeconds: 0 },
    { maxTasks: 1000, memoryPercent: 100, scaleInCooldownSeconds: 3600 },
    { requestsPerTaskPerMinute: 1 },
    { requestsPerTaskPerMinute: 10_000_000 },
    { schedules: [{ name: long('n', 40), cron: '0/5 0 ? * 1-7 2030-2199', minTasks: 1 }] },
    { schedules: [{ name: 'n', cron: '0 0 L * ?', timeZone: 'Etc/GMT+12', maxTasks: 5000 }] },
    { schedules: numbered(30, (i) => ({ name: `n${i}`, cron: `${i} 0 ? * 2#1`, minTasks: 1 })) },
  ],
  image: [
    { reference: `public.ecr.aws/${long('r', 200)}:${long('t', 128)}` },
    { reference: `public.ecr.aws/${long('r', 300)}:1` },
    { reference: `x@sha256:${'a'.repeat(64)}` },
    { reference: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/${long('r', 256)}:1` },
    { reference: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/${long('r', 257)}:1` },
  ],
  sidecars: [
    [{ name: long('s', 20), image: { reference: 'a:1' }, cpuUnits: 2, memoryMiB: 6 }],
    numbered(9, (index) => ({ name: `s${index}`, image: { reference: 'a:1' }, memoryMiB: 6 })),
  ],
  tracing: ['xray'],
  egressPorts: [[443, ...numbered(59, (index) => index + 1)], [443]],
  deployedBy: ['pipeline'],
};

/** By field of an environment. */
const environmentFields: Field = {
  https: [
    { domain: host(64, 'example.com'), zone: 'example.com' },
    { domain: host(65, 'example.com'), zone: 'example.com' },
    {
      domain: host(128, 'example.com'),
      certificateArn: `arn:aws:acm:eu-central-1:123456789012:certificate/${'a'.repeat(200)}`,
    },
  ],
  network: [
    { nat: 'single', cidr: '10.0.0.0/16', zones: ['a', 'b', 'c', 'd', 'e', 'f'] },
    { nat: 'per-az', cidr: '192.168.254.0/23' },
    { nat: 'regional', cidr: '100.64.0.0/16', flowLogs: true, endpoints: true },
    { nat: 'none', publicTasks: true },
    { nat: 'none', endpoints: true },
    {
      vpcId: long('vpc-', 21).replaceAll('x', '0'),
      publicSubnetIds: numbered(20, (index) => `subnet-0000000${(index % 16).toString(16)}`),
      taskSubnetIds: ['subnet-00000001'],
    },
  ],
  tags: [
    { [long('k', 128)]: long('v', 256) },
    { 'é /=+-@:._': '' },
    Object.fromEntries(numbered(40, (index) => [`k${index}`, 'v'])),
  ],
  production: [true],
  alarms: [true],
  alarmTopicArn: [arnOfTopic(256), arnOfTopic(1)],
  backend: [
    'gitlab',
    { s3: { bucket: long('b', 63), key: long('k', 1017) } },
    { s3: { bucket: 'a.b-c', kmsKeyId: long('alias/', 256), region: 'eu-west-1' } },
  ],
  pipelineActions: [
    [{ actions: ['s3:GetObject'], on: ['*'], reason: long('r', 1000) }],
    [
      {
        actions: numbered(60, (index) => `s3:PutThing${index}`),
        on: numbered(20, (index) => `arn:aws:s3:::${long('b', 63)}${index}/*`),
        reason: 'r',
      },
    ],
  ],
};

/** By field of EC2 capacity. */
const ec2Fields: Field = {
  minHosts: [0, 1000],
  maxHosts: [1, 1000],
  targetPercent: [1, 100],
  spotPercent: [0, 1, 100],
  volumeGiB: [30, 16_384],
  maxLifetimeDays: [1, 365],
  networkMode: ['bridge', 'awsvpc'],
  xray: ['sidecar', 'daemon'],
  instanceTypes: [
    numbered(40, (index) => ({
      ...{ name: `m${index + 1}i.large`, vcpus: 1024, memoryMiB: 33_554_432 },
      networkInterfaces: 64,
    })),
    ['m7i.2xlarge'],
  ],
};

/** By field of the GitLab project. */
const gitlabFields: Field = {
  project: [`g/${long('p', 253)}`, 'a/b/c/d/e.f', `g/${long('p', 2000)}`],
  protectedBranch: [long('b', 244), long('b', 1000), 'release/1.x'],
  url: [`https://${host(200, 'example.com')}`, `https://${host(260, 'example.com')}`],
  existingProvider: [true],
};

/** Each value of each field by itself. */
const valuesOf = (fields: Field): object[] =>
  Object.entries(fields).flatMap(([name, values]) => values.map((value) => ({ [name]: value })));

const service: ServiceOptions = {
  ...{ name: 'web', image: { reference: 'public.ecr.aws/nginx/nginx:1.30' }, routes: ['/'] },
};
const environment: EnvironmentOptions = {
  ...{ region: 'eu-central-1', network: { nat: 'single' }, https: false },
  quotas: {
    ...{ fargateVcpus: 100_000, fargateSpotVcpus: 100_000 },
    ...{ targetsPerLoadBalancer: 100_000, rulesPerLoadBalancer: 1000 },
  },
};

/** Services with one value each, and paths and names of their own. */
export const boundaryServices: readonly ServiceOptions[] = valuesOf(serviceFields).map(
  (value, index) => ({
    ...service,
    name: `v${index}`,
    routes: [{ path: `/v${index}`, priority: 44_500 + index }],
    ...value,
  }),
);

/** The environment of these services. */
export const roomyEnvironment: EnvironmentOptions = {
  ...environment,
  network: {
    vpcId: 'vpc-01234567',
    publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
    taskSubnetIds: ['subnet-0000000c'],
  },
  https: {
    domain: 'example.com',
    certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b',
  },
};

const appOf = (more: Partial<AppOptions>): AppOptions => ({
  ...{ project: 'a2345678901234567890', services: [service] },
  ...{ environments: { e2345678901234567890: environment }, registry: {} },
  ...more,
});

/** Apps with one value of an environment, of EC2 capacity or of the GitLab project each. */
export const boundaryApps: readonly AppOptions[] = [
  ...valuesOf(environmentFields).map((value) =>
    appOf({ environments: { e2345678901234567890: { ...environment, ...value } } }),
  ),
  ...valuesOf(ec2Fields).map((value) => {
    const ec2 = { instanceTypes: ['m7i.2xlarge'], maxHosts: 1000, ...value };
    return appOf({ environments: { e2345678901234567890: { ...environment, ec2 } } });
  }),
  ...valuesOf(gitlabFields).map((value) =>
    appOf({ registry: { gitlab: { project: 'group/shop', version: '18.2.2', ...value } } }),
  ),
];
