import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('invalid headers are dropped, and requests that could be smuggled refused', () => {
  expect(all(synthFargate([web]).resource, 'aws_lb')).toEqual([
    expect.objectContaining({
      desync_mitigation_mode: 'strictest',
      drop_invalid_header_fields: true,
      enable_deletion_protection: false,
    }),
  ]);
});

test('the load balancer has one rule for a port, however many services listen on it', () => {
  const two = [web, { ...web, name: 'two', routes: ['/two'] }];
  const three = [...two, { ...web, name: 'three', routes: ['/three'], port: 3000 }];
  const ports = (services: ServiceOptions[]) =>
    all(synthFargate(services).resource, 'aws_vpc_security_group_egress_rule')
      .filter(({ referenced_security_group_id }) => referenced_security_group_id)
      .map(({ from_port, to_port, referenced_security_group_id }) => [
        from_port,
        to_port,
        referenced_security_group_id,
      ]);
  const targets = '${aws_security_group.balancer_targets.id}';
  expect(ports(two)).toEqual([[8080, 8080, targets]]);
  expect(ports(three)).toEqual([
    [3000, 3000, targets],
    [8080, 8080, targets],
  ]);
});

/** What of the door is there with some options. */
const loadBalancer = (options: Partial<EnvironmentOptions>) => {
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

test('production switches all protection on, and each can be switched by itself', () => {
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
  expect(loadBalancer({})).toEqual({ ...off, days: [30] });
  expect(loadBalancer({ production: true })).toEqual({ ...on, days: [365] });
  expect(loadBalancer({ production: true, waf: false })).toEqual({
    ...on,
    waf: false,
    days: [365],
  });
  expect(loadBalancer({ accessLogs: true })).toEqual({ ...off, accessLogs: true, days: [30] });
  expect(loadBalancer({ deletionProtection: true })).toEqual({
    ...off,
    deletionProtection: true,
    days: [30],
  });
});

test('access logs are in a bucket that only load balancers of the account write to, until they expire', () => {
  const { resource } = synthFargate([web], { accessLogs: true });
  const [bucket] = all(resource, 'aws_s3_bucket');
  expect(bucket).toEqual({
    bucket:
      'magicnight-fargate-access-logs-${data.aws_caller_identity.account.account_id}-eu-central-1',
    force_destroy: true,
    lifecycle: { create_before_destroy: true },
  });
  const [policy] = all(resource, 'aws_s3_bucket_policy');
  const arn = '${aws_s3_bucket.balancer_logs.arn}';
  expect(JSON.parse(String(policy?.policy)).Statement).toEqual([
    {
      Sid: 'LoadBalancersWrite',
      Effect: 'Allow',
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `${arn}/AWSLogs/\${data.aws_caller_identity.account.account_id}/*`,
    },
    {
      Sid: 'TlsOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ]);
  expect(all(resource, 'aws_s3_bucket_public_access_block')[0]).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(all(resource, 'aws_s3_bucket_server_side_encryption_configuration')[0]).toMatchObject({
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
  });
  expect(all(resource, 'aws_s3_bucket_lifecycle_configuration')[0]).toMatchObject({
    rule: [expect.objectContaining({ expiration: [{ days: 30 }], status: 'Enabled' })],
  });
  expect(all(resource, 'aws_lb')[0]).toMatchObject({
    access_logs: { bucket: '${aws_s3_bucket.balancer_logs.bucket}', enabled: true },
    depends_on: expect.arrayContaining(['aws_s3_bucket_policy.balancer_logs_policy']),
  });
  const kept = synthFargate([web], { production: true }).resource;
  expect(all(kept, 'aws_s3_bucket')[0]).toMatchObject({ force_destroy: false });
});

test('the firewall has the managed rules, lets large bodies pass, and logs what it blocks', () => {
  const { resource } = synthFargate([web], { waf: true });
  const [acl] = all(resource, 'aws_wafv2_web_acl');
  const rules = acl?.rule as {
    name: string;
    priority: number;
    override_action: object;
    statement: { managed_rule_group_statement: { rule_action_override: object[] } };
  }[];
  expect(
    rules.map(({ name, priority, override_action }) => [priority, name, override_action]),
  ).toEqual([
    [0, 'AWSManagedRulesAmazonIpReputationList', { none: {} }],
    [1, 'AWSManagedRulesKnownBadInputsRuleSet', { none: {} }],
    [2, 'AWSManagedRulesCommonRuleSet', { none: {} }],
  ]);
  expect(rules[2]?.statement.managed_rule_group_statement.rule_action_override).toEqual([
    { name: 'SizeRestrictions_BODY', action_to_use: { count: {} } },
  ]);
  expect(all(resource, 'aws_wafv2_web_acl_association')).toEqual([
    {
      resource_arn: '${aws_lb.balancer.arn}',
      web_acl_arn: '${aws_wafv2_web_acl.waf.arn}',
    },
  ]);
  expect(all(resource, 'aws_cloudwatch_log_group').map(({ name }) => name)).toContain(
    'aws-waf-logs-magicnight-fargate',
  );
});

test('tasks may call the ports that their service names, HTTPS by default', () => {
  const calls = (egressPorts?: number[]) =>
    all(synthFargate([{ ...web, egressPorts }]).resource, 'aws_vpc_security_group_egress_rule')
      .filter(({ cidr_ipv4 }) => cidr_ipv4)
      .map(({ cidr_ipv4, ip_protocol, from_port, to_port }) => [
        cidr_ipv4,
        ip_protocol,
        from_port,
        to_port,
      ]);
  expect(calls()).toEqual([['0.0.0.0/0', 'tcp', 443, 443]]);
  expect(calls([443, 5432])).toEqual([
    ['0.0.0.0/0', 'tcp', 443, 443],
    ['0.0.0.0/0', 'tcp', 5432, 5432],
  ]);
});
