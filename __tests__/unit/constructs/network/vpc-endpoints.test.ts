import type { NewNetworkOptions } from '../../../../constructs/options/environment/network-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('all route tables have the S3 endpoint', () => {
  const { resource } = synthFargate([web]);
  expect(all(resource, 'aws_vpc_endpoint')).toEqual([
    {
      vpc_id: '${aws_vpc.network.id}',
      service_name: 'com.amazonaws.eu-central-1.s3',
      vpc_endpoint_type: 'Gateway',
      policy: expect.any(String),
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

test('an interface endpoint is in each zone, and allows HTTPS from the VPC', () => {
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
