import { assert as check, constantFrom, integer, property, subarray } from 'fast-check';
import { Netmask } from 'netmask';
import { subnetCidr } from '../../../../constructs/network/subnet-cidr';
import type {
  NewNetworkOptions,
  ZoneLetter,
} from '../../../../constructs/options/environment/network-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, type Resource, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const letters: ZoneLetter[] = ['a', 'b', 'c', 'd', 'e', 'f'];

const ranges = property(
  integer({ min: 16, max: 23 }),
  constantFrom('10.0.0.0', '172.16.0.0', '192.168.0.0', '100.64.0.0'),
  subarray(letters, { minLength: 2 }),
  (bits, base, zones) => {
    const vpc = `${base}/${bits}`;
    const cidrs = (['public', 'private'] as const).flatMap((tier) =>
      zones.map((zone) => new Netmask(subnetCidr(vpc, tier, zone))),
    );
    for (const [index, cidr] of cidrs.entries()) {
      expect(cidr.bitmask).toBe(bits + 4);
      expect(new Netmask(vpc).contains(cidr)).toBe(true);
      for (const other of cidrs.slice(0, index)) expect(cidr.contains(other)).toBe(false);
    }
  },
);

test('subnets are inside the VPC, and none overlaps another', () => {
  check(ranges);
});

test('each tier and zone has its slot', () => {
  expect(
    letters.map((zone) => [
      subnetCidr('10.0.0.0/16', 'public', zone),
      subnetCidr('10.0.0.0/16', 'private', zone),
    ]),
  ).toEqual([
    ['10.0.0.0/20', '10.0.128.0/20'],
    ['10.0.16.0/20', '10.0.144.0/20'],
    ['10.0.32.0/20', '10.0.160.0/20'],
    ['10.0.48.0/20', '10.0.176.0/20'],
    ['10.0.64.0/20', '10.0.192.0/20'],
    ['10.0.80.0/20', '10.0.208.0/20'],
  ]);
});

/** What a further zone may change: it must be told to these. */
const spansZones = new Set(['aws_lb', 'aws_ecs_service', 'aws_vpc_endpoint']);

/** For a gateway in each of six zones. */
const quotas = { elasticIps: 6 };

test('further zones leave every subnet, table, route and gateway as it was', () => {
  const additions = property(
    constantFrom<NewNetworkOptions['nat']>('none', 'single', 'per-az', 'regional'),
    subarray(letters, { minLength: 2, maxLength: 5 }),
    subarray(letters, { minLength: 1 }),
    (nat, before, added) => {
      const after = [...before, ...added.filter((zone) => !before.includes(zone))];
      const synth = (zones: ZoneLetter[]) =>
        synthFargate([web], { network: { nat, zones, endpoints: true }, quotas }).resource;
      const [old, now] = [synth(before), synth(after)];
      for (const [type, resources] of Object.entries(old)) {
        if (spansZones.has(type)) continue;
        for (const [id, resource] of Object.entries(resources)) {
          expect([type, id, now[type]?.[id]]).toEqual([type, id, resource]);
        }
      }
    },
  );
  check(additions, { numRuns: 6 });
});

const gateways = (network: NewNetworkOptions) => {
  const { resource } = synthFargate([web], { network });
  const egressRoutes = Object.entries(resource.aws_route ?? {}).filter(([id]) =>
    id.includes('private'),
  );
  return {
    gateways: all(resource, 'aws_nat_gateway').map(({ availability_mode, vpc_id, subnet_id }) =>
      availability_mode ? { availability_mode, vpc_id } : { subnet_id },
    ),
    ways: egressRoutes.map(([, { nat_gateway_id }]) => nat_gateway_id),
  };
};

test.each<[NewNetworkOptions, ReturnType<typeof gateways>]>([
  [{ nat: 'none' }, { gateways: [], ways: [] }],
  [
    { nat: 'single' },
    {
      gateways: [{ subnet_id: '${aws_subnet.network_public_zone-a.id}' }],
      ways: ['${aws_nat_gateway.network_nat_a.id}', '${aws_nat_gateway.network_nat_a.id}'],
    },
  ],
  [
    { nat: 'per-az' },
    {
      gateways: [
        { subnet_id: '${aws_subnet.network_public_zone-a.id}' },
        { subnet_id: '${aws_subnet.network_public_zone-b.id}' },
      ],
      ways: ['${aws_nat_gateway.network_nat_a.id}', '${aws_nat_gateway.network_nat_b.id}'],
    },
  ],
  [
    { nat: 'regional' },
    {
      gateways: [
        {
          availability_mode: 'regional',
          vpc_id: '${aws_internet_gateway.network_internet.vpc_id}',
        },
      ],
      ways: [
        '${aws_nat_gateway.network_nat_regional.id}',
        '${aws_nat_gateway.network_nat_regional.id}',
      ],
    },
  ],
])('%j leads private subnets out', (network, expected) => {
  expect(gateways(network)).toEqual(expected);
});

