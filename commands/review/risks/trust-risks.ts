import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';
import { fieldsOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import { subjectOf } from './policy-subject';

/**
 * A change of who assumes an existing role. Roles of pipelines may not change that, since they could assume any role then, so
 * the apply would fail halfway.
 */
export function trustRisks(one: ResourceChange, kind: Kind): Omit<Risk, 'address' | 'action'>[] {
  if (one.type !== 'aws_iam_role' || kind !== 'update') return [];
  const policyOf = (values: unknown) => fieldsOf(values).assume_role_policy;
  const { before, after, after_unknown: unknown } = one.change;
  if (policyOf(unknown) !== true && policyOf(before) === policyOf(after)) return [];
  return [
    {
      area: 'permissions',
      what: `The trust policy of ${subjectOf(one)} changes`,
      consequence:
        'no role of the pipeline can change it, so the apply of a pipeline fails; apply this change by hand before the merge',
      isBlocking: true,
    },
  ];
}
