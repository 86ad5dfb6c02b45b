import type { Account } from './account';
import { type ActionGroup, logGroupArns, readGroups, writeGroups } from './action-groups';
import { allow, type Statement } from './policy-document';
import { resourceActions } from './resource-actions';

/** All that a plan reads. */
export function planStatements(account: Account): Statement[] {
  return statementsOf(actionsOf('read'), readGroups(account));
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
  return statementsOf(actionsOf('write'), writeGroups(account, zone));
}

function statementsOf(actions: readonly string[], groups: readonly ActionGroup[]): Statement[] {
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
      // In all regions: the policy is in none.
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
  ];
}

function actionsOf(kind: 'read' | 'write'): string[] {
  const reads = new Set(Object.values(resourceActions).flatMap(({ read }) => read));
  if (kind === 'read') return [...reads].sort();
  const writes = new Set(Object.values(resourceActions).flatMap(({ write }) => write));
  return [...writes].filter((action) => !reads.has(action)).sort();
}
