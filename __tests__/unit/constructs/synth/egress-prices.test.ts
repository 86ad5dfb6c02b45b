import type { NetworkOptions } from '../../../../constructs/options/environment/network-options';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import { formatEgressPrices } from '../../../../constructs/synth/egress-prices';

const formatted = (network: NetworkOptions, region = 'us-east-1', reference?: string) => {
  const image = reference === undefined ? { folder: 'containers/web' } : { reference };
  const services = resolveServices([{ name: 'web', image, routes: ['/'] }]);
  return formatEgressPrices({ services, region, network, https: false });
};

const head =
  'Way out of the VPC, USD a month in us-east-1 without traffic (estimates, prices of 2026-09-21):';

test('each way is priced beside the endpoints that would replace it', () => {
  expect(formatted({ nat: 'per-az', zones: ['a', 'b', 'c'] })).toEqual([
    head,
    "    nat: 'none'          66  3 endpoints (ecr.api, ecr.dkr, logs) in 3 zones, 0.01 USD a GB",
    "    nat: 'single'        37  one gateway, 0.045 USD a GB",
    "  → nat: 'per-az'       110  3 gateways, one in each zone, 0.045 USD a GB",
    "    nat: 'regional'     110  a gateway that AWS keeps in each zone with tasks, 0.045 USD a GB",
    "    publicTasks: true     4  with nat: 'none': an address for each task, at least 1",
  ]);
});

test('endpoints that were asked for stay with every choice', () => {
  const beside = '; with 3 endpoints (ecr.api, ecr.dkr, logs)';
  expect(formatted({ nat: 'none', publicTasks: true, endpoints: true })).toEqual([
    head,
    "    nat: 'none'          44  3 endpoints (ecr.api, ecr.dkr, logs) in 2 zones, 0.01 USD a GB",
    `    nat: 'single'        80  one gateway, 0.045 USD a GB${beside}`,
    `    nat: 'per-az'       117  2 gateways, one in each zone, 0.045 USD a GB${beside}`,
    `    nat: 'regional'     117  a gateway that AWS keeps in each zone with tasks, 0.045 USD a GB${beside}`,
    `  → publicTasks: true    47  with nat: 'none': an address for each task, at least 1${beside}`,
  ]);
});

test('a registry to which no endpoint leads is named', () => {
  expect(formatted({ nat: 'single' }, 'us-east-1', 'nginx:1.30').at(-1)).toBe(
    "    nat: 'none' without publicTasks is not possible: no endpoint leads to docker.io",
  );
});

test('prices that are not known are said to be unknown, and those of others are left out', () => {
  expect(formatted({ nat: 'single' }, 'il-central-1')).toEqual([
    'What a way out of the VPC costs in il-central-1 is not known here: https://aws.amazon.com/vpc/pricing/',
  ]);
  const existing = {
    vpcId: 'vpc-01234567',
    publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
    taskSubnetIds: ['subnet-0000000c'],
  };
  expect(formatted(existing)).toEqual([
    'Way out of vpc-01234567: as its owner has made it, and pays for it.',
  ]);
});
