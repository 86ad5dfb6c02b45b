import type { NewNetworkOptions } from '../../../../constructs/options/environment/network-options';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { validateEnvironment } from '../../../../constructs/validation/environment-checks';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const described = { name: 'm9.large', vcpus: 2, memoryMiB: 8192, networkInterfaces: 3 };
const withServices = (
  ec2: object,
  more: Partial<ServiceOptions> = {},
  network: NewNetworkOptions = { nat: 'single' },
) =>
  validateEnvironment(
    { project: 'magicnight', name: 'prod', services: resolveServices([{ ...web, ...more }]) },
    { region: 'eu-central-1', network, https: false, ec2 },
  );

test.each<[object, Partial<ServiceOptions>, string]>([
  [
    { instanceTypes: ['t4g.small'] },
    {},
    'main.ts: environments.prod.ec2.instanceTypes must be for x86_64, for which service "web" is built, got t4g.small (arm64); use other instance types or change architecture in services.ts',
  ],
  [
    { instanceTypes: ['t3.small'] },
    { memoryMiB: 2048 },
    'main.ts: environments.prod.ec2.instanceTypes has t3.small, which has 2048 CPU units and about 1787 MiB for tasks, but a task of service "web" needs 256 and 2048 MiB; use larger instance types, or set a smaller size, or false, in environments.prod.services.web',
  ],
  [
    { instanceTypes: [{ ...described, networkInterfaces: 1 }], networkMode: 'awsvpc' },
    {},
    'main.ts: environments.prod.ec2.instanceTypes has m9.large, which has no network interface for a task of service "web"; set networkMode: \'bridge\' or use larger instance types, or set a smaller size, or false, in environments.prod.services.web',
  ],
  [
    { spotPercent: 10 },
    { stopSeconds: 90, deregistrationSeconds: 30 },
    'services.ts: service "web": a Spot task is stopped 120 s after its notice, but it needs 120 s: deregistrationSeconds 30 and stopSeconds 90; use values with a sum of less than 120, or set environments.prod.ec2.spotPercent: 0',
  ],
  [
    { maxHosts: 3 },
    { scaling: { maxTasks: 9 } },
    'main.ts: environments.prod.ec2.maxHosts must be at least 4: the services can have 9 tasks (the sum of maxTasks), and one more of each during its deployment, which need 4 instances of t3.small, got 3; set maxHosts: 4, use larger instance types or reduce maxTasks, for this environment alone in environments.prod.services',
  ],
  [
    { instanceTypes: ['m7i.large'], networkMode: 'awsvpc', maxHosts: 4 },
    { scaling: { maxTasks: 9 } },
    'main.ts: environments.prod.ec2.maxHosts must be at least 5: the services can have 9 tasks (the sum of maxTasks), and one more of each during its deployment, which need 5 instances of m7i.large, got 4; set maxHosts: 5, use larger instance types or reduce maxTasks, for this environment alone in environments.prod.services; with networkMode "awsvpc" an instance has network interfaces for 2 tasks, with "bridge" only its CPU and memory limit the number',
  ],
])('hosts %j and a service with %j are an error', (ec2Capacity, service, message) => {
  expect(withServices(ec2Capacity, service)).toEqual([message]);
});

test('a host has room for as many tasks as are said, and for one that takes the place of another', () => {
  expect(withServices({ maxHosts: 3 }, { scaling: { maxTasks: 8 } })).toEqual([]);
});

test('tasks with an interface of their own get no public addresses', () => {
  const network: NewNetworkOptions = { nat: 'none', publicTasks: true };
  expect(withServices({ networkMode: 'awsvpc', maxHosts: 9 }, {}, network)).toEqual([
    'main.ts: environments.prod.ec2.networkMode must be "bridge" with publicTasks, got "awsvpc": on EC2, such tasks cannot have public addresses; set networkMode: \'bridge\' or use a NAT gateway',
  ]);
  expect(withServices({ networkMode: 'bridge' }, {}, network)).toEqual([]);
});

test('more hosts than addresses are an error that says which size would do', () => {
  const small: NewNetworkOptions = { nat: 'single', cidr: '10.0.0.0/23' };
  expect(withServices({ maxHosts: 27 }, {}, small)).toEqual([]);
  expect(withServices({ maxHosts: 28 }, {}, small)).toEqual([
    'main.ts: environments.prod.network.cidr must have at least 56 addresses for EC2 instances in 2 zones (for 28 instances, twice during a replacement), got 54 in 10.0.0.0/23; use /22 or larger, more zones or a smaller maxHosts',
  ]);
  expect(withServices({ maxHosts: 24, networkMode: 'awsvpc' }, {}, small)).toEqual([
    'main.ts: environments.prod.network.cidr must have at least 56 addresses for EC2 instances in 2 zones (for 24 instances, twice during a replacement, and for 4 tasks, twice during a deployment), got 54 in 10.0.0.0/23; use /22 or larger, more zones or a smaller maxHosts',
  ]);
});
