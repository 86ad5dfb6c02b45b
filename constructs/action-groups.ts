import type { Account } from './account';
import { boundaryArn, iamPath } from './bounded-role';
import type { Statement } from './policy-document';

/** What all names of the stacks begin with. */
const ours = 'magicnight-*';

/** Actions that have the same resources and conditions. */
export interface ActionGroup {
  readonly has: RegExp;
  readonly resource: string | readonly string[];
  readonly condition?: Statement['Condition'];
}

/** Of what is ours where AWS takes names, roles and buckets; all else has no resource, or is read to see whose it is. */
export function readGroups(account: Account): ActionGroup[] {
  return [
    { has: /^iam:/, resource: account.globalArn('iam', `role${iamPath}*`) },
    { has: /^s3:/, resource: account.unownedArn('s3', ours) },
    { has: /./, resource: '*' },
  ];
}

/**
 * Where AWS can tell what is ours by its name or its tag, and at the end where it cannot: an action belongs to the first
 * group that has it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 *
 * @param zone domain in and below which records may be changed.
 */
export function writeGroups(account: Account, zone = 'invalid'): ActionGroup[] {
  const inRegion = { 'aws:RequestedRegion': account.region };
  const roles = account.globalArn('iam', `role${iamPath}*`);
  const named = (service: string, ...kinds: string[]) =>
    kinds.map((kind) => account.arn(service, `${kind}${ours}`));
  return [
    {
      has: /^iam:PassRole$/,
      resource: roles,
      condition: { StringEquals: { 'iam:PassedToService': roleUsers } },
    },
    {
      has: /^iam:CreateServiceLinkedRole$/,
      resource: account.globalArn('iam', 'role/aws-service-role/*'),
      condition: { StringEquals: { 'iam:AWSServiceName': linkedServices } },
    },
    {
      // They make a role stronger: only one with the boundary, which it cannot exceed.
      has: /^iam:(CreateRole|DeleteRolePolicy|PutRolePolicy)$/,
      resource: roles,
      condition: { StringEquals: { 'iam:PermissionsBoundary': boundaryArn(account) } },
    },
    { has: /^iam:/, resource: roles },
    {
      has: /^route53:ChangeResourceRecordSets$/,
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
    { has: /^route53:/, resource: '*' },
    { has: /^s3:DeleteObject/, resource: account.unownedArn('s3', `${ours}/*`) },
    { has: /^s3:/, resource: account.unownedArn('s3', ours) },
    {
      has: /^cloudwatch:(DeleteAlarms|PutMetricAlarm)$/,
      resource: named('cloudwatch', 'alarm:TargetTracking-service/'),
    },
    {
      // What cannot come back is ours: all that the stacks make has the tag.
      has: /^ec2:(Delete(FlowLogs|InternetGateway|NatGateway|RouteTable|SecurityGroup|Subnet|Vpc|VpcEndpoints)|ReleaseAddress)$/,
      resource: '*',
      condition: { StringEquals: { ...inRegion, 'aws:ResourceTag/project': 'magicnight' } },
    },
    {
      has: /^ecs:(?!DeregisterTaskDefinition)/,
      resource: named('ecs', 'cluster/', 'service/', 'service-deployment/', 'task-definition/'),
    },
    {
      has: /^elasticloadbalancing:(?!SetWebAcl)/,
      resource: named(
        'elasticloadbalancing',
        'loadbalancer/app/',
        'listener/app/',
        'listener-rule/app/',
        'targetgroup/',
      ),
    },
    {
      has: /^logs:(\w+LogGroup|\w+RetentionPolicy|(Tag|Untag)Resource)$/,
      resource: logGroupArns(account),
    },
    {
      has: /^wafv2:/,
      resource: [
        ...named('wafv2', 'regional/webacl/'),
        // The rules of AWS that it refers to.
        account.arn('wafv2', 'regional/managedruleset/*'),
        ...named('elasticloadbalancing', 'loadbalancer/app/'),
      ],
    },
    { has: /./, resource: '*', condition: { StringEquals: inRegion } },
  ];
}

/** Services that get a role of the stacks. */
const roleUsers = ['ecs-tasks.amazonaws.com', 'vpc-flow-logs.amazonaws.com'];

/** Services that make a role of their own when they are first used in an account. */
const linkedServices = [
  'ec2-nat-gateway.amazonaws.com',
  'ecs.amazonaws.com',
  'ecs.application-autoscaling.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
  'wafv2.amazonaws.com',
];

/** The log groups of the stacks. */
export function logGroupArns(account: Account, region?: string): string[] {
  return [`/ecs/${ours}`, `/vpc/${ours}`, `aws-waf-logs-${ours}`].map((group) =>
    account.arn('logs', `log-group:${group}`, region),
  );
}
