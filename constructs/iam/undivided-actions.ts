/**
 * Actions of an apply for which AWS has neither resources nor tags that could tell environments apart: they are allowed in the
 * whole region, or for all hosted zones. permissions.md links to AWS's list of each.
 */
export const undividedActions: readonly string[] = [
  'autoscaling:DescribeInstanceRefreshes',
  'autoscaling:DescribeScalingActivities',
  'ec2:DescribeAccountAttributes',
  'ecs:DeregisterTaskDefinition',
  'ecs:PutAccountSettingDefault',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeResourcePolicies',
  'logs:PutResourcePolicy',
  'route53:AssociateVPCWithHostedZone',
  'route53:GetChange',
  'wafv2:DisassociateWebACL',
];
