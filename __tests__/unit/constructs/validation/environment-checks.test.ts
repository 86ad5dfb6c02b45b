import { inspect } from 'node:util';
import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { validateEnvironment } from '../../../../constructs/validation/environment-checks';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

const written = (options: object) =>
  ({
    region: 'eu-central-1',
    network: { nat: 'none' },
    https: false,
    ...options,
  }) as EnvironmentOptions;

/** In an account that runs many tasks. */
const raised = { fargateVcpus: 4000 };

const problems = (options: object, ...services: ServiceOptions[]) =>
  validateEnvironment(
    {
      project: 'magicnight',
      name: 'fargate',
      services: resolveServices(services.length > 0 ? services : [web]),
    },
    written(options),
  );

test.each<[object, string]>([
  [
    { region: 'frankfurt' },
    'main.ts: environments.fargate.region must be an AWS region outside China and the sovereign clouds, got "frankfurt"; write for example "eu-central-1"',
  ],
  ...['cn-north-1', 'eusc-de-east-1', 'us-iso-east-1', 'EU-CENTRAL-1', 7].map(
    (region): [object, string] => [
      { region },
      `main.ts: environments.fargate.region must be an AWS region outside China and the sovereign clouds, got ${JSON.stringify(region)}; write for example "eu-central-1"`,
    ],
  ),
  [
    { region: 'us-gov-west-1', network: { nat: 'regional' } },
    'main.ts: environments.fargate.network.nat "regional" is not supported in GovCloud; use "per-az"',
  ],
  [
    { network: { nat: 'per-az', zones: ['a', 'b', 'c', 'd', 'e', 'f'] } },
    `main.ts: environments.fargate.network.nat "per-az" needs 6 Elastic IP addresses in 6 zones, but the account has 5 in a region; use "regional" or "single", or ask AWS for more "EC2-VPC Elastic IPs" and set quotas.elasticIps to 6`,
  ],
  [
    { account: 123456789012 },
    'main.ts: environments.fargate.account must be an account id of twelve digits, got 123456789012; write it as a string: "123456789012"',
  ],
  [
    { tags: 'shop' },
    `main.ts: environments.fargate.tags must be an object of strings, got "shop"; write for example { team: 'shop' }`,
  ],
  [
    { tags: { Project: 'x' } },
    'main.ts: environments.fargate.tags.Project is set already; use another key',
  ],
  [
    { tags: { 'aws:x': 'x' } },
    'main.ts: environments.fargate.tags must have keys of 1 to 128 letters, digits, spaces and _ . : / = + - @ that do not begin with "aws:", got "aws:x"',
  ],
  [
    { tags: { team: 'a&b' } },
    'main.ts: environments.fargate.tags.team must be a string of at most 256 letters, digits, spaces and _ . : / = + - @, got "a&b"',
  ],
  [
    { network: undefined },
    "main.ts: environments.fargate.network must be an object, got undefined; write for example { nat: 'single' }",
  ],
  [
    { network: {} },
    'main.ts: environments.fargate.network.nat must be "none", "single", "per-az" or "regional", got undefined',
  ],
  [
    { network: { nat: 'Single' } },
    'main.ts: environments.fargate.network.nat must be "none", "single", "per-az" or "regional", got "Single"; did you mean "single"?',
  ],
  [
    { network: { nat: 'none', zone: ['a'] } },
    'main.ts: environments.fargate.network has no field "zone"; did you mean "zones"?',
  ],
  ...[['a'], ['a', 'a'], ['a', 'z'], []].map((zones): [object, string] => [
    { network: { nat: 'none', zones } },
    `main.ts: environments.fargate.network.zones must be at least two different letters from "a" to "f", got [${zones.length > 0 ? ` ${zones.map((zone) => `'${zone}'`).join(', ')} ` : ''}]; write for example ['a', 'b']: a load balancer needs two zones`,
  ]),
  [
    { network: { nat: 'none', cidr: '10.0.0.0' } },
    'main.ts: environments.fargate.network.cidr must be an IPv4 range, got "10.0.0.0"; write for example "10.0.0.0/16"',
  ],
  [
    { network: { nat: 'none', cidr: '10.0.300.0/16' } },
    'main.ts: environments.fargate.network.cidr must be an IPv4 range, got "10.0.300.0/16"; write for example "10.0.0.0/16"',
  ],
  ...['010.0.0.0/16', '10.0.0.0/016', ['10.0.0.0/16'], null].map((cidr): [object, string] => [
    { network: { nat: 'none', cidr } },
    `main.ts: environments.fargate.network.cidr must be an IPv4 range, got ${typeof cidr === 'string' ? JSON.stringify(cidr) : inspect(cidr)}; write for example "10.0.0.0/16"`,
  ]),
  ...['0.0.0.0/0', '240.0.0.0/16'].map((cidr): [object, string] => [
    { network: { nat: 'none', cidr } },
    `main.ts: environments.fargate.network.cidr must not be in ${cidr.replace('/0', '/8').replace('/16', '/4')}, which AWS does not allow for a VPC, got "${cidr}"; write for example "10.0.0.0/16"`,
  ]),
  ...[[['a'], 'b'], Array(2)].map((zones): [object, string] => [
    { network: { nat: 'none', zones } },
    `main.ts: environments.fargate.network.zones must be at least two different letters from "a" to "f", got ${inspect(zones)}; write for example ['a', 'b']: a load balancer needs two zones`,
  ]),
  [
    { network: { nat: ['single'] } },
    `main.ts: environments.fargate.network.nat must be "none", "single", "per-az" or "regional", got [ 'single' ]`,
  ],
  [
    { https: { certificateArn: [arn()] } },
    `main.ts: environments.fargate.https.certificateArn must be the ARN of an ACM certificate, got [\n  '${arn()}'\n]; write for example "arn:aws:acm:eu-central-1:123456789012:certificate/…"`.replace(
      /\n */g,
      ' ',
    ),
  ],
  [
    { https: { certificateArn: arn().replace('aws', 'aws-cn') } },
    `main.ts: environments.fargate.https.certificateArn must be the ARN of an ACM certificate, got "${arn().replace('aws', 'aws-cn')}"; write for example "arn:aws:acm:eu-central-1:123456789012:certificate/…"`,
  ],
  [
    { network: { nat: 'none', cidr: '10.1.2.3/16' } },
    'main.ts: environments.fargate.network.cidr must start with the first address of its range, got "10.1.2.3/16"; write "10.1.0.0/16"',
  ],
  [
    { network: { nat: 'none', cidr: '10.0.0.0/8' } },
    'main.ts: environments.fargate.network.cidr must be /16 or smaller, the AWS limit for a VPC, got "10.0.0.0/8"; write "10.0.0.0/16"',
  ],
  [
    { network: { nat: 'none', cidr: '10.0.0.0/24' } },
    'main.ts: environments.fargate.network.cidr must be large enough for 16 subnets of /27, the smallest that a load balancer supports, got "10.0.0.0/24"; use /23 or larger',
  ],
  [
    { network: { nat: 'none', cidr: '169.254.0.0/16' } },
    'main.ts: environments.fargate.network.cidr must not be in 169.254.0.0/16, which AWS does not allow for a VPC, got "169.254.0.0/16"; write for example "10.0.0.0/16"',
  ],
  [
    { network: { nat: 'none', endpoints: 'yes' } },
    'main.ts: environments.fargate.network.endpoints must be true or false, got "yes"',
  ],
  [
    { network: { nat: 'single', publicTasks: true } },
    'main.ts: environments.fargate.network.nat must be "none" with publicTasks: true: public tasks need no NAT gateway, got "single"',
  ],
  [
    { network: { vpcId: 'vpc-01234567', nat: 'single', cidr: '10.0.0.0/16' } },
    'main.ts: environments.fargate.network has both vpcId and nat, cidr; use vpcId for an existing VPC, or the others for a new one',
  ],
  [
    {
      network: {
        vpcId: 'shop',
        publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
        taskSubnetIds: ['subnet-0000000a'],
      },
    },
    'main.ts: environments.fargate.network.vpcId must be the ID of a VPC, got "shop"; write for example "vpc-0123abcd"',
  ],
  [
    {
      network: {
        vpcId: 'vpc-01234567',
        publicSubnetIds: ['subnet-0000000a'],
        taskSubnetIds: ['subnet-0000000a'],
      },
    },
    `main.ts: environments.fargate.network.publicSubnetIds must be different subnet IDs, at least 2: a load balancer needs two zones, got [ 'subnet-0000000a' ]; write for example "subnet-0123abcd"`,
  ],
  [
    {
      network: {
        vpcId: 'vpc-01234567',
        publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
        taskSubnetIds: [],
      },
    },
    'main.ts: environments.fargate.network.taskSubnetIds must be different subnet IDs, got []; write for example "subnet-0123abcd"',
  ],
  [
    { production: 'yes' },
    'main.ts: environments.fargate.production must be true or false, got "yes"',
  ],
  ...[1, null].map((waf): [object, string] => [
    { waf },
    `main.ts: environments.fargate.waf must be true, false or an object, got ${waf}; write for example { requestsPerFiveMinutes: 2000 }`,
  ]),
  [
    { waf: { requestsPerMinute: 100 } },
    'main.ts: environments.fargate.waf has no field "requestsPerMinute"; did you mean "requestsPerFiveMinutes"?',
  ],
  ...[9, 2_000_000_001, 10.5, true].map((limit): [object, string] => [
    { waf: { requestsPerFiveMinutes: limit } },
    `main.ts: environments.fargate.waf.requestsPerFiveMinutes must be a whole number from 10 to 2000000000, or false for no limit, got ${limit}`,
  ]),
  [
    { desyncMitigation: 'monitor' },
    'main.ts: environments.fargate.desyncMitigation must be "defensive" or "strictest", got "monitor"',
  ],
  [
    { network: { nat: 'none', endpoints: null } },
    'main.ts: environments.fargate.network.endpoints must be true or false, got null',
  ],
  [{ quotas: 200 }, 'main.ts: environments.fargate.quotas must be an object, got 200'],
  [
    { quotas: { rules: 200 } },
    'main.ts: environments.fargate.quotas has no field "rules"; did you mean "rulesPerLoadBalancer"?',
  ],
  [
    { quotas: { rulesPerLoadBalancer: 0 } },
    'main.ts: environments.fargate.quotas.rulesPerLoadBalancer must be a whole number from 1 to 100000, got 0',
  ],
  [
    { https: undefined },
    "main.ts: environments.fargate.https must be an object, or false for HTTP only, got undefined; write for example { domain: 'shop.example.com', zone: 'example.com' }",
  ],
  [
    { https: {} },
    'main.ts: environments.fargate.https must have a domain or a certificateArn; set https: false for HTTP only',
  ],
  [
    { https: { certificateArn: arn(), zone: 'example.com' } },
    'main.ts: environments.fargate.https.zone needs https.domain; set the host name as domain',
  ],
  [
    { https: { domain: 'https://shop.example.com/' } },
    'main.ts: environments.fargate.https.domain must be a host name such as "shop.example.com", got "https://shop.example.com/"; leave out scheme, port, "*" and a trailing dot',
  ],
  [
    { https: { domain: 'shop.example.com', zone: 'example.org' } },
    'main.ts: environments.fargate.https.domain must be in https.zone "example.org", got "shop.example.com"',
  ],
  [
    { https: { domain: 'badexample.com', zone: 'example.com' } },
    'main.ts: environments.fargate.https.domain must be in https.zone "example.com", got "badexample.com"',
  ],
  [
    { https: { certificateArn: 'shop' } },
    'main.ts: environments.fargate.https.certificateArn must be the ARN of an ACM certificate, got "shop"; write for example "arn:aws:acm:eu-central-1:123456789012:certificate/…"',
  ],
  [
    { https: { certificateArn: arn('us-east-1') } },
    `main.ts: environments.fargate.https.certificateArn must be in eu-central-1, the region of the load balancer, got "${arn('us-east-1')}"; request a certificate there`,
  ],
])('%j is an error', (options, message) => {
  expect(problems(options)).toEqual([message]);
});

