import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('the web ACL has managed rules, only counts large bodies, and logs blocked requests', () => {
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
