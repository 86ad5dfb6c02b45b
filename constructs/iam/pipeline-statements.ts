import type { Account } from './account';
import { type ActionScope, readScopes } from './action-scopes';
import { resourceActions } from './actions/resource-actions';
import type { Grant } from './grant';
import { longerNames, namesBelow, type PipelineEnvironment } from './pipeline-environment';
import { allow, deny, type Statement } from './policy-document';
import { sharedListenerScopes } from './shared-listener-scopes';
import { recordNames, withSubdomains, writeScopes } from './write-scopes';

/**
 * Permissions that a plan needs to read all resources.
 *
 * @param regions regions of the stacks.
 */
export function planStatements(account: Account, regions: readonly string[]): Statement[] {
  return statementsOf(actionsOf('read'), readScopes(account, regions));
}

/** Permissions to push images to repositories, and to look up existing images. */
export function pushStatements(repositoryArns: readonly string[]): Statement[] {
  return [
    // No resource type is supported: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
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
 * Permissions that an apply of an environment needs besides those of a plan. They are limited to the environment, and to roles
 * that have the project's boundary. Where the names of other environments begin like its own, what has their names
 * is denied, and so are the DNS records of others below its own names.
 *
 * @param others the other environments of the account.
 */
export function applyStatements(
  account: Account,
  environment: PipelineEnvironment,
  others: readonly PipelineEnvironment[],
): Statement[] {
  const actions = actionsOf('write');
  const of = (service: string) => actions.filter((action) => action.startsWith(`${service}:`));
  const names = longerNames(environment, others).map((name) => `${account.project}-${name}`);
  const denied = (service: string, arns: (name: string) => string[]) =>
    names.length > 0 ? [deny(of(service), names.flatMap(arns))] : [];
  const anywhere = (service: string, ...resources: string[]) =>
    resources.map((resource) => account.arn(service, resource, '*'));
  const records = withSubdomains(namesBelow(environment, others));
  return [
    ...statementsOf(actions, [
      ...sharedListenerScopes(account, environment),
      ...writeScopes(account, environment),
    ]),
    ...denied('iam', (name) =>
      ['role', 'instance-profile'].map((kind) =>
        account.globalArn('iam', `${kind}${account.iamPath}${name}-*`),
      ),
    ),
    ...denied('s3', (name) =>
      [`${name}-*`, `${name}-*/*`].map((one) => account.unownedArn('s3', one)),
    ),
    ...denied('logs', (name) => anywhere('logs', `log-group:/ecs/${name}-*`)),
    ...denied('cloudwatch', (name) => anywhere('cloudwatch', `alarm:${name}-*`)),
    ...denied('ecs', (name) => anywhere('ecs', `task-definition/${name}-*`)),
    ...(records.length > 0
      ? [
          deny(
            ['route53:ChangeResourceRecordSets'],
            account.unownedArn('route53', 'hostedzone/*'),
            { 'ForAnyValue:StringLike': { [recordNames]: records } },
          ),
        ]
      : []),
  ];
}

/** A grant for each action of the statements, with the resource types that need it as its reason. */
export function grantsByAction(statements: readonly Statement[]): Grant[] {
  const reasons = reasonsByAction();
  return statements.flatMap((statement) =>
    [statement.Action].flat().map((action) => ({
      statement: { ...statement, Action: [action] },
      reason:
        statement.Effect === 'Deny'
          ? 'of other environments'
          : (reasons.get(action) ?? 'pushes images, and looks which are there'),
    })),
  );
}

/** Action → the resource types that need it. */
function reasonsByAction(): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const [type, { read, write }] of Object.entries(resourceActions)) {
    for (const action of new Set([...read, ...write])) {
      const previous = reasons.get(action);
      reasons.set(action, `${previous ? `${previous}, ` : ''}\`${type}\``);
    }
  }
  return reasons;
}

function statementsOf(actions: readonly string[], scopes: readonly ActionScope[]): Statement[] {
  return scopes.flatMap((scope) => {
    const own = actions.filter((action) => scopesOf(action, scopes).includes(scope));
    return own.length > 0 ? [allow(own, scope.resource, scope.condition)] : [];
  });
}

/** The first scope that matches an action. If it is partial, the next matching scope is included, too, and so on. */
function scopesOf(action: string, scopes: readonly ActionScope[]): ActionScope[] {
  const matching = scopes.filter(({ pattern }) => pattern.test(action));
  return matching.slice(0, matching.findIndex(({ partial }) => !partial) + 1);
}

function actionsOf(kind: 'read' | 'write'): string[] {
  const reads = new Set(Object.values(resourceActions).flatMap(({ read }) => read));
  if (kind === 'read') return [...reads].sort();
  const writes = new Set(Object.values(resourceActions).flatMap(({ write }) => write));
  return [...writes].filter((action) => !reads.has(action)).sort();
}