function arn(region = 'eu-central-1'): string {
  return `arn:aws:acm:${region}:123456789012:certificate/0a1b`;
}

test('ranges of all sizes that AWS and a load balancer take are right, and zones in any order', () => {
  for (const cidr of ['10.0.0.0/16', '192.168.2.0/23', '100.64.0.0/20']) {
    expect(problems({ network: { nat: 'none', cidr, zones: ['c', 'a'] } })).toEqual([]);
  }
});

const elsewhere = (name: string, reference: string): ServiceOptions => ({
  name,
  image: { reference },
  routes: [`/${name}`],
});

test('a private service that could not reach its registry is an error that says what it misses', () => {
  const services = [
    web,
    elsewhere('hub', 'nginx:1.30'),
    elsewhere('public', 'public.ecr.aws/nginx/nginx:1.30'),
    elsewhere('far', '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1'),
    elsewhere('near', '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:1'),
  ];
  const missing = (name: string, what: string) =>
    `main.ts: environments.fargate.network: without a NAT gateway, tasks of service "${name}" cannot reach ${what}; push the image to ECR in eu-central-1, or set nat: 'single' or publicTasks: true`;
  expect(problems({}, ...services)).toEqual([
    missing('hub', 'docker.io'),
    missing('public', 'public.ecr.aws'),
    missing('far', '123456789012.dkr.ecr.us-east-1.amazonaws.com'),
  ]);
  expect(problems({ network: { nat: 'single' } }, ...services)).toEqual([]);
  expect(problems({ network: { nat: 'none', publicTasks: true } }, ...services)).toEqual([]);
});

