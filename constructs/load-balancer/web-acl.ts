import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { Lb } from '@cdktf/provider-aws/lib/lb';
import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import { Wafv2WebAclLoggingConfiguration } from '@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration';
import { Construct } from 'constructs';

export interface WebAclProps {
  /** What the names begin with. */
  readonly name: string;
  readonly lb: Lb;

  /** How long logs of blocked requests are kept. */
  readonly logDays: number;
}

/**
 * Rules that AWS keeps up to date: known bad addresses, known bad inputs (Log4Shell and its like), and the common attacks.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const managedRules: Record<string, string[]> = {
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesKnownBadInputsRuleSet: [],
  // It would refuse all bodies over 8 KB: they are counted only.
  AWSManagedRulesCommonRuleSet: ['SizeRestrictions_BODY'],
};

/**
 * A web application firewall before a load balancer, which logs what it blocks.
 *
 * Synthesizes `aws_wafv2_web_acl`, its association and logging, and `aws_cloudwatch_log_group`.
 */
export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, { name, lb, logDays }: WebAclProps) {
    super(scope, id);
    const acl = new Wafv2WebAcl(this, 'Default', {
      name,
      description: `Before the load balancer ${name}`,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visible(name),
      rule: Object.entries(managedRules).map(([rule, counted], index) => ({
        name: rule,
        priority: index,
        overrideAction: { none: {} },
        // The binding has no type for it, and leaves the names as they are.
        statement: {
          managed_rule_group_statement: {
            vendor_name: 'AWS',
            name: rule,
            rule_action_override: counted.map((name) => ({ name, action_to_use: { count: {} } })),
          },
        },
        visibilityConfig: visible(rule),
      })),
    });
    new Wafv2WebAclAssociation(this, 'balancer', {
      webAclArn: acl.arn,
      resourceArn: lb.arn,
    });
    const logGroup = new CloudwatchLogGroup(this, 'logs', {
      // The beginning is WAF's wish: https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
      name: `aws-waf-logs-${name}`,
      retentionInDays: logDays,
    });
    new Wafv2WebAclLoggingConfiguration(this, 'logging', {
      resourceArn: acl.arn,
      logDestinationConfigs: [logGroup.arn],
      // What is allowed is in the access logs; what is secret is in neither.
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

function visible(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
