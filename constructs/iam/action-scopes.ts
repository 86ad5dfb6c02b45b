import type { Account } from './account';
import type { Statement } from './policy-document';

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
 * the account in the given regions. Other reads are unlimited.
 */
export function readScopes(account: Account, regions: readonly string[]): ActionScope[] {
  const profiles = account.globalArn('iam', `instance-profile${account.iamPath}*`);
  return [
    { pattern: /^iam:\w+InstanceProfile$/, resource: profiles },
    { pattern: /^iam:/, resource: account.globalArn('iam', `role${account.iamPath}*`) },
    {
      pattern: /^(kms|secretsmanager):/,
      resource: regions.flatMap((region) => [
        account.arn('kms', 'key/*', region),
        account.arn('secretsmanager', 'secret:*', region),
      ]),
    },
    { pattern: /^s3:/, resource: account.unownedArn('s3', account.projectNames) },
    { pattern: /./, resource: '*' },
  ];
}
