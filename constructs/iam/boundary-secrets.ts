import type { SecretOptions } from '../options/service/container-options';
import type { Account } from './account';
import { allow, type Statement } from './policy-document';

/** The secrets that the permissions boundary allows: each by its name, or all in the folders of their names. */
export type SecretNames = 'exact' | 'folders';

/**
 * What roles need to read the secrets that services describe, and no others, in any region.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export function boundarySecretStatements(
  account: Account,
  secrets: readonly SecretOptions[],
  names: SecretNames,
): Statement[] {
  const anyRegionArn = (service: string, resource: string) => account.arn(service, resource, '*');
  const parameters = secrets.flatMap(({ parameter }) => parameter?.replace(/^\//, '') ?? []);
  const ofManager = secrets.flatMap(({ secret }) => secret ?? []);
  if (parameters.length + ofManager.length === 0) return [];
  const written = (all: readonly string[], end: string) => {
    const unique = [...new Set(all)].sort();
    const exact = (name: string) => `${name}${end}`;
    return names === 'exact' ? unique.map(exact) : inFolders(unique, exact);
  };
  return [
    ...allowed(
      'ssm:GetParameters',
      written(parameters, '').map((name) => anyRegionArn('ssm', `parameter/${name}`)),
    ),
    // AWS adds a hyphen and six characters to the name of a secret in its ARN.
    ...allowed(
      'secretsmanager:GetSecretValue',
      written(ofManager, '-??????').map((name) => anyRegionArn('secretsmanager', `secret:${name}`)),
    ),
    // Keys are limited by the services that decrypt with them: they decrypt only what the role may read.
    allow(['kms:Decrypt'], anyRegionArn('kms', 'key/*'), {
      StringLike: { 'kms:ViaService': ['secretsmanager.*.amazonaws.com', 'ssm.*.amazonaws.com'] },
    }),
  ];
}

function allowed(action: string, resources: readonly string[]): Statement[] {
  return resources.length > 0 ? [allow([action], resources)] : [];
}

/** The folders of secrets that the boundary allows with `folders`: those with more than one of the secrets. */
export function boundarySecretFolders(secrets: readonly SecretOptions[]): string[] {
  const parameters = secrets.flatMap(({ parameter }) => parameter?.replace(/^\//, '') ?? []);
  const ofManager = secrets.flatMap(({ secret }) => secret ?? []);
  return [parameters, ofManager].flatMap((names) => [...sharedFolders(new Set(names))]).sort();
}

/** The folders of names that have a folder in common, `shop/db/*` for `shop/db/password`, and the other names. */
function inFolders(names: readonly string[], exact: (name: string) => string): string[] {
  const shared = sharedFolders(new Set(names));
  const written = names.map((name) => {
    const folder = folderOf(name);
    return shared.has(folder) ? `${folder}*` : exact(name);
  });
  return [...new Set(written)];
}

/** `shop/db/` for `shop/db/password`; empty for a name without a folder. */
function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1);
}

function sharedFolders(names: ReadonlySet<string>): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const name of names) {
    const folder = folderOf(name);
    if (folder !== '' && seen.has(folder)) shared.add(folder);
    seen.add(folder);
  }
  return shared;
}