test('without NAT gateway and endpoints no service reaches anything', () => {
  expect(problems({ network: { nat: 'none', endpoints: false } })).toEqual([
    'main.ts: environments.fargate.network: without a NAT gateway, tasks of service "web" cannot reach ECR in eu-central-1 and CloudWatch Logs in eu-central-1; leave out endpoints: false, or set nat: \'single\' or publicTasks: true',
  ]);
});

test('a host outside of the zone is an error, one of another zone level not', () => {
  const routes = ['example.com', 'a.b.example.com', 'example.org', 'badexample.com'].map(
    (host) => ({
      path: '/',
      host,
    }),
  );
  const https = { domain: 'shop.example.com', zone: 'example.com' };
  expect(problems({ https }, { ...web, routes })).toEqual(
    ['example.org', 'badexample.com'].map(
      (host) =>
        `services.ts: service "web": the host of route "${host}/" is not in zone "example.com"; use a host that ends with ".example.com", or move the route to another environment`,
    ),
  );
  expect(problems({ https: { certificateArn: arn() } }, { ...web, routes })).toEqual([]);
});

test('a name that is too long for a certificate of ACM is an error, unless there is one', () => {
  const host = `${'a'.repeat(53)}.example.com`;
  const services = { ...web, routes: [{ path: '/', host }] };
  const https = { domain: 'example.com' };
  expect(problems({ https }, services)).toEqual([
    `main.ts: environments.fargate.https: host "${host}" has 65 characters, but an ACM certificate allows 64; use a shorter name, or set certificateArn to a certificate that covers it`,
  ]);
  expect(problems({ https: { ...https, certificateArn: arn() } }, services)).toEqual([]);
});

