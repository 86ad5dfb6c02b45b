import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const https = { domain: 'shop.example.com', zone: 'example.com' };
const withHostnames = (...hostnames: string[]): ServiceOptions => ({
  ...web,
  routes: ['/', ...hostnames.map((hostname) => ({ path: '/', host: hostname }))],
});
const given = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b';

test('each name has a certificate of its own, proven by one record, in a zone that is looked up', () => {
  const { resource, data } = synthFargate([withHostnames('b.example.com', 'Shop.example.com')], {
    https,
  });
  expect(all(data, 'aws_route53_zone')).toEqual([{ name: 'example.com', private_zone: false }]);
  expect(all(resource, 'aws_acm_certificate')).toEqual(
    ['b.example.com', 'shop.example.com'].map((host) => ({
      domain_name: host,
      validation_method: 'DNS',
      options: { certificate_transparency_logging_preference: 'ENABLED' },
      tags: { Name: host },
      lifecycle: { create_before_destroy: true },
    })),
  );
  const options =
    'tolist(aws_acm_certificate.certificate_b_example_com.domain_validation_options).0';
  expect(resource.aws_route53_record?.['certificate_b_example_com-proof']).toMatchObject({
    allow_overwrite: true,
    name: `\${${options}.resource_record_name}`,
    records: [`\${${options}.resource_record_value}`],
    type: `\${${options}.resource_record_type}`,
    zone_id: '${data.aws_route53_zone.zone.zone_id}',
  });
  expect(all(resource, 'aws_acm_certificate_validation')[0]).toEqual({
    certificate_arn: '${aws_acm_certificate.certificate_b_example_com.arn}',
    validation_record_fqdns: ['${aws_route53_record.certificate_b_example_com-proof.fqdn}'],
  });
});

test('the listener waits for the validated certificate, and HTTP redirects to it', () => {
  const { resource } = synthFargate([withHostnames('b.example.com')], { https });
  const { listener_https: tls, listener_http: plain } = resource.aws_lb_listener ?? {};
  expect(tls).toMatchObject({
    certificate_arn:
      '${aws_acm_certificate_validation.certificate_shop_example_com-valid.certificate_arn}',
    port: 443,
    protocol: 'HTTPS',
    routing_http_response_strict_transport_security_header_value: 'max-age=63072000',
    ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
  });
  expect(plain).toMatchObject({
    default_action: [
      {
        redirect: { port: '443', protocol: 'HTTPS', status_code: 'HTTP_301' },
        type: 'redirect',
      },
    ],
    port: 80,
    depends_on: ['aws_lb_listener.listener_https'],
  });
  expect(all(resource, 'aws_lb_listener_certificate')).toEqual([
    {
      certificate_arn:
        '${aws_acm_certificate_validation.certificate_b_example_com-valid.certificate_arn}',
      listener_arn: '${aws_lb_listener.listener_https.arn}',
      lifecycle: { create_before_destroy: true },
    },
  ]);
  for (const { listener_arn } of all(resource, 'aws_lb_listener_rule'))
    expect(listener_arn).toBe('${aws_lb_listener.listener_https.arn}');
});

const records = (resource: Parameters<typeof all>[0]) =>
  all(resource, 'aws_route53_record')
    .filter(({ alias }) => alias)
    .map(({ name, type }) => `${type} ${name}`);

test('each name leads to the load balancer, for IPv4 and IPv6', () => {
  const { resource, output } = synthFargate([withHostnames('b.example.com')], { https });
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

test('the load balancer takes HTTP and HTTPS from anywhere, and nothing else', () => {
  const { resource } = synthFargate([web], { https });
  const open = all(resource, 'aws_vpc_security_group_ingress_rule')
    .filter(({ cidr_ipv4, cidr_ipv6 }) => cidr_ipv4 ?? cidr_ipv6)
    .map(({ cidr_ipv4, cidr_ipv6, from_port, to_port, security_group_id }) => [
      cidr_ipv4 ?? cidr_ipv6,
      from_port,
      to_port,
      security_group_id,
    ]);
  const group = '${aws_security_group.balancer_access.id}';
  expect(open).toEqual([
    ['::/0', 80, 80, group],
    ['0.0.0.0/0', 80, 80, group],
    ['::/0', 443, 443, group],
    ['0.0.0.0/0', 443, 443, group],
  ]);
});

test('a certificate that is given is taken for all names', () => {
  const alone = synthFargate([withHostnames('b.example.com')], {
    https: { certificateArn: given },
  });
  expect(alone.resource).not.toHaveProperty('aws_acm_certificate');
  expect(alone.resource).not.toHaveProperty('aws_route53_record');
  expect(alone.resource.aws_lb_listener?.listener_https).toMatchObject({ certificate_arn: given });
  expect(alone.output.url?.value).toBe('https://${aws_lb.balancer.dns_name}');

  const named = synthFargate([web], { https: { ...https, certificateArn: given } });
  expect(named.resource).not.toHaveProperty('aws_acm_certificate');
  expect(records(named.resource)).toEqual(['A shop.example.com', 'AAAA shop.example.com']);
});

test('in a VPC without IPv6 names have no IPv6 address', () => {
  const network = {
    vpcId: 'vpc-01234567',
    publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
    taskSubnetIds: ['subnet-0000000c'],
  };
  expect(records(synthFargate([web], { https, network }).resource)).toEqual(['A shop.example.com']);
  const dualStack = { ...network, dualStack: true };
  expect(records(synthFargate([web], { https, network: dualStack }).resource)).toHaveLength(2);
});

test('another name changes no certificate, no record and no rule', () => {
  const before = synthFargate([withHostnames('b.example.com')], { https }).resource;
  const after = synthFargate([withHostnames('a.example.com', 'b.example.com')], { https }).resource;
  for (const [type, resources] of Object.entries(before)) {
    for (const [id, resource] of Object.entries(resources)) {
      if (type === 'aws_ecs_service') continue;
      expect([type, id, after[type]?.[id]]).toEqual([type, id, resource]);
    }
  }
});
