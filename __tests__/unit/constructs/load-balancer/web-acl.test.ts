import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
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
    statement: { managed_rule_group_statement?: { rule_action_override: object[] } };
  }[];
  expect(
    rules.map(({ name, priority, override_action }) => [priority, name, override_action]),
  ).toEqual([
    [0, 'AWSManagedRulesAmazonIpReputationList', { none: {} }],
    [1, 'AWSManagedRulesKnownBadInputsRuleSet', { none: {} }],
    [2, 'AWSManagedRulesCommonRuleSet', { none: {} }],
    [3, 'RequestsPerAddress', undefined],
  ]);
  expect(rules[2]?.statement.managed_rule_group_statement?.rule_action_override).toEqual([
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

/** The rules that do not belong to AWS. */
const ownRules = (waf: EnvironmentOptions['waf']) => {
  const [acl] = all(synthFargate([web], { waf }).resource, 'aws_wafv2_web_acl');
  const rules = (acl?.rule ?? []) as { name: string }[];
  return rules.filter(({ name }) => !name.startsWith('AWS'));
};

test.each<[EnvironmentOptions['waf'], number]>([
  [true, 2000],
  [{}, 2000],
  [{ requestsPerFiveMinutes: 10 }, 10],
])(
  'with waf %j, an address can send %d requests in five minutes, after all other rules',
  (waf, limit) => {
    expect(ownRules(waf)).toEqual([
      {
        name: 'RequestsPerAddress',
        priority: 3,
        action: { block: { custom_response: { response_code: 429 } } },
        statement: {
          rate_based_statement: { aggregate_key_type: 'IP', evaluation_window_sec: 300, limit },
        },
        visibility_config: {
          cloudwatch_metrics_enabled: true,
          metric_name: 'RequestsPerAddress',
          sampled_requests_enabled: true,
        },
      },
    ]);
  },
);

test('the limit can be switched off, and so can all of the firewall in production', () => {
  expect(ownRules({ requestsPerFiveMinutes: false })).toEqual([]);
  const { resource } = synthFargate([web], { production: true, waf: false });
  expect(all(resource, 'aws_wafv2_web_acl')).toEqual([]);
});
