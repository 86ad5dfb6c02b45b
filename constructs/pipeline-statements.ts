import type { Account } from './account';
import { boundaryArn, iamPath } from './bounded-role';
import { allow, type Statement } from './policy-document';
import { resourceActions } from './resource-actions';

/** What all names of the stacks begin with. */
const ours = 'magicnight-*';

/** Actions that have the same resources and conditions. */
interface Group {
  readonly has: RegExp;
  readonly resource: string | readonly string[];
  readonly condition?: Statement['Condition'];
}

/**
 * Where AWS can tell what is ours from what is not, and where it cannot: an action belongs to the first group that has it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
function groupsOf(account: Account, zoneArn?: string): Group[] {
  const inRegion = { StringEquals: { 'aws:RequestedRegion': account.region } };
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
      resource: zoneArn ?? account.unownedArn('route53', 'hostedzone/*'),
      condition: {
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
    { has: /./, resource: '*', condition: inRegion },
  ];
}

/** Services that get a role of the stacks. */
const roleUsers = ['ecs-tasks.amazonaws.com', 'vpc-flow-logs.amazonaws.com'];

/** Services that make a role of their own when they are first used in an account. */
const linkedServices = [
  'ecs.amazonaws.com',
  'ecs.application-autoscaling.amazonaws.com',
  'elasticloadbalancing.amazonaws.com',
  'wafv2.amazonaws.com',
];

function logGroupArns(account: Account): string[] {
  return [`/ecs/${ours}`, `/vpc/${ours}`, `aws-waf-logs-${ours}`].map((group) =>
    account.arn('logs', `log-group:${group}`),
  );
}

/** All that a plan reads. None of it has a resource by which ours could be told from others before it is read. */
export function planStatements(): Statement[] {
  return [allow(actionsOf('read'), '*')];
}

/** What pushes images to repositories, and looks whether they are there. */
export function pushStatements(repositoryArns: readonly string[]): Statement[] {
  return [
    // It has no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
    allow(['ecr:GetAuthorizationToken'], '*'),
    allow(
      [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:CompleteLayerUpload',
        'ecr:DescribeImages',
        'ecr:GetDownloadUrlForLayer',
        'ecr:InitiateLayerUpload',
        'ecr:PutImage',
        'ecr:UploadLayerPart',
      ],
      repositoryArns,
    ),
  ];
}

/**
 * What an apply changes, besides all that a plan reads: in the region of the stacks, of what is ours where AWS can tell it,
 * and roles only below the project's path and within its boundary.
 */
export function applyStatements(account: Account, zoneArn?: string): Statement[] {
  const actions = actionsOf('write');
  const groups = groupsOf(account, zoneArn);
  return groups.flatMap((group) => {
    const own = actions.filter((action) => groups.find(({ has }) => has.test(action)) === group);
    return own.length > 0 ? [allow(own, group.resource, group.condition)] : [];
  });
}

/** What no role of the stacks can exceed: the most that a task needs to start and to log, and a VPC to log its flows. */
export function boundaryStatements(account: Account): Statement[] {
  return [
    allow(
      ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      logGroupArns(account).map((arn) => `${arn}:*`),
    ),
    // Images may be in repositories of other accounts.
    allow(
      [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:GetAuthorizationToken',
        'ecr:GetDownloadUrlForLayer',
      ],
      '*',
    ),
  ];
}

function actionsOf(kind: 'read' | 'write'): string[] {
  const reads = new Set(Object.values(resourceActions).flatMap(({ read }) => read));
  if (kind === 'read') return [...reads].sort();
  const writes = new Set(Object.values(resourceActions).flatMap(({ write }) => write));
  return [...writes].filter((action) => !reads.has(action)).sort();
}
