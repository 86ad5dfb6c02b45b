import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const https = { domain: 'shop.example.com', zone: 'example.com' };

const records = (resource: Parameters<typeof all>[0]) =>
  all(resource, 'aws_route53_record')
    .filter(({ alias }) => alias)
    .map(({ name, type }) => `${type} ${name}`);

test('each hostname resolves to the load balancer, for IPv4 and IPv6', () => {
  const { resource, output } = synthFargate(
    [{ ...web, routes: ['/', { path: '/', host: 'b.example.com' }] }],
    { https },
  );
  expect(records(resource)).toEqual([
    'A b.example.com',
    'AAAA b.example.com',
    'A shop.example.com',
    'AAAA shop.example.com',
  ]);
  expect(resource.aws_route53_record?.['names_b_example_com-aaaa']).toMatchObject({
    alias: {
      evaluate_target_health: false,
      name: '${aws_lb.balancer.dns_name}',
      zone_id: '${aws_lb.balancer.zone_id}',
    },
  });
  expect(all(resource, 'aws_lb')[0]).toMatchObject({ ip_address_type: 'dualstack' });
  expect(output.url?.value).toBe('https://shop.example.com');
  expect(output.urls?.value).toEqual({
    '/': 'https://shop.example.com/',
    'b.example.com/': 'https://b.example.com/',
  });
});

test('in a VPC without IPv6, hostnames have no IPv6 address', () => {
  const network = {
    vpcId: 'vpc-01234567',
    publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
    taskSubnetIds: ['subnet-0000000c'],
  };
  expect(records(synthFargate([web], { https, network }).resource)).toEqual(['A shop.example.com']);
  const dualStack = { ...network, dualStack: true };
  expect(records(synthFargate([web], { https, network: dualStack }).resource)).toHaveLength(2);
});
