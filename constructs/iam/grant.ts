import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Construct } from 'constructs';
import { allow, policyDocument, type Statement } from './policy-document';

/** A permission and what it is for. */
export interface Grant {
  readonly statement: Statement;

  /** What needs it: `pulls its image`. */
  readonly reason: string;

  /**
   * Whether it is granted, as Terraform evaluates it: `local.api_repository_arn != null`.
   *
   * @default - it is
   */
  readonly isNeeded?: string;
}

/** What a role is granted, as it is noted in the tree of constructs for the report. */
export interface RecordedGrants {
  readonly role: string;
  readonly grants: readonly Grant[];
}

/** Kind of the metadata under which grants are noted. */
export const grantsMetadataKey = 'magicnight:grants';

/** A permission for actions on resources. */
export function grant(
  reason: string,
  actions: readonly string[],
  resource: string | readonly string[],
  condition?: Statement['Condition'],
): Grant {
  return { statement: allow(actions, resource, condition), reason };
}

export interface RolePolicyProps {
  /** Name of the policy in its role. */
  readonly name: string;
  readonly role: IamRole;
  readonly grants: readonly Grant[];
}

/** Gives a role its permissions, and notes what each is for. */
export function rolePolicy(scope: Construct, id: string, props: RolePolicyProps): IamRolePolicy {
  const { name, role, grants } = props;
  recordGrants(scope, role, grants);
  return new IamRolePolicy(scope, id, {
    name,
    role: role.id,
    policy: grantedDocument(grants),
  });
}

/** A policy of which Terraform leaves out what is not needed. The first grant always is. */
function grantedDocument(grants: readonly Grant[]): string {
  const always = grants.filter(({ isNeeded }) => isNeeded === undefined);
  const more = grants.flatMap(({ isNeeded, statement }) =>
    isNeeded === undefined ? [] : `%{ if ${isNeeded} },${JSON.stringify(statement)}%{ endif }`,
  );
  const document = policyDocument(always.map(({ statement }) => statement));
  return document.replace(/\]\}$/, () => `${more.join('')}]}`);
}

/** Notes what a role is granted. */
export function recordGrants(scope: Construct, role: IamRole, grants: readonly Grant[]): void {
  const recorded: RecordedGrants = { role: role.nameInput ?? '', grants };
  scope.node.addMetadata(grantsMetadataKey, recorded);
}
