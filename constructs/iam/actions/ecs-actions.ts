import {
  type ActionTable,
  applicationAutoScaling,
  cloudwatch,
  ecs,
  iam,
  logs,
  serviceLinkedRole,
} from './action-table';

const ecsTags = ecs('TagResource', 'UntagResource');

/** Actions for services, their tasks, roles, logs, scaling and alarms. */
export const ecsActions: ActionTable = {
  aws_ecs_cluster: {
    read: ecs('DescribeClusters'),
    write: [
      ...ecs('CreateCluster', 'DeleteCluster', 'UpdateCluster'),
      ...ecsTags,
      ...serviceLinkedRole,
    ],
  },
  aws_ecs_cluster_capacity_providers: {
    read: ecs('DescribeClusters'),
    write: ecs('PutClusterCapacityProviders'),
  },
  aws_ecs_service: {
    read: ecs('DescribeServices'),
    write: [
      ...ecs('CreateService', 'DeleteService', 'UpdateService'),
      // With `wait_for_steady_state`; `sigint_rollback` stops a deployment.
      ...ecs('DescribeServiceDeployments', 'ListServiceDeployments', 'StopServiceDeployment'),
      ...ecsTags,
      ...serviceLinkedRole,
    ],
  },
  aws_ecs_task_definition: {
    read: ecs('DescribeTaskDefinition'),
    write: [
      ...ecs('DeregisterTaskDefinition', 'RegisterTaskDefinition'),
      ...ecsTags,
      // Passes the roles of the task: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
      ...iam('PassRole'),
    ],
  },
  aws_cloudwatch_log_group: {
    read: logs('DescribeLogGroups', 'ListTagsForResource'),
    write: [
      ...logs('CreateLogGroup', 'DeleteLogGroup', 'DeleteRetentionPolicy', 'PutRetentionPolicy'),
      ...logs('TagResource', 'UntagResource'),
    ],
  },
  aws_iam_role: {
    read: iam('GetRole', 'GetRolePolicy', 'ListAttachedRolePolicies', 'ListRolePolicies'),
    write: [
      ...iam('CreateRole', 'DeleteRole', 'TagRole', 'UntagRole'),
      // Not UpdateAssumeRolePolicy: with it, a pipeline could assume any role that it manages. A person applies such a change.
      ...iam('UpdateRole', 'UpdateRoleDescription'),
      // Called before a role is deleted: it must not be in an instance profile.
      ...iam('ListInstanceProfilesForRole'),
    ],
  },
  aws_iam_role_policy: {
    read: iam('GetRolePolicy'),
    write: iam('DeleteRolePolicy', 'PutRolePolicy'),
  },
  aws_appautoscaling_target: {
    read: applicationAutoScaling('DescribeScalableTargets', 'ListTagsForResource'),
    write: [
      ...applicationAutoScaling('DeregisterScalableTarget', 'RegisterScalableTarget'),
      ...applicationAutoScaling('TagResource', 'UntagResource'),
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/auto-scaling-IAM.html
      ...ecs('DescribeServices', 'UpdateService'),
      ...serviceLinkedRole,
    ],
  },
  aws_appautoscaling_policy: {
    read: applicationAutoScaling('DescribeScalingPolicies'),
    write: [
      ...applicationAutoScaling('DeleteScalingPolicy', 'PutScalingPolicy'),
      // Alarms of a scaling target: same page.
      ...cloudwatch('DeleteAlarms', 'DescribeAlarms', 'PutMetricAlarm'),
    ],
  },
  aws_appautoscaling_scheduled_action: {
    read: applicationAutoScaling('DescribeScheduledActions'),
    write: applicationAutoScaling('DeleteScheduledAction', 'PutScheduledAction'),
  },
  aws_cloudwatch_metric_alarm: {
    read: cloudwatch('DescribeAlarms', 'ListTagsForResource'),
    write: cloudwatch('DeleteAlarms', 'PutMetricAlarm', 'TagResource', 'UntagResource'),
  },
};
