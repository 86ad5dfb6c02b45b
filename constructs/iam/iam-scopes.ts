import type { Account } from './account';
import type { ActionScope } from './action-scopes';
import type { EnvironmentLimits } from './environment-limits';

/** Scopes of the actions that change roles and instance profiles of an environment, or pass them to services. */
export function iamScopes(
  account: Account,
  { name, notOfOthers }: EnvironmentLimits,
): ActionScope[] {
  const roles = account.globalArn('iam', `role${account.iamPath}${name}-*`);
  return [
    {
      // AWS advises against tags as a condition of it: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
      pattern: /^iam:PassRole$/,
      resource: roles,
      condition: { StringEquals: { 'iam:PassedToService': roleUsers } },
    },
    {
      pattern: /^iam:CreateServiceLinkedRole$/,
      resource: account.globalArn('iam', 'role/aws-service-role/*'),
      condition: { StringEquals: { 'iam:AWSServiceName': linkedServices } },
    },
    {
      // These actions extend permissions. They are allowed only for roles with the boundary, which limits them.
      pattern: /^iam:(CreateRole|DeleteRolePolicy|PutRolePolicy)$/,
      resource: roles,
      condition: {
        StringEquals: { 'iam:PermissionsBoundary': account.boundaryArn },
        ...notOfOthers,
      },
    },
    {
      pattern: /^iam:\w+InstanceProfile$/,
      resource: account.globalArn('iam', `instance-profile${account.iamPath}${name}-*`),
      condition: notOfOthers,
    },
    { pattern: /^iam:/, resource: roles, condition: notOfOthers },
  ];
}

/** Services that use roles of the stacks. */
const roleUsers = ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com', 'vpc-flow-logs.amazonaws.com'];

/** Services that need a service-linked role when they are first used in an account. */
const linkedServices = [
  'autoscaling.amazonaws.com',
  'ec2-nat-gateway.amazonaws.com',
  'ecs.amazonaws.com',
  'ecs.application-autoscaling.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
  'spot.amazonaws.com',
  'wafv2.amazonaws.com',
];