const many = (count: number, more: Partial<ServiceOptions> = {}): ServiceOptions[] =>
  Array.from({ length: count }, (_, index) => ({
    ...web,
    name: `service-${index}`,
    routes: [{ path: `/service/${index}`, priority: 35_501 + index }],
    ...more,
  }));

test('more names than certificates are an error with the way out', () => {
  const hostnames = Array.from({ length: 27 }, (_, index) => `h${index}.example.com`);
  const services = hostnames.map((host, index) => ({
    ...web,
    name: `service-${index}`,
    routes: [{ path: '/', host, priority: 24_501 + index }],
  }));
  const https = { domain: 'example.com' };
  expect(problems({ https, quotas: raised }, ...services)).toEqual([
    'main.ts: environments.fargate.https: there are 28 host names, each with a certificate, but a load balancer supports 26; set certificateArn to a certificate for all of them, or ask AWS for more "Certificates per Application Load Balancer" and set quotas.certificatesPerLoadBalancer to 27',
  ]);
  const quotas = { ...raised, certificatesPerLoadBalancer: 27 };
  expect(problems({ https, quotas }, ...services)).toEqual([]);
  expect(
    problems({ https: { ...https, certificateArn: arn() }, quotas: raised }, ...services),
  ).toEqual([]);
});

