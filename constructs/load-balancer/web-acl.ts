import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { Lb } from '@cdktf/provider-aws/lib/lb';
import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import { Construct } from 'constructs';

/** What a web ACL protects. */
export interface WebAclProps {
  /** Prefix of all resource names. */
  readonly name: string;

  /** The load balancer. */
  readonly lb: Lb;

  /** Days until logs of blocked requests are deleted. */
  readonly logDays: number;

  /**
   * Requests that an IP address may send within five minutes; `false` for no limit.
   *
   * @default 2000
   */
  readonly requestsPerFiveMinutes?: number | false;
}

/**
 * AWS managed rule groups, each with the rules that must only count requests, not block them. The groups cover IP addresses
 * with a bad reputation, known bad inputs such as Log4Shell, and common attacks.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const managedRules: Record<string, string[]> = {
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesKnownBadInputsRuleSet: [],
  // This rule would block all request bodies over 8 KB, so it only counts them.
  AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY'],
};

/**
 * An AWS WAF web ACL for a load balancer, which limits the requests of each IP address, and logs the requests that it blocks.
 * https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 *
 * Synthesizes `aws_wafv2_web_acl`, `aws_wafv2_web_acl_association`, `aws_wafv2_web_acl_logging_configuration` and
 * `aws_cloudwatch_log_group`.
 */
export class WebAcl extends Construct {
  /** A load balancer can have one web ACL. */
  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { name, lb, logDays, requestsPerFiveMinutes = 2000 } = props;
    const acl = new Wafv2WebAcl(this, 'Default', {
      name,
      description: `Before the load balancer ${name}`,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(name),
      rule: [
        ...Object.entries(managedRules).map(([rule, counted], index) => ({
          name: rule,
          priority: index,
          overrideAction: { none: {} },
          // The CDKTF binding has no type for statements, and does not convert their keys.
          statement: {
            managed_rule_group_statement: {
              vendor_name: 'AWS',
              name: rule,
              rule_action_override: counted.map((name) => ({ name, action_to_use: { count: {} } })),
            },
          },
          visibilityConfig: visibility(rule),
        })),
        ...(requestsPerFiveMinutes === false ? [] : [rateRule(requestsPerFiveMinutes)]),
      ],
    });
    new Wafv2WebAclAssociation(this, 'balancer', {
      webAclArn: acl.arn,
      resourceArn: lb.arn,
    });
    const logGroup = new CloudwatchLogGroup(this, 'logs', {
      // WAF requires this prefix: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
      name: `aws-waf-logs-${name}`,
      retentionInDays: logDays,
    });
    new Wafv2WebAclLoggingConfiguration(this, 'logging', {
      resourceArn: acl.arn,
      logDestinationConfigs: [logGroup.arn],
      // Allowed requests are in the access logs. Neither log contains credentials.
      loggingFilter: {
        defaultBehavior: 'DROP',
        filter: [
          {
            behavior: 'KEEP',
            requirement: 'MEETS_ANY',
            condition: [{ actionCondition: { action: 'BLOCK' } }],
          },
        ],
      },
      redactedFields: [
        { singleHeader: { name: 'authorization' } },
        { singleHeader: { name: 'cookie' } },
      ],
    });
  }
}

/**
 * Blocks an IP address while its rate is too high. The rule is the last one, so it counts what the others let through. 429 tells
 * a client to come back later; the other rules answer 403.
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
function rateRule(limit: number) {
  return {
    name: 'RequestsPerAddress',
    priority: Object.keys(managedRules).length,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rate_based_statement: { aggregate_key_type: 'IP', evaluation_window_sec: 300, limit },
    },
    visibilityConfig: visibility('RequestsPerAddress'),
  };
}

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
