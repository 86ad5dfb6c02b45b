import type { IResolvable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Protection } from '../load-balancer/ingress';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { isNullOr, moduleVariable, numberVariable, switchVariable } from './module-variable';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentionDays = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** Protection settings of a module. Settings in which environments differ are variables. All others are those of main.ts. */
export function moduleProtection(scope: Construct, environment: ResolvedEnvironment): Protection {
  const defaults = environment.protection;
  const days = retentionDays.join(', ');
  const logDays = numberVariable(scope, 'log_retention_days', {
    default: defaults.logDays,
    description: `Number of days to keep logs, one of ${days}.`,
    rules: [
      {
        condition: `contains([${days}], var.log_retention_days)`,
        message: `log_retention_days must be one of ${days}, which CloudWatch Logs supports, got \${var.log_retention_days}.`,
      },
    ],
  });
  const deletionProtection = switchVariable(scope, 'deletion_protection', {
    default: defaults.deletionProtection,
    description:
      'Whether deletion protection of the load balancer is enabled. A destroy then fails, but only after it has destroyed services and routes: to destroy, first set this to false and apply.',
  });
  return { ...defaults, deletionProtection, logDays };
}

/** Declares whether an apply waits for the services. Callers see then that a new version does not start. */
export function steadyStateVariable(scope: Construct): IResolvable {
  return switchVariable(scope, 'wait_for_steady_state', {
    default: true,
    description:
      'Whether an apply waits until all new tasks run, and fails if ECS rolls a deployment back.',
  });
}

/** Declares the permissions boundary of all roles. Returns an expression for its ARN. */
export function boundaryVariable(scope: Construct): string {
  return moduleVariable(scope, 'permissions_boundary_arn', {
    type: 'string',
    default: null,
    description:
      'ARN of the IAM policy that is the permissions boundary of all roles. Null for none.',
    rules: [
      {
        condition: isNullOr(
          'permissions_boundary_arn',
          'can(regex("^arn:aws[a-z-]*:iam::(\\\\d{12}|aws):policy/.+$", var.permissions_boundary_arn))',
        ),
        message: `permissions_boundary_arn must be the ARN of an IAM policy, for example "arn:aws:iam::123456789012:policy/boundary", got "\${format("%v", var.permissions_boundary_arn)}".`,
      },
    ],
  });
}

/** Declares the SNS topic that alarms notify. Returns an expression for a list of it. */
export function alarmTopicVariable(scope: Construct): string {
  moduleVariable(scope, 'alarm_topic_arn', {
    type: 'string',
    default: null,
    description:
      'ARN of the SNS topic, in the region of the module, that is notified when an alarm goes off and when it returns to OK. Null for none.',
    rules: [
      {
        condition: isNullOr(
          'alarm_topic_arn',
          'can(regex("^arn:aws[a-z-]*:sns:[a-z0-9-]+:\\\\d{12}:[A-Za-z0-9_-]+$", var.alarm_topic_arn))',
        ),
        message: `alarm_topic_arn must be the ARN of an SNS topic, for example "arn:aws:sns:eu-central-1:123456789012:alarms", got "\${format("%v", var.alarm_topic_arn)}".`,
      },
    ],
  });
  return '${var.alarm_topic_arn == null ? [] : [var.alarm_topic_arn]}';
}
