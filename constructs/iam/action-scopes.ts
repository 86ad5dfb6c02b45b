import type { Account } from './account';
import type { Statement } from './policy-document';
import { instanceParts, instanceProfiles, logGroupArns } from './project-arns';

/** Actions that are allowed on the same resources under the same conditions. */
export interface ActionScope {
  readonly pattern: RegExp;
  readonly resource: string | readonly string[];
  readonly condition?: Statement['Condition'];

  /**
   * Whether its actions also need other resources, which the next matching scope allows.
   *
   * @default false
   */
  readonly partial?: boolean;
}

/**
 * Scopes of read actions. They are limited to roles, instance profiles and buckets of the project, and to keys and secrets of
 * the account. Other reads are unlimited.
 */
export function readScopes(account: Account): ActionScope[] {
  return [
    { pattern: /^iam:\w+InstanceProfile$/, resource: instanceProfiles(account) },
    { pattern: /^iam:/, resource: account.globalArn('iam', `role${account.iamPath}*`) },
    {
      pattern: /^(kms|secretsmanager):/,
      resource: [account.arn('kms', 'key/*'), account.arn('secretsmanager', 'secret:*')],
    },
    { pattern: /^s3:/, resource: account.unownedArn('s3', account.projectNames) },
    { pattern: /./, resource: '*' },
  ];
}

/**
 * Scopes of write actions. An action belongs to the first scope that matches it. Where AWS supports it, a scope is limited to
 * resources of the project, by name or tag.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 *
 * @param zones domains whose records, including those of their subdomains, may be changed.
 */
export function writeScopes(account: Account, zones: readonly string[]): ActionScope[] {
  const inRegion = { 'aws:RequestedRegion': account.region };
  const hasProjectTag = { 'aws:ResourceTag/project': account.project };
  const roles = account.globalArn('iam', `role${account.iamPath}*`);
  const named = (service: string, ...kinds: string[]) =>
    kinds.map((kind) => account.arn(service, `${kind}${account.projectNames}`));
  return [
    {
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
      condition: { StringEquals: { 'iam:PermissionsBoundary': account.boundaryArn } },
    },
    { pattern: /^iam:\w+InstanceProfile$/, resource: instanceProfiles(account) },
    { pattern: /^iam:/, resource: roles },
    {
      pattern: /^route53:ChangeResourceRecordSets$/,
      resource: account.unownedArn('route53', 'hostedzone/*'),
      condition: {
        'ForAllValues:StringLike': {
          // With an empty list, all names would match.
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': (zones.length > 0
            ? zones
            : ['invalid']
          ).flatMap((zone) => [zone, `*.${zone}`]),
        },
        'ForAllValues:StringEquals': {
          'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA', 'CNAME'],
        },
      },
    },
    { pattern: /^route53:/, resource: '*' },
    {
      pattern: /^s3:DeleteObject/,
      resource: account.unownedArn('s3', `${account.projectNames}/*`),
    },
    { pattern: /^s3:/, resource: account.unownedArn('s3', account.projectNames) },
    {
      pattern: /^cloudwatch:(DeleteAlarms|PutMetricAlarm|TagResource|UntagResource)$/,
      // Alarms of target tracking, and alarms of the stacks.
      resource: named('cloudwatch', 'alarm:TargetTracking-service/', 'alarm:'),
    },
    {
      pattern: /^autoscaling:(?!Describe)/,
      resource: account.arn(
        'autoscaling',
        `autoScalingGroup:*:autoScalingGroupName/${account.projectNames}`,
      ),
    },
    {
      // Allows only instances from launch templates of the project. The template is limited by its tag. All other resources are
      // limited by the condition that a template is used.
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
      pattern: /^ec2:RunInstances$/,
      resource: account.arn('ec2', 'launch-template/*'),
      condition: { StringEquals: hasProjectTag },
      partial: true,
    },
    {
      pattern: /^ec2:RunInstances$/,
      resource: instanceParts(account),
      condition: { ArnLike: { 'ec2:LaunchTemplate': account.arn('ec2', 'launch-template/*') } },
    },
    {
      pattern: /^ec2:CreateLaunchTemplate$/,
      resource: account.arn('ec2', 'launch-template/*'),
      condition: { StringEquals: { 'aws:RequestTag/project': account.project } },
    },
    {
      // Deletions, and changes of launch templates, are allowed only for resources with the tag that all resources of the
      // stacks have.
      pattern:
        /^ec2:(Delete(FlowLogs|InternetGateway|LaunchTemplate|NatGateway|RouteTable|SecurityGroup|Subnet|Vpc|VpcEndpoints)|ReleaseAddress|CreateLaunchTemplateVersion|ModifyLaunchTemplate)$/,
      resource: '*',
      condition: { StringEquals: { ...inRegion, ...hasProjectTag } },
    },
    {
      // No resource type is supported: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
      pattern: /^ecs:PutAccountSettingDefault$/,
      resource: '*',
      condition: { StringEquals: { ...inRegion, 'ecs:account-setting': 'awsvpcTrunking' } },
    },
    {
      pattern: /^ecs:(?!DeregisterTaskDefinition)/,
      resource: named(
        'ecs',
        'capacity-provider/',
        'cluster/',
        'service/',
        'service-deployment/',
        'task-definition/',
      ),
    },
    {
      pattern: /^elasticloadbalancing:(?!SetWebAcl)/,
      resource: named(
        'elasticloadbalancing',
        'loadbalancer/app/',
        'listener/app/',
        'listener-rule/app/',
        'targetgroup/',
      ),
    },
    {
      pattern: /^logs:(\w+LogGroup|\w+RetentionPolicy|(Tag|Untag)Resource)$/,
      resource: logGroupArns(account),
    },
    {
      // Public parameters with the recommended AMIs.
      pattern: /^ssm:/,
      resource: account.publicArn('ssm', 'parameter/aws/service/ecs/*'),
    },
    {
      pattern: /^wafv2:/,
      resource: [
        ...named('wafv2', 'regional/webacl/'),
        // Managed rule groups of AWS that the web ACL references.
        account.arn('wafv2', 'regional/managedruleset/*'),
        ...named('elasticloadbalancing', 'loadbalancer/app/'),
      ],
    },
    { pattern: /./, resource: '*', condition: { StringEquals: inRegion } },
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
