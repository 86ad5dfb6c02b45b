import { type Account, iamPath } from './account';
import type { Statement } from './policy-document';

/** What all names of the stacks begin with. */
const ownNames = 'magicnight-*';

/** Actions that have the same resources and conditions. */
export interface ActionScope {
  readonly pattern: RegExp;
  readonly resource: string | readonly string[];
  readonly condition?: Statement['Condition'];

  /**
   * Whether an action touches other resources, too, which the next group that has it allows.
   *
   * @default false
   */
  readonly partial?: boolean;
}

/** Of what is ours where AWS takes names, roles and buckets; all else has no resource, or is read to see whose it is. */
export function readScopes(account: Account): ActionScope[] {
  return [
    { pattern: /^iam:\w+InstanceProfile$/, resource: instanceProfiles(account) },
    { pattern: /^iam:/, resource: account.globalArn('iam', `role${iamPath}*`) },
    {
      pattern: /^(kms|secretsmanager):/,
      resource: [account.arn('kms', 'key/*'), account.arn('secretsmanager', 'secret:*')],
    },
    { pattern: /^s3:/, resource: account.unownedArn('s3', ownNames) },
    { pattern: /./, resource: '*' },
  ];
}

/**
 * Where AWS can tell what is ours by its name or its tag, and at the end where it cannot: an action belongs to the first
 * group that has it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 *
 * @param zone domain in and below which records may be changed.
 */
export function writeScopes(account: Account, zone = 'invalid'): ActionScope[] {
  const inRegion = { 'aws:RequestedRegion': account.region };
  const isOurs = { 'aws:ResourceTag/project': 'magicnight' };
  const roles = account.globalArn('iam', `role${iamPath}*`);
  const named = (service: string, ...kinds: string[]) =>
    kinds.map((kind) => account.arn(service, `${kind}${ownNames}`));
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
      // They make a role stronger: only one with the boundary, which it cannot exceed.
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
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': [zone, `*.${zone}`],
        },
        'ForAllValues:StringEquals': {
          'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA', 'CNAME'],
        },
      },
    },
    { pattern: /^route53:/, resource: '*' },
    { pattern: /^s3:DeleteObject/, resource: account.unownedArn('s3', `${ownNames}/*`) },
    { pattern: /^s3:/, resource: account.unownedArn('s3', ownNames) },
    {
      pattern: /^cloudwatch:(DeleteAlarms|PutMetricAlarm|TagResource|UntagResource)$/,
      // Those that target tracking makes, and our own.
      resource: named('cloudwatch', 'alarm:TargetTracking-service/', 'alarm:'),
    },
    {
      pattern: /^autoscaling:(?!Describe)/,
      resource: account.arn('autoscaling', `autoScalingGroup:*:autoScalingGroupName/${ownNames}`),
    },
    {
      // Instances from our templates alone: of all that one is made of, the template can be known, and the rest asks for one.
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
      pattern: /^ec2:RunInstances$/,
      resource: account.arn('ec2', 'launch-template/*'),
      condition: { StringEquals: isOurs },
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
      condition: { StringEquals: { 'aws:RequestTag/project': 'magicnight' } },
    },
    {
      // What cannot come back is ours, and what hosts are made from: all that the stacks make has the tag.
      pattern:
        /^ec2:(Delete(FlowLogs|InternetGateway|LaunchTemplate|NatGateway|RouteTable|SecurityGroup|Subnet|Vpc|VpcEndpoints)|ReleaseAddress|CreateLaunchTemplateVersion|ModifyLaunchTemplate)$/,
      resource: '*',
      condition: { StringEquals: { ...inRegion, ...isOurs } },
    },
    {
      // It has no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
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
      // Which images AWS recommends for hosts: no parameter of the account.
      pattern: /^ssm:/,
      resource: account.publicArn('ssm', 'parameter/aws/service/ecs/*'),
    },
    {
      pattern: /^wafv2:/,
      resource: [
        ...named('wafv2', 'regional/webacl/'),
        // The rules of AWS that it refers to.
        account.arn('wafv2', 'regional/managedruleset/*'),
        ...named('elasticloadbalancing', 'loadbalancer/app/'),
      ],
    },
    { pattern: /./, resource: '*', condition: { StringEquals: inRegion } },
  ];
}

/** Services that get a role of the stacks. */
const roleUsers = ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com', 'vpc-flow-logs.amazonaws.com'];

/** Services that make a role of their own when they are first used in an account. */
const linkedServices = [
  'autoscaling.amazonaws.com',
  'ec2-nat-gateway.amazonaws.com',
  'ecs.amazonaws.com',
  'ecs.application-autoscaling.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
  'spot.amazonaws.com',
  'wafv2.amazonaws.com',
];

/** The log groups of the stacks. */
export function logGroupArns(account: Account, region?: string): string[] {
  return [`/ecs/${ownNames}`, `/vpc/${ownNames}`, `aws-waf-logs-${ownNames}`].map((group) =>
    account.arn('logs', `log-group:${group}`, region),
  );
}

/** What hosts get their role by. */
function instanceProfiles(account: Account): string {
  return account.globalArn('iam', `instance-profile${iamPath}*`);
}

/** What AWS asks for besides the template when it starts an instance, Spot or not. */
function instanceParts(account: Account): string[] {
  const kinds = ['instance', 'network-interface', 'security-group', 'spot-instances-request'];
  return [
    account.publicArn('ec2', 'image/*'),
    ...[...kinds, 'subnet', 'volume'].map((kind) => account.arn('ec2', `${kind}/*`)),
  ];
}
