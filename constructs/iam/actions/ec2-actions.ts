import {
  type ActionTable,
  ec2,
  ec2AutoScaling,
  ecs,
  iam,
  serviceLinkedRole,
  ssm,
} from './action-table';

/**
 * Needed to create or use a launch template whose AMI is an SSM parameter:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
 */
const imageParameter = ssm('GetParameters');

/** Actions for EC2 capacity: instances, their role, and the capacity provider. */
export const ec2Actions: ActionTable = {
  aws_launch_template: {
    read: ec2('DescribeLaunchTemplateVersions', 'DescribeLaunchTemplates'),
    write: [
      ...ec2('CreateLaunchTemplate', 'CreateLaunchTemplateVersion'),
      ...ec2('DeleteLaunchTemplate', 'ModifyLaunchTemplate'),
      ...ec2('CreateTags', 'DeleteTags'),
      ...imageParameter,
    ],
  },
  aws_autoscaling_group: {
    read: ec2AutoScaling('DescribeAutoScalingGroups'),
    write: [
      ...ec2AutoScaling('CreateAutoScalingGroup', 'DeleteAutoScalingGroup'),
      ...ec2AutoScaling('UpdateAutoScalingGroup', 'DescribeScalingActivities'),
      ...ec2AutoScaling('CreateOrUpdateTags', 'DeleteTags'),
      // A running instance refresh is cancelled before the next one starts.
      ...ec2AutoScaling('CancelInstanceRefresh', 'StartInstanceRefresh'),
      ...ec2AutoScaling('DescribeInstanceRefreshes'),
      // To destroy it without `force_delete`. Protected instances would otherwise block that.
      ...ec2AutoScaling('SetInstanceProtection'),
      // Needed for a launch template with an instance profile and tags, and for the service-linked roles of Auto Scaling and Spot:
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-api-permissions.html
      ...ec2('CreateTags', 'RunInstances'),
      ...iam('PassRole'),
      ...serviceLinkedRole,
      ...imageParameter,
    ],
  },
  aws_iam_instance_profile: {
    // The provider checks whether the role still exists.
    read: iam('GetInstanceProfile', 'GetRole'),
    write: [
      ...iam('CreateInstanceProfile', 'DeleteInstanceProfile'),
      ...iam('AddRoleToInstanceProfile', 'RemoveRoleFromInstanceProfile'),
      ...iam('TagInstanceProfile', 'UntagInstanceProfile'),
      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
      ...iam('PassRole'),
    ],
  },
  aws_ecs_capacity_provider: {
    read: ecs('DescribeCapacityProviders'),
    write: [
      ...ecs('CreateCapacityProvider', 'DeleteCapacityProvider', 'UpdateCapacityProvider'),
      ...ecs('TagResource', 'UntagResource'),
      // ECS scales only groups with its tag, AmazonECSManaged, and has no permission to set the tag itself:
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSServiceRolePolicy.html
      ...ec2AutoScaling('CreateOrUpdateTags', 'DescribeAutoScalingGroups'),
      ...serviceLinkedRole,
    ],
  },
  aws_ecs_account_setting_default: {
    read: ecs('ListAccountSettings'),
    // Destroying it sets another value; nothing is deleted.
    write: ecs('PutAccountSettingDefault'),
  },
};
