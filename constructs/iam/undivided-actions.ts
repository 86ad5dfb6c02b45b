/**
 * Actions of an apply for which AWS has neither resources nor tags that could tell environments apart: they are allowed in the
 * whole region, or for all hosted zones.
 */
export const undividedActions: readonly string[] = [
  'ecs:DeregisterTaskDefinition',
  'ecs:PutAccountSettingDefault',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:PutResourcePolicy',
  'route53:AssociateVPCWithHostedZone',
  'route53:GetChange',
  'wafv2:DisassociateWebACL',
];