test('more services than target groups are an error that no quota mends', () => {
  expect(problems({ quotas: { ...raised, rulesPerLoadBalancer: 200 } }, ...many(101))).toEqual([
    'main.ts: environments.fargate: there are 101 services, but a load balancer supports 100 target groups, and AWS does not raise this limit; move some services to another environment',
  ]);
  expect(problems({ quotas: raised }, ...many(100))).toEqual([]);
});

test('more rules than a load balancer takes are an error with the way out', () => {
  const routes = Array.from({ length: 51 }, (_, index) => ({
    path: `/a/${index}`,
    stripPrefix: true,
    priority: 35_501 + index,
  }));
  const service = { ...web, routes };
  expect(problems({}, service)).toEqual([
    'main.ts: environments.fargate: the routes need 102 rules (51 routes; 51 of them have stripPrefix and need two), but a load balancer supports 100; combine routes of a service under one prefix, move some services to another environment, or ask AWS for more "Rules per Application Load Balancer" and set quotas.rulesPerLoadBalancer to 102',
  ]);
  expect(problems({ quotas: { rulesPerLoadBalancer: 102 } }, service)).toEqual([]);
});

test('more tasks than targets, and more ports than rules of a security group, are errors', () => {
  expect(problems({ quotas: raised }, ...many(3, { scaling: { maxTasks: 400 } }))).toEqual([
    'main.ts: environments.fargate: the services can have 1200 tasks (the sum of maxTasks), but a load balancer supports 1000 targets; reduce maxTasks, move some services to another environment, or ask AWS for more "Targets per Application Load Balancer" and set quotas.targetsPerLoadBalancer to 1200',
  ]);
  const ports = many(61).map((service, index) => ({ ...service, port: 8000 + index }));
  expect(problems({ quotas: raised }, ...ports)).toEqual([
    'main.ts: environments.fargate: the services listen on 61 different ports, but the security group of the load balancer supports 60 rules; leave out port where the container can listen on 8080',
  ]);
});

test('more tasks than addresses are an error that says which size would do', () => {
  const services = [{ ...web, scaling: { maxTasks: 900 } }];
  const few = (network: object) =>
    problems({ network: { nat: 'none', ...network }, quotas: raised }, ...services);
  expect(few({ cidr: '10.0.0.0/23' })).toEqual([
    'main.ts: environments.fargate.network.cidr must have at least 1806 addresses for tasks in 2 zones (for 900 tasks, twice during a deployment), got 54 in 10.0.0.0/23; use /18 or larger, more zones or a smaller maxTasks',
  ]);
  expect(few({ cidr: '10.0.0.0/18' })).toEqual([]);
  const quotas = { ...raised, targetsPerLoadBalancer: 5000 };
  const many = [{ ...web, scaling: { maxTasks: 5000 } }];
  expect(problems({ quotas }, ...many)).toEqual([
    'main.ts: environments.fargate.network.cidr must have at least 10006 addresses for tasks in 2 zones (for 5000 tasks, twice during a deployment), got 8182 in 10.0.0.0/16; use more zones or a smaller maxTasks',
  ]);
});

const topic = (region: string, partition = 'aws') =>
  `arn:${partition}:sns:${region}:123456789012:alarms`;
const topicRule = 'alarmTopicArn must be the ARN of an SNS topic';
const example = `; write for example "${topic('eu-central-1')}"`;
const versionRule = 'xrayImage must have a version: a tag other than latest, or a digest';

test.each([
  { alarmTopicArn: topic('eu-central-1') },
  { region: 'us-gov-west-1', alarmTopicArn: topic('us-gov-west-1', 'aws-us-gov') },
  { xrayImage: 'public.ecr.aws/xray/aws-xray-daemon:3.7.0' },
  { xrayImage: `a.example/xray@sha256:${'0'.repeat(64)}` },
  { pullThroughCaches: ['docker-hub', 'ecr/public.a_b'] },
  { guardDuty: true },
  { network: { nat: 'none', buckets: ['acme-legacy', 'a.b'] } },
  { alarms: true, containerInsights: false, waitForSteadyState: true },
])('%j is right', (options) => {
  expect(problems(options)).toEqual([]);
});

