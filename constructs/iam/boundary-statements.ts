import type { SecretOptions } from '../options/service/container-options';
import type { Account } from './account';
import { boundarySecretStatements, type SecretNames } from './boundary-secrets';
import { allow, fitsManagedPolicy, policyDocument, type Statement } from './policy-document';

/** What services of an account need besides what all have. */
export interface BoundaryNeeds {
  /** Actions that code grants to services. */
  readonly grantedActions: readonly string[];

  /** Secrets that services describe. */
  readonly secrets: readonly SecretOptions[];
}

/** A permissions boundary that fits a managed policy. */
export interface Boundary {
  /** As JSON. */
  readonly document: string;
  readonly secretNames: SecretNames;
}

/**
 * The permissions boundary of all roles. If the names of all secrets are too long for a managed policy, it allows the folders that
 * they have in common.
 *
 * @returns undefined if this is too long, too.
 */
export function fittingBoundary(account: Account, needs: BoundaryNeeds): Boundary | undefined {
  for (const secretNames of ['exact', 'folders'] as const) {
    const statements = boundaryStatements(account, needs, secretNames);
    if (fitsManagedPolicy(statements)) return { document: policyDocument(statements), secretNames };
  }
  return undefined;
}

/**
 * The permissions boundary of all roles: what ECS needs to start tasks and their log streams, the secrets that services describe,
 * what tasks need for ECS Exec and tracing, what EC2 instances need to join a cluster, and what a VPC needs for flow logs. It
 * covers all regions, since IAM is global.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function boundaryStatements(
  account: Account,
  { grantedActions, secrets }: BoundaryNeeds,
  names: SecretNames,
): Statement[] {
  const anyRegionArn = (service: string, resource: string) => account.arn(service, resource, '*');
  return [
    allow(
      ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      ['/ecs/', '/vpc/', 'aws-waf-logs-'].map((start) =>
        anyRegionArn('logs', `log-group:${start}${account.projectNames}:*`),
      ),
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
    ...boundarySecretStatements(account, secrets, names),
    allow([...execActions, ...tracingActions], '*'),
    ...containerInstanceStatements(
      anyRegionArn('ecs', `cluster/${account.projectNames}`),
      anyRegionArn('ecs', 'container-instance/*'),
    ),
    // Policies of the task roles limit them to resources, whose ARNs only their own stacks know.
    ...(grantedActions.length > 0 ? [allow([...grantedActions].sort(), '*')] : []),
  ];
}

/** Actions of ECS Exec. None supports a resource type: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
const execActions = [
  'logs:DescribeLogGroups',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/** Actions of the X-Ray daemon. None supports a resource type: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSXRayDaemonWriteAccess.html */
const tracingActions = [
  'xray:GetSamplingRules',
  'xray:GetSamplingStatisticSummaries',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/**
 * Permissions of the ECS agent on an instance.
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
    // Neither supports a resource type. The agent copies tags of the EC2 instance to the container instance.
    allow(['ec2:DescribeTags', 'ecs:DiscoverPollEndpoint'], '*'),
  ];
}
