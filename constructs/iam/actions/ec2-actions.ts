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
 * Whoever makes a launch template that names its image by a parameter, or uses one, must be able to read the parameter:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
 */
const imageParameter = ssm('GetParameters');

/** What hosts of tasks need: instances of EC2, their role, and how ECS gets more of them. */
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
      // A refresh that still runs is ended before the next one begins.
      ...ec2AutoScaling('CancelInstanceRefresh', 'StartInstanceRefresh'),
      ...ec2AutoScaling('DescribeInstanceRefreshes'),
      // At its end, without `force_delete`: protected instances would stay.
      ...ec2AutoScaling('SetInstanceProtection'),
      // Of whoever gives it a launch template, with an instance profile and with tags; of the service itself, and of Spot:
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-api-permissions.html
      ...ec2('CreateTags', 'RunInstances'),
      ...iam('PassRole'),
      ...serviceLinkedRole,
      ...imageParameter,
    ],
  },
  aws_iam_instance_profile: {
    // The provider looks whether its role is still there.
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
      // ECS scales only groups with its tag, AmazonECSManaged, and has no permission of its own to set it:
      // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSServiceRolePolicy.html
      ...ec2AutoScaling('CreateOrUpdateTags', 'DescribeAutoScalingGroups'),
      ...serviceLinkedRole,
    ],
  },
  aws_ecs_account_setting_default: {
    read: ecs('ListAccountSettings'),
    // Its end is another value, not a deletion.
    write: ecs('PutAccountSettingDefault'),
  },
};
