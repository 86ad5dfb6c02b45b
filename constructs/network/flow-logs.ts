import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Construct } from 'constructs';
import type { Account } from '../iam/account';
import { grant, rolePolicy } from '../iam/grant';
import { roleWithBoundary } from '../iam/role-with-boundary';

export interface FlowLogsProps {
  /** Prefix of all resource names. */
  readonly name: string;
  readonly account: Account;
  readonly vpc: Vpc;

  /** Days until a log event is deleted. */
  readonly retentionDays: number;
}

/**
 * Logs the accepted and rejected traffic of a VPC to a log group, aggregated over one minute.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 *
 * Synthesizes `aws_flow_log`, `aws_cloudwatch_log_group`, `aws_iam_role` and `aws_iam_role_policy`.
 */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { name, account, vpc, retentionDays } = props;
    const logGroup = new CloudwatchLogGroup(this, 'group', {
      name: `/vpc/${name}`,
      retentionInDays: retentionDays,
    });
    const role = roleWithBoundary(this, 'writer', {
      name: `${name}-flow-logs`,
      description: 'Writes the flow logs of the VPC',
      service: 'vpc-flow-logs.amazonaws.com',
      account,
    });
    const policy = rolePolicy(this, 'write', {
      name: 'write',
      role,
      grants: [
        grant(
          'writes the flow logs of the VPC',
          ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          `${logGroup.arn}:*`,
        ),
        // It lists groups, so it cannot be limited to one. The page also has CreateLogGroup: without it, a deleted group stays deleted.
        grant(
          'finds the log group of the flow logs',
          ['logs:DescribeLogGroups'],
          account.arn('logs', 'log-group:*'),
        ),
      ],
    });
    new FlowLog(this, 'Default', {
      vpcId: vpc.id,
      trafficType: 'ALL',
      maxAggregationInterval: 60,
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags: { Name: name },
      dependsOn: [policy],
    });
  }
}
