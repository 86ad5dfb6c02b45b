import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('invalid headers are dropped, and dangerous requests rejected', () => {
  expect(all(synthFargate([web]).resource, 'aws_lb')).toEqual([
    expect.objectContaining({
      desync_mitigation_mode: 'defensive',
      drop_invalid_header_fields: true,
      enable_deletion_protection: false,
    }),
  ]);
});

test('all requests that do not comply with RFC 7230 can be rejected, too', () => {
  const { resource } = synthFargate([web], { desyncMitigation: 'strictest' });
  expect(all(resource, 'aws_lb')[0]?.desync_mitigation_mode).toBe('strictest');
});

test('the load balancer allows only HTTP and HTTPS from anywhere', () => {
  const { resource } = synthFargate([web], { https: { domain: 'shop.example.com' } });
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

/** Which protection is on with some options. */
const protection = (options: Partial<EnvironmentOptions>) => {
  const { resource } = synthFargate([web], options);
  const [balancer] = all(resource, 'aws_lb');
  return {
    deletionProtection: balancer?.enable_deletion_protection,
    accessLogs: balancer?.access_logs !== undefined,
    waf: 'aws_wafv2_web_acl' in resource,
    insights: all(resource, 'aws_ecs_cluster')[0]?.setting,
    flowLogs: 'aws_flow_log' in resource,
    days: [
      ...new Set(
        all(resource, 'aws_cloudwatch_log_group').map(({ retention_in_days }) => retention_in_days),
      ),
    ],
  };
};

test('production switches all protection on, and each part can be switched separately', () => {
  const insights = (value: string) => [{ name: 'containerInsights', value }];
  const off = {
    deletionProtection: false,
    accessLogs: false,
    waf: false,
    flowLogs: false,
    insights: insights('disabled'),
  };
  const on = {
    deletionProtection: true,
    accessLogs: true,
    waf: true,
    flowLogs: true,
    insights: insights('enabled'),
  };
  expect(protection({})).toEqual({ ...off, days: [30] });
  expect(protection({ production: true })).toEqual({ ...on, days: [365] });
  expect(protection({ production: true, waf: false })).toEqual({
    ...on,
    waf: false,
    days: [365],
  });
  expect(protection({ accessLogs: true })).toEqual({ ...off, accessLogs: true, days: [30] });
  expect(protection({ deletionProtection: true })).toEqual({
    ...off,
    deletionProtection: true,
    days: [30],
  });
});
