import type { NewNetworkOptions } from '../../../../constructs/options/environment/network-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

const gateways = (network: NewNetworkOptions) => {
  const { resource } = synthFargate([web], { network });
  const egressRoutes = Object.entries(resource.aws_route ?? {}).filter(([id]) =>
    id.includes('private'),
  );
  return {
    gatetargets: all(resource, 'aws_nat_gateway').map(({ availability_mode, vpc_id, subnet_id }) =>
      availability_mode ? { availability_mode, vpc_id } : { subnet_id },
    ),
    targets: egressRoutes.map(([, { nat_gateway_id }]) => nat_gateway_id),
  };
};

test.each<[NewNetworkOptions, ReturnType<typeof gateways>]>([
  [{ nat: 'none' }, { gatetargets: [], targets: [] }],
  [
    { nat: 'single' },
    {
      gatetargets: [{ subnet_id: '${aws_subnet.network_public_zone-a.id}' }],
      targets: ['${aws_nat_gateway.network_nat_a.id}', '${aws_nat_gateway.network_nat_a.id}'],
    },
  ],
  [
    { nat: 'per-az' },
    {
      gatetargets: [
        { subnet_id: '${aws_subnet.network_public_zone-a.id}' },
        { subnet_id: '${aws_subnet.network_public_zone-b.id}' },
      ],
      targets: ['${aws_nat_gateway.network_nat_a.id}', '${aws_nat_gateway.network_nat_b.id}'],
    },
  ],
  [
    { nat: 'regional' },
    {
      gatetargets: [
        {
          availability_mode: 'regional',
          vpc_id: '${aws_internet_gateway.network_internet.vpc_id}',
        },
      ],
      targets: [
        '${aws_nat_gateway.network_nat_regional.id}',
        '${aws_nat_gateway.network_nat_regional.id}',
      ],
    },
  ],
])('%j routes private subnets to its gateways', (network, expected) => {
  expect(gateways(network)).toEqual(expected);
});

test('resources that need the internet gateway wait for it, and tasks for their egress', () => {
  const { resource } = synthFargate([web]);
  const waitsFor = (type: string) => all(resource, type).map(({ depends_on }) => depends_on);
  const internet = 'aws_internet_gateway.network_internet';
  expect(waitsFor('aws_eip')).toEqual([[internet]]);
  expect(waitsFor('aws_nat_gateway')).toEqual([[internet]]);
  const [balancer = []] = waitsFor('aws_lb') as string[][];
  expect(balancer).toEqual([
    'aws_route.network_public-out',
    'aws_route.network_public-out-ipv6',
    'aws_route_table_association.network_public_zone-a-association',
    'aws_route_table_association.network_public_zone-b-association',
  ]);
  const routes = all(resource, 'aws_route').map(({ gateway_id, nat_gateway_id }) =>
    String(gateway_id ?? nat_gateway_id),
  );
  expect(routes.filter((target) => target.includes(internet))).toHaveLength(2);
});

test('a new gateway exists before the old one is destroyed', () => {
  const { resource } = synthFargate([web], { network: { nat: 'per-az' } });
  for (const type of ['aws_nat_gateway', 'aws_eip']) {
    const lifecycles = all(resource, type).map(({ lifecycle }) => lifecycle);
    expect(lifecycles).toEqual([{ create_before_destroy: true }, { create_before_destroy: true }]);
  }
});