test('what needs the internet gateway waits for it, and tasks for their way out', () => {
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

test('the default security group has no rules, the S3 endpoint is on all tables', () => {
  const { resource } = synthFargate([web]);
  expect(all(resource, 'aws_default_security_group')).toEqual([
    { vpc_id: '${aws_vpc.network.id}', tags: { Name: 'magicnight-fargate-default' } },
  ]);
  expect(all(resource, 'aws_vpc_endpoint')).toEqual([
    {
      vpc_id: '${aws_vpc.network.id}',
      service_name: 'com.amazonaws.eu-central-1.s3',
      vpc_endpoint_type: 'Gateway',
      tags: { Name: 'magicnight-fargate-s3' },
    },
  ]);
  const tables = all(resource, 'aws_vpc_endpoint_route_table_association');
  expect(tables).toHaveLength(all(resource, 'aws_route_table').length);
});

const endpoints = (network: NewNetworkOptions, image: ServiceOptions['image']) =>
  all(synthFargate([{ ...web, image }], { network }).resource, 'aws_vpc_endpoint')
    .filter(({ vpc_endpoint_type }) => vpc_endpoint_type === 'Interface')
    .map(({ service_name }) => String(service_name).replace('com.amazonaws.eu-central-1.', ''));

const folder = { folder: 'containers/web' };
const elsewhere = { reference: 'public.ecr.aws/nginx/nginx:1.30' };

test.each<[NewNetworkOptions, ServiceOptions['image'], string[]]>([
  [{ nat: 'single' }, folder, []],
  [{ nat: 'single', endpoints: true }, folder, ['ecr.api', 'ecr.dkr', 'logs']],
  [{ nat: 'single', endpoints: true }, elsewhere, ['logs']],
  [{ nat: 'none' }, folder, ['ecr.api', 'ecr.dkr', 'logs']],
  [{ nat: 'none', publicTasks: true }, elsewhere, []],
  [{ nat: 'none', publicTasks: true, endpoints: true }, elsewhere, ['logs']],
])('%j with %j needs the endpoints %j', (network, image, services) => {
  expect(endpoints(network, image)).toEqual(services);
});

test('an interface endpoint is in each zone, and takes HTTPS from the VPC', () => {
  const { resource } = synthFargate([web], { network: { nat: 'none' } });
  const [rule] = all(resource, 'aws_vpc_security_group_ingress_rule').filter(
    ({ description }) => description === 'HTTPS from the VPC',
  );
  expect(rule).toMatchObject({
    cidr_ipv4: '${aws_vpc.network.cidr_block}',
    from_port: 443,
    to_port: 443,
    ip_protocol: 'tcp',
  });
  const [interfaceEndpoint] = all(resource, 'aws_vpc_endpoint').slice(1);
  expect(interfaceEndpoint).toMatchObject({
    private_dns_enabled: true,
    subnet_ids: [
      '${aws_subnet.network_private_zone-a.id}',
      '${aws_subnet.network_private_zone-b.id}',
    ],
  });
});

test('public tasks are in public subnets with an address, others in private ones without', () => {
  const configurationOf = (network: NewNetworkOptions) =>
    all(synthFargate([web], { network }).resource, 'aws_ecs_service').map(
      ({ network_configuration }) => network_configuration,
    );
  const groups = [
    '${aws_security_group.web_access.id}',
    '${aws_security_group.balancer_targets.id}',
  ];
  expect(configurationOf({ nat: 'none', publicTasks: true })).toEqual([
    {
      assign_public_ip: true,
      security_groups: groups,
      subnets: ['${aws_subnet.network_public_zone-a.id}', '${aws_subnet.network_public_zone-b.id}'],
    },
  ]);
  expect(configurationOf({ nat: 'none' })).toEqual([
    {
      assign_public_ip: false,
      security_groups: groups,
      subnets: [
        '${aws_subnet.network_private_zone-a.id}',
        '${aws_subnet.network_private_zone-b.id}',
      ],
    },
  ]);
});

test('flow logs are kept for 30 days, in production for a year, and can be switched off', () => {
  const kept = (flowLogs: boolean | undefined, production: boolean) =>
    all(
      synthFargate([web], { network: { nat: 'none', flowLogs }, production }).resource,
      'aws_cloudwatch_log_group',
    )
      .filter(({ name }) => name === '/vpc/magicnight-fargate')
      .map(({ retention_in_days }) => retention_in_days);
  expect([
    kept(undefined, false),
    kept(true, false),
    kept(undefined, true),
    kept(false, true),
  ]).toEqual([[], [30], [365], []]);
  const { resource } = synthFargate([web], { network: { nat: 'none', flowLogs: true } });
  expect(all(resource, 'aws_flow_log')).toEqual([
    expect.objectContaining({ traffic_type: 'ALL', vpc_id: '${aws_vpc.network.id}' }),
  ]);
});

test('a VPC that is there is read, and checked by the plan', () => {
  const { resource, data } = synthFargate([web], {
    network: {
      vpcId: 'vpc-01234567',
      publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
      taskSubnetIds: ['subnet-0000000b', 'subnet-0000000c'],
    },
  });
  for (const type of ['aws_vpc', 'aws_subnet', 'aws_vpc_endpoint', 'aws_default_security_group'])
    expect(resource).not.toHaveProperty(type);
  const conditions = all(data, 'aws_subnet').map(
    ({ id, lifecycle }) =>
      [id, (lifecycle as { postcondition: Resource[] }).postcondition] as const,
  );
  expect(conditions.map(([id, postcondition]) => [id, postcondition.length])).toEqual([
    ['subnet-0000000a', 1],
    ['subnet-0000000b', 2],
    ['subnet-0000000c', 1],
  ]);
  expect(conditions[1]?.[1]).toEqual([
    {
      condition: '${(self.vpc_id == data.aws_vpc.network.id)}',
      error_message:
        'Subnet subnet-0000000b is in another VPC; write ids of subnets of the one in vpcId.',
    },
    {
      condition: expect.stringMatching(
        /^\$\{!contains\(\[data\.aws_subnet\..*availability_zone\], self\.availability_zone\)\}$/,
      ),
      error_message:
        'Subnet subnet-0000000b is in the zone of another one of publicSubnetIds; a load balancer takes one of each zone.',
    },
  ]);
  expect(all(resource, 'aws_lb')).toEqual([expect.objectContaining({ ip_address_type: 'ipv4' })]);
});

test('a public subnet of a VPC that is there must have IPv6 where it is said to', () => {
  const network = {
    vpcId: 'vpc-01234567',
    publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
    taskSubnetIds: ['subnet-0000000c'],
    dualStack: true,
  };
  const { data } = synthFargate([web], { network });
  const conditions = all(data, 'aws_subnet').map(({ lifecycle }) =>
    (lifecycle as { postcondition: Resource[] }).postcondition.at(-1),
  );
  const hasIpv6 = (id: string) => ({
    condition: '${(length(self.ipv6_cidr_block) >= 1)}',
    error_message: `Subnet ${id} has no IPv6 range; leave out dualStack.`,
  });
  expect(conditions.slice(0, 2)).toEqual([hasIpv6('subnet-0000000a'), hasIpv6('subnet-0000000b')]);
  expect(conditions[2]).not.toEqual(hasIpv6('subnet-0000000c'));
});

test('what another choice replaces is there until the other is in its place', () => {
  const https = { domain: 'shop.example.com', zone: 'example.com' };
  const routes = ['/', { path: '/', host: 'b.example.com' }];
  const network: NewNetworkOptions = { nat: 'per-az', endpoints: true };
  const { resource } = synthFargate([{ ...web, routes }], { https, network, accessLogs: true });
  for (const type of [
    'aws_subnet',
    'aws_nat_gateway',
    'aws_eip',
    'aws_lb_listener_rule',
    'aws_lb_listener_certificate',
    'aws_lb_target_group',
    'aws_s3_bucket',
    'aws_acm_certificate',
    'aws_security_group',
  ]) {
    const lifecycles = all(resource, type).map(({ lifecycle }) => lifecycle);
    expect([type, lifecycles.length > 0]).toEqual([type, true]);
    for (const lifecycle of lifecycles) {
      expect([type, lifecycle]).toEqual([type, { create_before_destroy: true }]);
    }
  }
});
