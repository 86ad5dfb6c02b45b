import type { Account } from './account';
import type { ActionScope } from './action-scopes';
import type { EnvironmentLimits } from './environment-limits';
import type { PipelineEnvironment } from './pipeline-environment';

/** Scopes of the actions that start instances of an environment, or delete resources of its network. */
export function ec2Scopes(
  account: Account,
  { region, inRegion, ownTags, requestedTags }: EnvironmentLimits,
): ActionScope[] {
  const template = account.arn('ec2', 'launch-template/*', region);
  return [
    {
      // Allows only instances from launch templates of the environment. The template is limited by its tags. All other resources
      // are limited by the condition that a template is used.
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
      pattern: /^ec2:RunInstances$/,
      resource: template,
      condition: { StringEquals: ownTags },
      partial: true,
    },
    {
      pattern: /^ec2:RunInstances$/,
      resource: [
        account.publicArn('ec2', 'image/*', region),
        ...instanceParts.map((part) => account.arn('ec2', `${part}/*`, region)),
      ],
      condition: { ArnLike: { 'ec2:LaunchTemplate': template } },
    },
    {
      pattern: /^ec2:CreateLaunchTemplate$/,
      resource: template,
      condition: { StringEquals: requestedTags },
    },
    {
      // Deletions, and changes of launch templates, are allowed only for resources with the tags that all resources of the
      // stack have.
      pattern:
        /^ec2:(Delete(FlowLogs|InternetGateway|LaunchTemplate|NatGateway|RouteTable|SecurityGroup|Subnet|Vpc|VpcEndpoints)|ReleaseAddress|CreateLaunchTemplateVersion|ModifyLaunchTemplate)$/,
      resource: '*',
      condition: { StringEquals: { ...inRegion, ...ownTags } },
    },
  ];
}

/** Scopes of the actions on a VPC that is there already, which can have tags of another stack. */
export function existingVpcScopes(
  account: Account,
  { vpcId, region }: PipelineEnvironment,
): ActionScope[] {
  if (vpcId === undefined) return [];
  return [
    {
      // The next matching scope has the security group itself.
      pattern: /^ec2:(CreateSecurityGroup|GetSecurityGroupsForVpc)$/,
      resource: [account.arn('ec2', `vpc/${vpcId}`, region)],
      partial: true,
    },
  ];
}

/** What `ec2:RunInstances` needs besides the launch template and the image, for Spot and On-Demand. */
const instanceParts = [
  ...['instance', 'network-interface', 'security-group', 'spot-instances-request'],
  ...['subnet', 'volume'],
];
