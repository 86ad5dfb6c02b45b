import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { environmentWarnings } from '../../../../constructs/validation/environment-warnings';
import { resolveApp } from '../../../../constructs/validation/resolve-app';
import { sharedOptions } from '../../../support/shared-load-balancer';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const { loadBalancer, network } = sharedOptions;
const place = 'main.ts: environments.staging';

const appOf = (environments: object, services: readonly ServiceOptions[] = [web]) =>
  resolveApp({
    project: 'acme',
    services,
    environments: environments as Record<string, EnvironmentOptions>,
  });

/** Issues of environment `staging` with other options than those of a shared load balancer. */
const issues = (options: object, services?: readonly ServiceOptions[]) => {
  try {
    appOf({ staging: { ...sharedOptions, ...options } }, services);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
};
const issuesOf = (changed: object, services?: readonly ServiceOptions[]) =>
  issues({ loadBalancer: { ...loadBalancer, ...changed } }, services);
const shown = (value?: string) => JSON.stringify(value) ?? 'undefined';
const arn = (region: string, rest: string) =>
  `arn:aws:elasticloadbalancing:${region}:123456789012:${rest}`;

test('what the owner of the load balancer decides can be left out, or false', () => {
  expect(issues({})).toEqual([]);
  const off = { https: false, accessLogs: false, waf: false, deletionProtection: false };
  expect(issues({ ...off, account: '123456789012' })).toEqual([]);
  const [staging] = appOf({ staging: { ...sharedOptions, production: true } }).environments;
  expect(staging?.https).toBe(false);
  expect(staging?.protection).toMatchObject({
    deletionProtection: false,
    accessLogs: false,
    waf: false,
    containerInsights: true,
    alarms: true,
  });
});

test.each<[object, string]>([
  [
    { https: { domain: 'shop.example.com' } },
    `${place}.https must be left out or false with loadBalancer, got { domain: 'shop.example.com' }; the listener has its certificates already`,
  ],
  [
    { accessLogs: true },
    `${place}.accessLogs must be left out or false with loadBalancer, got true; switch them on where the load balancer is managed`,
  ],
  [
    { waf: true },
    `${place}.waf must be left out or false with loadBalancer, got true; associate a web ACL where the load balancer is managed`,
  ],
  [
    { desyncMitigation: 'strictest' },
    `${place}.desyncMitigation must be left out with loadBalancer; set it where the load balancer is managed`,
  ],
  [
    { deletionProtection: true },
    `${place}.deletionProtection must be left out or false with loadBalancer, got true; switch it on where the load balancer is managed`,
  ],
  [
    { network: { nat: 'single' } },
    `${place}.network must have the vpcId of the load balancer with loadBalancer, because its targets are in its VPC; write for example { vpcId: 'vpc-0123abcd', taskSubnetIds: ['subnet-0123abcd'] }`,
  ],
  [
    { network: { ...network, publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'] } },
    `${place}.network.publicSubnetIds must be left out with loadBalancer: the load balancer has its subnets already`,
  ],
  [
    { network: { ...network, dualStack: true } },
    `${place}.network.dualStack must be left out or false with loadBalancer, got true; the load balancer has its addresses already`,
  ],
  [
    { loadBalancer: 'shared' },
    `${place}.loadBalancer must be an object, got "shared"; write its listenerArn, securityGroupId and priorities`,
  ],
  [
    { loadBalancer: { ...loadBalancer, priority: 1 } },
    `${place}.loadBalancer has no field "priority"; there are listenerArn, securityGroupId, priorities, domain`,
  ],
  [
    { account: '210987654321' },
    `${place}.loadBalancer.listenerArn must be in 210987654321, the account of the environment, got ${shown(loadBalancer.listenerArn)}; use a load balancer there`,
  ],
])('%j is an error', (options, message) => {
  expect(issues(options)).toEqual([message]);
});

const another =
  'write for example "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shared/0123456789abcdef/0123456789abcdef"';
const idOf = 'a1b2c3d4e5f60718';

test.each<[object, string]>([
  ...[
    undefined,
    arn('eu-central-1', `loadbalancer/app/x/${idOf}`),
    arn('eu-central-1', `listener/net/x/${idOf}/${idOf}`),
    arn('us-gov-west-1', `listener/app/x/${idOf}/${idOf}`),
  ].map((listenerArn): [object, string] => [
    { listenerArn },
    `listenerArn must be the ARN of a listener of an Application Load Balancer, got ${shown(listenerArn)}; ${another}`,
  ]),
  [
    { listenerArn: arn('eu-west-1', `listener/app/x/${idOf}/${idOf}`) },
    `listenerArn must be in eu-central-1, the region of the environment, got ${shown(arn('eu-west-1', `listener/app/x/${idOf}/${idOf}`))}; use a load balancer there`,
  ],
  [
    { securityGroupId: 'sg-1' },
    'securityGroupId must be the ID of a security group, got "sg-1"; write for example "sg-0123abcd"',
  ],
  [
    { securityGroupId: ['sg-0123abcd'] },
    `securityGroupId must be the ID of a security group, got [ 'sg-0123abcd' ]; write for example "sg-0123abcd"`,
  ],
  ...[[0, 10], [10, 9], [1, 50_001], [1.5, 9], [1], [1, 2, 3], '1-9', undefined].map(
    (priorities): [object, string] => [
      { priorities },
      `priorities must be two whole numbers from 1 to 50000, the lower one first, got ${
        Array.isArray(priorities)
          ? `[ ${priorities.join(', ')} ]`
          : (JSON.stringify(priorities) ?? 'undefined')
      }; write for example [1000, 1999]`,
    ],
  ),
  [
    { domain: 'https://shop.example.com' },
    'domain must be a host name such as "shop.example.com", got "https://shop.example.com"; leave out scheme, port, "*" and a trailing dot',
  ],
])('loadBalancer with %j is an error', (changed, message) => {
  expect(issuesOf(changed)).toEqual([`${place}.loadBalancer.${message}`]);
});

test('too few priorities are an error that says how many the routes need', () => {
  const routes = ['/', '/a', '/b', { path: '/c', stripPrefix: true }];
  expect(issuesOf({ priorities: [10, 19] }, [{ ...web, routes }])).toEqual([
    `${place}.loadBalancer.priorities must have at least 26 numbers, so that each route has its own and deeper routes match first, got [ 10, 19 ]; ask the owner of the load balancer for more`,
  ]);
});

test('a written priority outside of the range is an error that says where another is written', () => {
  const services = [{ ...web, routes: [{ path: '/a', priority: 44_001 }] }];
  const message = (subject: string, priority: number) =>
    `${subject}: priority of route "/a" must be from 1880 to 1979 in environment "staging", so that it is in loadBalancer.priorities and deeper routes match first, got ${priority}; set another in main.ts: environments.staging.services`;
  expect(issues({}, services)).toEqual([message('services.ts: service "web"', 44_001)]);
  const override = (priority: number) => ({
    services: { web: { routes: [{ path: '/a', priority }] } },
  });
  expect(issues(override(1999), services)).toEqual([message(`${place}.services.web`, 1999)]);
  expect(issues(override(1900), services)).toEqual([]);
});

test('routes that fall on one priority are an error that names a free one, for this environment', () => {
  const routes = Array.from({ length: 60 }, (_, index) => `/p${index}`);
  const [first = '', ...others] = issues({}, [{ ...web, routes }]);
  expect(others.length).toBeGreaterThan(1);
  const [, path = '', free] =
    /^services\.ts: service "web": route "(.*)" has the same priority as route ".*" of service "web" in environment "staging"; set priority: (\d+) for the newer of the two, in main\.ts: environments\.staging\.services$/.exec(
      first,
    ) ?? [];
  const mended = routes.map((one) => (one === path ? { path, priority: Number(free) } : one));
  const services = { web: { routes: mended } };
  expect(issues({ services }, [{ ...web, routes }])).toHaveLength(others.length);
});

test('environments with the same listener must not have a priority in common', () => {
  const withRange = (priorities: readonly number[]) => ({
    ...sharedOptions,
    loadBalancer: { ...loadBalancer, priorities },
  });
  expect(() => appOf({ test: withRange([2000, 2999]), staging: withRange([2999, 3500]) })).toThrow(
    `${place}.loadBalancer.priorities must have no number in common with those of environment "test", which uses the same listener, got [ 2999, 3500 ]; that one has 2000 to 2999`,
  );
  appOf({ test: withRange([2000, 2999]), staging: withRange([3000, 3500]) });
});

test('a subdomain needs the domain of the load balancer', () => {
  const services = [{ ...web, routes: [{ subdomain: 'admin' }] }];
  expect(issues({}, services)).toEqual([
    `${place}.loadBalancer must have a domain, because a route of service "web" has the subdomain "admin"; set loadBalancer.domain, or other routes for it: services: { 'web': { routes: ['/'] } }`,
  ]);
  expect(issuesOf({ domain: 'shop.example.com' }, services)).toEqual([]);
});

test('modules have a load balancer of their own', () => {
  const environments = { staging: sharedOptions };
  expect(() =>
    resolveApp({ project: 'acme', services: [web], environments, modules: 'staging' }),
  ).toThrow(
    'main.ts: modules must be the name of an environment with a load balancer of its own, got "staging"; name one without loadBalancer',
  );
});

test('HTTP and a missing deletion protection are no warnings: the owner decides of both', () => {
  const alarmTopicArn = 'arn:aws:sns:eu-central-1:123456789012:alarms';
  const services = { web: { scaling: { minTasks: 2 } } };
  const options = { ...sharedOptions, production: true, alarmTopicArn, services };
  expect(appOf({ staging: options }).environments.flatMap(environmentWarnings)).toEqual([]);
});
