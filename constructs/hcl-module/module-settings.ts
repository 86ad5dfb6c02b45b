import type { Construct } from 'constructs';
import type { Protection } from '../load-balancer/ingress';
import { protectionOf, type ResolvedEnvironment } from '../options/environment/environment-options';
import { isNullOr, moduleVariable, numberVariable, switchVariable } from './module-variable';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** What is switched on in a module: what main.ts says, but for what environments differ in. */
export function moduleProtection(scope: Construct, environment: ResolvedEnvironment): Protection {
  const defaults = protectionOf(environment);
  const days = retentionDays.join(', ');
  const logDays = numberVariable(scope, 'log_retention_days', {
    default: defaults.logDays,
    description: `Days for which logs are kept, one of ${days}.`,
    rules: [
      {
        condition: `contains([${days}], var.log_retention_days)`,
        message: `log_retention_days must be one of ${days}, which are those that CloudWatch takes, got \${var.log_retention_days}.`,
      },
    ],
  });
  const deletionProtection = switchVariable(scope, 'deletion_protection', {
    default: defaults.deletionProtection,
    description:
      'Whether AWS refuses to delete the load balancer. A destroy then fails, but only after services and routes are gone: before one switch it off, and apply.',
  });
  return { ...defaults, deletionProtection, logDays };
}

/** The policy that no role exceeds; returns text that stands for its ARN. */
export function boundaryVariable(scope: Construct): string {
  return moduleVariable(scope, 'permissions_boundary_arn', {
    type: 'string',
    default: null,
    description: 'ARN of a policy of IAM that none of the roles exceeds. Null for none.',
    rules: [
      {
        condition: isNullOr(
          'permissions_boundary_arn',
          'can(regex("^arn:aws[a-z-]*:iam::(\\\\d{12}|aws):policy/.+$", var.permissions_boundary_arn))',
        ),
        message: `permissions_boundary_arn must be the ARN of a policy such as "arn:aws:iam::123456789012:policy/boundary", got "\${format("%v", var.permissions_boundary_arn)}".`,
      },
    ],
  });
}

/** Declares whom alarms tell; returns a list for Terraform. */
export function alarmTopicVariable(scope: Construct): string {
  moduleVariable(scope, 'alarm_topic_arn', {
    type: 'string',
    default: null,
    description:
      'ARN of the SNS topic, in the region of the module, that is told when an alarm goes off, and when it is over. Null for none.',
    rules: [
      {
        condition: isNullOr(
          'alarm_topic_arn',
          'can(regex("^arn:aws[a-z-]*:sns:[a-z0-9-]+:\\\\d{12}:[A-Za-z0-9_-]+$", var.alarm_topic_arn))',
        ),
        message: `alarm_topic_arn must be the ARN of a topic of SNS such as "arn:aws:sns:eu-central-1:123456789012:alarms", got "\${format("%v", var.alarm_topic_arn)}".`,
      },
    ],
  });
  return '${var.alarm_topic_arn == null ? [] : [var.alarm_topic_arn]}';
}
