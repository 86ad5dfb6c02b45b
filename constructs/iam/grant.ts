import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { Construct } from 'constructs';
import { allow, policyDocument, type Statement } from './policy-document';

/** A permission and its reason. */
export interface Grant {
  readonly statement: Statement;

  /** What needs the permission: `pulls its image`. */
  readonly reason: string;

  /**
   * Terraform condition under which it is granted: `local.api_repository_arn != null`.
   *
   * @default - always
   */
  readonly isNeeded?: string;
}

/** The grants of a role, as recorded in the construct tree for the permission report. */
export interface RecordedGrants {
  readonly role: string;
  readonly grants: readonly Grant[];
}

/** Construct metadata key of recorded grants. */
export const grantsMetadataKey = 'magicnight:grants';

/** Returns a permission for actions on resources. */
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

/**
 * Creates an inline policy of a role from grants, and records them.
 *
 * Synthesizes `aws_iam_role_policy`.
 */
export function rolePolicy(scope: Construct, id: string, props: RolePolicyProps): IamRolePolicy {
  const { name, role, grants } = props;
  recordGrants(scope, role, grants);
  return new IamRolePolicy(scope, id, {
    name,
    role: role.id,
    policy: grantedDocument(grants),
  });
}

/** A policy from which Terraform omits the grants that are not needed. The first grant must be unconditional. */
function grantedDocument(grants: readonly Grant[]): string {
  const always = grants.filter(({ isNeeded }) => isNeeded === undefined);
  const conditional = grants.flatMap(({ isNeeded, statement }) =>
    isNeeded === undefined ? [] : `%{ if ${isNeeded} },${JSON.stringify(statement)}%{ endif }`,
  );
  const document = policyDocument(always.map(({ statement }) => statement));
  return document.replace(/\]\}$/, () => `${conditional.join('')}]}`);
}

/** Records the grants of a role in the construct tree. */
export function recordGrants(scope: Construct, role: IamRole, grants: readonly Grant[]): void {
  const recorded: RecordedGrants = { role: role.nameInput ?? '', grants };
  scope.node.addMetadata(grantsMetadataKey, recorded);
}
