import type { NetworkOptions } from '../../../../constructs/options/environment/network-options';
import { applyDefaults } from '../../../../constructs/options/environment/resolved-environment';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import { formatEgressPrices } from '../../../../constructs/synth/egress-prices';

const formatted = (network: NetworkOptions, region = 'us-east-1', reference?: string) => {
  const image = reference === undefined ? { folder: 'containers/web' } : { reference };
  const services = resolveServices([{ name: 'web', image, routes: ['/'] }]);
  const context = { project: 'magicnight', name: 'staging', services };
  return formatEgressPrices(applyDefaults(context, { region, network, https: false }));
};

const head =
  'Egress options of staging, USD per month in us-east-1 without traffic (estimates, prices of 2026-09-21):';

test('each egress option has its price, and so have the endpoints that would replace it', () => {
  expect(formatted({ nat: 'per-az', zones: ['a', 'b', 'c'] })).toEqual([
    head,
    "    nat: 'none'          66  3 endpoints (ecr.api, ecr.dkr, logs) in 3 zones, 0.01 USD per GB",
    "    nat: 'single'        37  one NAT gateway, 0.045 USD per GB",
    "  → nat: 'per-az'       110  3 NAT gateways, one in each zone, 0.045 USD per GB",
    "    nat: 'regional'     110  a NAT gateway that AWS extends to each zone with tasks, 0.045 USD per GB",
    "    publicTasks: true     4  with nat: 'none': a public IPv4 address for each task, at least 1",
  ]);
});

test('requested endpoints stay with every option', () => {
  const beside = '; with 3 endpoints (ecr.api, ecr.dkr, logs)';
  expect(formatted({ nat: 'none', publicTasks: true, endpoints: true })).toEqual([
    head,
    "    nat: 'none'          44  3 endpoints (ecr.api, ecr.dkr, logs) in 2 zones, 0.01 USD per GB",
    `    nat: 'single'        80  one NAT gateway, 0.045 USD per GB${beside}`,
    `    nat: 'per-az'       117  2 NAT gateways, one in each zone, 0.045 USD per GB${beside}`,
    `    nat: 'regional'     117  a NAT gateway that AWS extends to each zone with tasks, 0.045 USD per GB${beside}`,
    `  → publicTasks: true    47  with nat: 'none': a public IPv4 address for each task, at least 1${beside}`,
  ]);
});

test('a registry without an endpoint is named', () => {
  expect(formatted({ nat: 'single' }, 'us-east-1', 'nginx:1.30').at(-1)).toBe(
    "    nat: 'none' without publicTasks is not possible: there is no endpoint for docker.io",
  );
});

test('unknown prices are reported, and an existing VPC has no prices', () => {
  expect(formatted({ nat: 'single' }, 'il-central-1')).toEqual([
    'Egress options of staging: prices for il-central-1 are not known; see https://aws.amazon.com/vpc/pricing/',
  ]);
  const existing = {
    vpcId: 'vpc-01234567',
    publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
    taskSubnetIds: ['subnet-0000000c'],
  };
  expect(formatted(existing)).toEqual([
    'Egress of staging from vpc-01234567: set up and paid for by the owner of the VPC.',
  ]);
});
