import type { NewNetworkOptions } from '../../../../constructs/options/environment/network-options';
import { applyDefaults } from '../../../../constructs/options/environment/resolved-environment';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { validateEc2Capacity } from '../../../../constructs/validation/ec2-capacity-checks';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const described = { name: 'm9.large', vcpus: 2, memoryMiB: 8192, networkInterfaces: 3 };
const withServices = (
  ec2Capacity: object,
  more: Partial<ServiceOptions> = {},
  network: NewNetworkOptions = { nat: 'single' },
) =>
  validateEc2Capacity(
    applyDefaults(
      { region: 'eu-central-1', network, https: false },
      resolveServices([{ ...web, ...more }]),
    ),
    ec2Capacity,
  );

test.each<[object, Partial<ServiceOptions>, string]>([
  [
    { instanceTypes: ['t4g.small'] },
    {},
    'ec2: service "web": it is built for x86_64, and hosts of t4g.small are arm64; write another architecture or other instanceTypes',
  ],
  [
    { instanceTypes: ['t3.small'] },
    { memoryMiB: 2048 },
    'ec2: service "web": a task of 256 CPU units and 2048 MiB does not fit a host of t3.small, which has 2048 and about 1787 MiB for tasks; write larger instanceTypes',
  ],
  [
    { instanceTypes: [{ ...described, networkInterfaces: 1 }], networkMode: 'awsvpc' },
    {},
    'ec2: service "web": a host of m9.large has no network interface for a task; write networkMode: \'bridge\' or larger instanceTypes',
  ],
  [
    { spotPercent: 10 },
    { stopSeconds: 90, deregistrationSeconds: 30 },
    'ec2: service "web": on Spot a task is gone 120 s after the notice, but it needs 120 s: deregistrationSeconds 30 and stopSeconds 90; write values that are less than 120 together, or spotPercent: 0',
  ],
  [
    { maxHosts: 3 },
    { scaling: { maxTasks: 9 } },
    'ec2: the services may have 9 tasks (the sum of maxTasks), and one more of each while it is deployed, for which 4 hosts of t3.small are needed, and maxHosts is 3; write maxHosts: 4, larger instanceTypes, or smaller maxTasks',
  ],
  [
    { instanceTypes: ['m7i.large'], networkMode: 'awsvpc', maxHosts: 4 },
    { scaling: { maxTasks: 9 } },
    'ec2: the services may have 9 tasks (the sum of maxTasks), and one more of each while it is deployed, for which 5 hosts of m7i.large are needed, and maxHosts is 4; write maxHosts: 5, larger instanceTypes, or smaller maxTasks; with networkMode "awsvpc" a host has network interfaces for 2 tasks, with "bridge" as many fit as it has memory for',
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
    'ec2: on hosts tasks with networkMode "awsvpc" get no public addresses (publicTasks); write networkMode: \'bridge\', or a NAT gateway',
  ]);
  expect(withServices({ networkMode: 'bridge' }, {}, network)).toEqual([]);
});

test('more hosts than addresses are an error that says which size would do', () => {
  const small: NewNetworkOptions = { nat: 'single', cidr: '10.0.0.0/23' };
  expect(withServices({ maxHosts: 27 }, {}, small)).toEqual([]);
  expect(withServices({ maxHosts: 28 }, {}, small)).toEqual([
    'ec2: 10.0.0.0/23 has 54 addresses for hosts in 2 zones, but 56 may be needed: for up to 28 hosts, twice while they are replaced. Use /22 or larger, more zones, or smaller maxHosts',
  ]);
  expect(withServices({ maxHosts: 24, networkMode: 'awsvpc' }, {}, small)).toEqual([
    'ec2: 10.0.0.0/23 has 54 addresses for hosts in 2 zones, but 56 may be needed: for up to 24 hosts, twice while they are replaced, and for up to 4 tasks, twice while they are deployed. Use /22 or larger, more zones, or smaller maxHosts',
  ]);
});
