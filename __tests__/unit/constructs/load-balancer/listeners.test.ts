import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const https = { domain: 'shop.example.com', zone: 'example.com' };

const service = { ...web, routes: ['/', { path: '/', host: 'b.example.com' }] };

test('the listener waits for the validated certificate, and HTTP redirects to it', () => {
  const { resource } = synthFargate([service], { https });
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
