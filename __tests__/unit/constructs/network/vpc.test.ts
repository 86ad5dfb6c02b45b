import { assert as check, constantFrom, property, subarray } from 'fast-check';
import type {
  NewNetworkOptions,
  ZoneLetter,
} from '../../../../constructs/options/environment/network-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const letters: ZoneLetter[] = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Resources that list the zones, and so change with a further one. */
const spansZones = new Set(['aws_lb', 'aws_ecs_service', 'aws_vpc_endpoint']);

/** Allows a gateway in each of six zones. */
const quotas = { elasticIps: 6 };

test('further zones change no subnet, route table, route or gateway', () => {
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

test('a plan that changes the range fails, because the VPC keeps the one that it has', () => {
  const network = { nat: 'single', cidr: '10.8.0.0/16' } as const;
  expect(all(synthFargate([web], { network }).resource, 'aws_vpc')).toEqual([
    expect.objectContaining({
      cidr_block: '10.8.0.0/16',
      lifecycle: {
        ignore_changes: ['cidr_block'],
        postcondition: [
          {
            condition: '${self.cidr_block == "10.8.0.0/16"}',
            error_message:
              'network.cidr is 10.8.0.0/16, but the VPC has ${self.cidr_block}, and AWS cannot move its load balancer to another VPC. Set network.cidr to ${self.cidr_block}, or destroy the VPC with everything in it first.',
          },
        ],
      },
    }),
  ]);
});

test('the default security group has no rules', () => {
  expect(all(synthFargate([web]).resource, 'aws_default_security_group')).toEqual([
    { vpc_id: '${aws_vpc.network.id}', tags: { Name: 'magicnight-fargate-default' } },
  ]);
});

test('public tasks are in public subnets with a public address, others in private subnets without', () => {
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

test('replacements exist before the resources that they replace are destroyed', () => {
  const https = { domain: 'shop.example.com', zone: 'example.com' };
  const routes = ['/', { path: '/', host: 'b.example.com' }];
  const network: NewNetworkOptions = { nat: 'per-az', endpoints: true };
  const { resource } = synthFargate([{ ...web, routes }], { https, network, accessLogs: true });
  for (const type of [
    'aws_subnet',
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