test.each<[object, string]>([
  ...[
    '',
    'alarms',
    topic('eu-central-1').replace('sns', 'sqs'),
    topic('eu-central-1').replace('123456789012', '12345678901'),
    `${topic('eu-central-1')}.fifo`,
    `arn:aws:sns:eu-central-1:123456789012:${'a'.repeat(20)} b`,
    null,
    [topic('eu-central-1')],
    5,
  ].map((alarmTopicArn): [object, string] => [
    { alarmTopicArn },
    `${topicRule}, got ${typeof alarmTopicArn === 'string' ? JSON.stringify(alarmTopicArn) : inspect(alarmTopicArn)}${example}`,
  ]),
  [
    { region: 'us-gov-west-1', alarmTopicArn: 'x' },
    `${topicRule}, got "x"; write for example "${topic('us-gov-west-1', 'aws-us-gov')}"`,
  ],
  [
    { alarmTopicArn: topic('eu-west-1') },
    `alarmTopicArn must be in the region of the alarms, eu-central-1, got "${topic('eu-west-1')}"; use a topic there`,
  ],
  [{ xrayImage: null }, 'xrayImage must be an image name, got null'],
  [{ collectorImage: 'a b' }, 'collectorImage must be an image name, got "a b"'],
  [{ xrayImage: 'a b' }, 'xrayImage must be an image name, got "a b"'],
  [{ xrayImage: 'a/xray' }, `${versionRule}, got "a/xray"; write "a/xray:<version>"`],
  [{ xrayImage: 'a/xray:latest' }, `${versionRule}, got "a/xray:latest"; write "a/xray:<version>"`],
  [
    { pullThroughCaches: 'docker-hub' },
    'pullThroughCaches must be a list of prefixes, got "docker-hub"; write for example [\'docker-hub\']',
  ],
  ...['ROOT', 'docker-hub/', 'a', 'a--b', 'a'.repeat(31), 5].map((prefix): [object, string] => [
    { pullThroughCaches: [prefix] },
    `pullThroughCaches must have prefixes of pull-through cache rules: 2 to 30 lower-case letters, digits and single . _ - /, got ${JSON.stringify(prefix)}; write for example "docker-hub"`,
  ]),
  [
    { pullThroughCaches: ['hub', 'quay', 'hub'] },
    'pullThroughCaches must have each prefix once, got "hub"',
  ],
  [
    { network: { nat: 'none', buckets: 'acme' } },
    'network.buckets must be a list of names, got "acme"; write for example [\'acme-legacy\']',
  ],
  ...['arn:aws:s3:::acme', 'Acme', 'ab', '', 5].map((bucket): [object, string] => [
    { network: { nat: 'none', buckets: [bucket] } },
    `network.buckets must have names of S3 buckets, got ${JSON.stringify(bucket)}; write for example ['acme-legacy']`,
  ]),
  [
    { network: { vpcId: 'vpc-01234567', taskSubnetIds: ['subnet-01234567'], buckets: [] } },
    'network has both vpcId and buckets; use vpcId for an existing VPC, or the others for a new one',
  ],
  [{ guardDuty: 'on' }, 'guardDuty must be true or false, got "on"'],
  [
    { guardDuty: true, ec2: { instanceTypes: ['m7i.large'] } },
    'guardDuty is for tasks on Fargate: on EC2 instances, GuardDuty installs its agent through AWS Systems Manager, to which the instances here do not connect; remove guardDuty',
  ],
  [
    { guardDuty: true, region: 'ap-southeast-6' },
    'guardDuty is not supported in ap-southeast-6, for which AWS lists no repository of the agent; remove guardDuty',
  ],
  [{ alarms: 'yes' }, 'alarms must be true or false, got "yes"'],
  [{ waitForSteadyState: 1 }, 'waitForSteadyState must be true or false, got 1'],
])('%j is an error', (options, message) => {
  expect(problems(options)).toEqual([`main.ts: environments.fargate.${message}`]);
});

test('of a topic in a region that is wrong itself the form is shown', () => {
  const region = Object.create(null);
  expect(problems({ region, alarmTopicArn: 'x' })).toContainEqual(
    `main.ts: environments.fargate.${topicRule}, got "x"${example}`,
  );
});

test('of a certificate beside a region that is wrong itself nothing more is said', () => {
  const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/1';
  expect(problems({ region: Symbol('x'), https: { certificateArn } })).toEqual([
    expect.stringMatching(
      /^main.ts: environments.fargate.region must be an AWS region .* got Symbol\(x\)/,
    ),
  ]);
});
