import type { Account } from './account';
import { type ActionScope, logGroupArns, readScopes, writeScopes } from './action-scopes';
import { resourceActions } from './actions/resource-actions';
import { type Grant, grant } from './grant';
import { allow, type Statement } from './policy-document';

/** All that a plan reads. */
export function planStatements(account: Account): Statement[] {
  return statementsOf(actionsOf('read'), readScopes(account));
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
 * What an apply changes, besides all that a plan reads: in the region of the stacks, what is ours where AWS can tell it, and
 * roles only below the project's path and within its boundary.
 *
 * @param zone domain in and below which records may be changed.
 */
export function applyStatements(account: Account, zone?: string): Statement[] {
  return statementsOf(actionsOf('write'), writeScopes(account, zone));
}

/** Each action of the statements by itself, with what needs it. */
export function grantsByAction(statements: readonly Statement[]): Grant[] {
  const reasons = reasonsByAction();
  return statements.flatMap(({ Action, Resource = '*', Condition: condition }) =>
    [Action]
      .flat()
      .map((action) =>
        grant(
          reasons.get(action) ?? 'pushes images, and looks which are there',
          [action],
          Resource,
          condition,
        ),
      ),
  );
}

/** Action → the types of resources that need it. */
function reasonsByAction(): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const [type, { read, write }] of Object.entries(resourceActions)) {
    for (const action of new Set([...read, ...write])) {
      const known = reasons.get(action);
      reasons.set(action, `${known ? `${known}, ` : ''}\`${type}\``);
    }
  }
  return reasons;
}

function statementsOf(actions: readonly string[], groups: readonly ActionScope[]): Statement[] {
  return groups.flatMap((group) => {
    const own = actions.filter((action) => scopesOf(action, groups).includes(group));
    return own.length > 0 ? [allow(own, group.resource, group.condition)] : [];
  });
}

/** The first group that has an action, and while that is partial the next one, too. */
function scopesOf(action: string, groups: readonly ActionScope[]): ActionScope[] {
  const having = groups.filter(({ pattern }) => pattern.test(action));
  return having.slice(0, having.findIndex(({ partial }) => !partial) + 1);
}

/**
 * What no role of the stacks can exceed: the most that ECS needs to start a task and its logs, a task to be entered and
 * traced, a host to be one of a cluster, and a VPC to log its flows. In all regions: the policy is in none.
 */
export function boundaryStatements(account: Account): Statement[] {
  const ours = (service: string, resource: string) => account.arn(service, resource, '*');
  return [
    allow(
      ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      logGroupArns(account, '*').map((arn) => `${arn}:*`),
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
    // Secrets of a task: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
    allow(['ssm:GetParameters'], ours('ssm', 'parameter/*')),
    allow(['secretsmanager:GetSecretValue'], ours('secretsmanager', 'secret:*')),
    allow(['kms:Decrypt'], ours('kms', 'key/*'), {
      StringLike: { 'kms:ViaService': ['secretsmanager.*.amazonaws.com', 'ssm.*.amazonaws.com'] },
    }),
    allow([...enteredTasks, ...tracedTasks], '*'),
    ...containerInstanceStatements(
      ours('ecs', 'cluster/magicnight-*'),
      ours('ecs', 'container-instance/*'),
    ),
  ];
}

/** Neither has a resource: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
const enteredTasks = [
  'logs:DescribeLogGroups',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/** None has a resource: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSXRayDaemonWriteAccess.html */
const tracedTasks = [
  'xray:GetSamplingRules',
  'xray:GetSamplingStatisticSummaries',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/**
 * What the agent of ECS does on a host.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceforEC2Role.html
 */
function containerInstanceStatements(clusters: string, containerInstances: string): Statement[] {
  return [
    allow(
      [
        'ecs:DeregisterContainerInstance',
        'ecs:RegisterContainerInstance',
        'ecs:SubmitAttachmentStateChanges',
        'ecs:SubmitContainerStateChange',
        'ecs:SubmitTaskStateChange',
      ],
      clusters,
    ),
    allow(
      ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
      containerInstances,
      {
        ArnLike: { 'ecs:cluster': clusters },
      },
    ),
    allow(['ecs:TagResource'], containerInstances, {
      StringEquals: { 'ecs:CreateAction': 'RegisterContainerInstance' },
    }),
    // Neither has a resource; tags of an instance become those of the host.
    allow(['ec2:DescribeTags', 'ecs:DiscoverPollEndpoint'], '*'),
  ];
}

function actionsOf(kind: 'read' | 'write'): string[] {
  const reads = new Set(Object.values(resourceActions).flatMap(({ read }) => read));
  if (kind === 'read') return [...reads].sort();
  const writes = new Set(Object.values(resourceActions).flatMap(({ write }) => write));
  return [...writes].filter((action) => !reads.has(action)).sort();
}
