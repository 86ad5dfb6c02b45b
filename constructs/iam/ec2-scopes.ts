import type { Account } from './account';
import type { ActionScope } from './action-scopes';
import type { EnvironmentLimits } from './environment-limits';
import type { PipelineEnvironment } from './pipeline-environment';

/**
 * Scopes of the actions of EC2 that create resources of an environment with its tags, start its instances, and change what
 * cannot have its tags. `tagScopes` limits all others by the tags of their resources.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function ec2Scopes(account: Account, limits: EnvironmentLimits): ActionScope[] {
  const { region, inRegion, ownTags, requestedTags, notOfOthers } = limits;
  const all = (kinds: readonly string[]) =>
    kinds.map((kind) => account.arn('ec2', `${kind}/*`, region));
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
      resource: [account.publicArn('ec2', 'image/*', region), ...all(instanceParts)],
      condition: { ArnLike: { 'ec2:LaunchTemplate': template } },
    },
    ...creations.map(({ kindOf, needsOthers }) => ({
      pattern: anyOf(Object.keys(kindOf)),
      resource: all(Object.values(kindOf)),
      condition: { StringEquals: requestedTags },
      partial: needsOthers,
    })),
    {
      // Tags that a resource gets when it is created.
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
      pattern: /^ec2:CreateTags$/,
      resource: '*',
      condition: {
        StringEquals: {
          ...inRegion,
          'ec2:CreateAction': [...Object.keys(createdKinds), 'RunInstances'],
          ...requestedTags,
        },
      },
      partial: true,
    },
    {
      // Rules have no tags when they are created, prefix lists are those of AWS, and a NAT gateway's interface has none. These
      // actions also need the group or the gateway, which must have the tags.
      pattern:
        /^ec2:((Authorize|Revoke)SecurityGroup(E|In)gress|ModifySecurityGroupRules|DisassociateNatGatewayAddress)$/,
      resource: all(['network-interface', 'prefix-list', 'security-group-rule']),
      condition: notOfOthers,
      partial: true,
    },
    {
      // Before an address is released, Terraform calls DisassociateAddress for an association that ended with the NAT gateway: AWS
      // knows no resource of it any more. The other action only reads, and the load balancer calls it for Terraform.
      pattern: /^ec2:(DisassociateAddress|GetSecurityGroupsForVpc)$/,
      resource: '*',
      condition: { StringEquals: inRegion, ...notOfOthers },
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
      // The next matching scopes have the security group itself.
      pattern: /^ec2:(CreateSecurityGroup|GetSecurityGroupsForVpc)$/,
      resource: [account.arn('ec2', `vpc/${vpcId}`, region)],
      partial: true,
    },
  ];
}

interface Creation {
  /** Action → the kind of resource that it creates. */
  readonly kindOf: Readonly<Record<string, string>>;

  /** Whether the actions need other resources of the environment, too. */
  readonly needsOthers: boolean;
}

/**
 * The actions that create resources. No action may create in a resource of a kind of its own scope: that would need only the
 * tags of the new resource, not those of the resource that it is created in.
 */
const creations: readonly Creation[] = [
  {
    kindOf: {
      AllocateAddress: 'elastic-ip',
      CreateInternetGateway: 'internet-gateway',
      CreateLaunchTemplate: 'launch-template',
      CreateVpc: 'vpc',
    },
    needsOthers: false,
  },
  {
    kindOf: {
      CreateRouteTable: 'route-table',
      CreateSecurityGroup: 'security-group',
      CreateSubnet: 'subnet',
    },
    needsOthers: true,
  },
  {
    kindOf: {
      CreateFlowLogs: 'vpc-flow-log',
      CreateNatGateway: 'natgateway',
      CreateVpcEndpoint: 'vpc-endpoint',
    },
    needsOthers: true,
  },
];

/** Action that creates a resource of EC2 → its kind in ARNs. */
export const createdKinds: Readonly<Record<string, string>> = Object.assign(
  {},
  ...creations.map(({ kindOf }) => kindOf),
);

/** What `ec2:RunInstances` needs besides the launch template and the image, for Spot and On-Demand. */
const instanceParts = [
  ...['instance', 'network-interface', 'security-group', 'spot-instances-request'],
  ...['subnet', 'volume'],
];

function anyOf(names: readonly string[]): RegExp {
  return new RegExp(`^ec2:(${names.join('|')})$`);
}
