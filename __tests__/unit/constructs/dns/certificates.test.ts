import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const https = { domain: 'shop.example.com', zone: 'example.com' };
const withHostnames = (...hostnames: string[]): ServiceOptions => ({
  ...web,
  routes: ['/', ...hostnames.map((hostname) => ({ path: '/', host: hostname }))],
});
const given = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b';

test('each hostname has its own certificate, validated by a record in a zone that is looked up', () => {
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

test('a given certificate is used for all hostnames', () => {
  const alone = synthFargate([withHostnames('b.example.com')], {
    https: { certificateArn: given },
  });
  expect(alone.resource).not.toHaveProperty('aws_acm_certificate');
  expect(alone.resource).not.toHaveProperty('aws_route53_record');
  expect(alone.resource.aws_lb_listener?.listener_https).toMatchObject({ certificate_arn: given });
  expect(alone.output.url?.value).toBe('https://${aws_lb.balancer.dns_name}');

  const named = synthFargate([web], { https: { ...https, certificateArn: given } });
  expect(named.resource).not.toHaveProperty('aws_acm_certificate');
  expect(Object.keys(named.resource.aws_route53_record ?? {})).toEqual([
    'names_shop_example_com-a',
    'names_shop_example_com-aaaa',
  ]);
});
