import { parseJsonTemplate } from '../../../constructs/terraform/json-template';
import type { ReplacementReasons } from '../changes/replacement-reasons';
import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';
import { documentIn, isPolicy, statementsOf } from '../plan/iam-json';
import { fieldsOf, listOf } from '../plan/json-values';
import type { KnownValues } from '../plan/known-values';
import type { ResourceChange } from '../plan/plan';
import type { Sources } from '../plan/sources';
import { attachmentRisks } from './attachment-risks';
import { isBroad } from './broad-grants';
import { grantRisks } from './grant-risks';
import { type Owners, ownerOf } from './owners';
import { formatGrant, type PolicyGrant, policyDiff } from './policy-diff';
import { capitalized, subjectOf } from './policy-subject';
import { trustRisks } from './trust-risks';

type Finding = Omit<Risk, 'address' | 'action'>;

/** Context to evaluate policies that are known only after apply. */
export interface PermissionContext {
  readonly reasons: ReplacementReasons;
  readonly sources: Sources;
  readonly knownValues: KnownValues;
  readonly owners: Owners;
}

/** Maximum number of listed grants per policy. */
const mostGrants = 6;

/** Attributes that hold a permissions policy. */
const policyAttribute = /^(policy|assume_role_policy|resource_policy|access_policies)$/;

/** What AWS sets where a resource has no policy: an endpoint then allows everyone, so that any policy only limits it. */
const defaultPolicies: Readonly<Record<string, unknown>> = {
  aws_vpc_endpoint: {
    Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
  },
};

/** Types whose policies do not grant permissions. */
const isNoPermission = /lifecycle|scaling|backup_plan|route53recovery|dlm_/;

/**
 * Risks of a plan that grants additional permissions. Permissions of a role that the same plan creates are for information;
 * they block only if they are broad, or if a principal outside of the account can assume the role.
 */
export function permissionRisks(
  one: ResourceChange,
  kind: Kind,
  context: PermissionContext,
): Finding[] {
  if (kind === 'destroy') return ofDestroyedDenial(one, context.owners);
  if (kind !== 'create' && kind !== 'update' && kind !== 'replace') return [];
  return [
    ...ofPolicies(one, context),
    ...attachmentRisks(one, context.owners),
    ...grantRisks(one, kind, context.owners),
    ...trustRisks(one, kind),
  ];
}

function ofPolicies(
  one: ResourceChange,
  { reasons, sources, knownValues, owners }: PermissionContext,
) {
  const after = fieldsOf(one.change.after);
  const sign = fieldsOf(one.change.after_unknown);
  const had = fieldsOf(one.change.before);
  // If the policy moves to another owner, the new owner gets all of its permissions.
  const owner = ownerOf(one)?.attribute;
  const isOther = owner !== undefined && (sign[owner] === true || had[owner] !== after[owner]);
  const before = isOther ? {} : had;
  const isNew = owners.isNew(one);
  return [
    ...Object.keys({ ...after, ...sign }).flatMap((attribute) => {
      if (sign[attribute] !== true) {
        if (after[attribute] === before[attribute]) return [];
        const was = documentIn(before[attribute]) ?? defaultPolicies[one.type];
        return ofPolicy(one, attribute, was, documentIn(after[attribute]), isNew);
      }
      // For a new role the list of policies is computed, even if the configuration sets none.
      if (attribute === 'inline_policy' && isNew) return [];
      const was = documentIn(before[attribute]);
      // The expression in the configuration contains most of an unknown policy.
      const written = sources.written(one.address, attribute);
      const template =
        typeof written === 'string' ? parseJsonTemplate(knownValues.filledIn(written)) : undefined;
      if (isPolicy(template)) {
        const willBe = { ...template, Statement: statementsOf(template) };
        return ofPolicy(one, attribute, was, willBe, isNew);
      }
      return ofUnknownPolicy(one, attribute, was, isNew, reasons);
    }),
    ...ofInlinePolicies(one, before, after, sign, isNew, reasons),
  ];
}

function ofUnknownPolicy(
  one: ResourceChange,
  attribute: string,
  was: unknown,
  isNew: boolean,
  reasons: ReplacementReasons,
): Finding[] {
  const { address, type } = one;
  if (isNoPermission.test(type)) return [];
  // Policies that AWS fills in for a new resource, such as those of an endpoint, are not reported.
  const isOfIam = type.startsWith('aws_iam_') && /^(inline_)?policy$/.test(attribute);
  if (!isPolicy(was) && !isOfIam && (isNew || !policyAttribute.test(attribute))) return [];
  const cause = reasons.causeOf(address, attribute);
  const since = cause === undefined ? '' : `, because ${cause}`;
  const what = `The permissions of ${subjectOf(one)} are known only after apply${since}`;
  const consequence = isNew
    ? 'check in the configuration what it allows'
    : 'it can allow more than before; check in the configuration what it allows';
  return [{ area: 'permissions', what, consequence, isBlocking: !isNew }];
}

/** Permissions that a policy adds. A resource without a policy, such as an endpoint, allows everyone. */
function ofPolicy(
  one: ResourceChange,
  attribute: string,
  was: unknown,
  willBe: unknown,
  isNew: boolean,
): Finding[] {
  if (!isPolicy(willBe)) return [];
  const { allowed, noLongerForbidden } = policyDiff(was, willBe);
  const subject = `${attribute === 'assume_role_policy' ? 'The trust policy of ' : ''}${subjectOf(one)}`;
  const isBlocking = !isNew || allowed.some(isBroad);
  return [
    ...grown(`${subject} allows`, allowed, isBlocking, whoCan(attribute, allowed)),
    ...grown(
      `${subject} no longer denies`,
      noLongerForbidden,
      true,
      whoCan(attribute, noLongerForbidden),
    ),
  ];
}

/** Inline policies of a role, compared by name. */
function ofInlinePolicies(
  one: ResourceChange,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  sign: Record<string, unknown>,
  isNew: boolean,
  reasons: ReplacementReasons,
): Finding[] {
  const had = new Map(
    listOf(before.inline_policy)
      .map(fieldsOf)
      .map(({ name, policy }) => [name, policy]),
  );
  const isUnknown = listOf(sign.inline_policy).some((block) => fieldsOf(block).policy === true);
  return [
    ...listOf(after.inline_policy)
      .map(fieldsOf)
      .flatMap(({ name, policy }) => {
        const was = documentIn(had.get(name));
        return ofPolicy(one, 'inline_policy', was, documentIn(policy), isNew);
      }),
    ...(isUnknown ? ofUnknownPolicy(one, 'inline_policy', undefined, isNew, reasons) : []),
  ];
}

/** Denials of a policy that is destroyed, unless its owner is destroyed, too. */
function ofDestroyedDenial(one: ResourceChange, owners: Owners): Finding[] {
  if (!one.type.endsWith('_policy') || one.deposed !== undefined || owners.isDestroyed(one))
    return [];
  return Object.values(fieldsOf(one.change.before)).flatMap((value) => {
    const { noLongerForbidden } = policyDiff(documentIn(value), undefined);
    const consequence = whoCan('policy', noLongerForbidden);
    return grown(`${subjectOf(one)} no longer denies`, noLongerForbidden, true, consequence);
  });
}

function whoCan(attribute: string, grants: readonly PolicyGrant[]): string {
  const isOfAws = grants.every(({ principal }) => principal?.startsWith('Service: '));
  if (attribute === 'assume_role_policy' && isOfAws) {
    return 'this AWS service can assume the role for the resources that it runs';
  }
  if (attribute === 'assume_role_policy') {
    return 'these principals can assume the role and have all its permissions';
  }
  return grants.some(({ principal }) => principal !== undefined)
    ? 'these principals get these permissions'
    : `workloads and users that use it get these permissions${grants.some(isOfSecrets) ? inBoundary : ''}`;
}

/** The permissions boundary of the stack `registry` allows only secrets that were described when it was applied. */
const inBoundary = '; for secrets, the stack registry must be applied first';

function isOfSecrets({ action }: PolicyGrant): boolean {
  return action === 'ssm:GetParameters' || action === 'secretsmanager:GetSecretValue';
}

function grown(
  start: string,
  grants: readonly PolicyGrant[],
  isBlocking: boolean,
  consequence: string,
): Finding[] {
  if (grants.length === 0) return [];
  const formatted = grants.slice(0, mostGrants).map(formatGrant).join('; ');
  const more = grants.length > mostGrants ? `; and ${grants.length - mostGrants} more` : '';
  const what = capitalized(`${start} ${formatted}${more}`);
  return [{ area: 'permissions', what, consequence, isBlocking }];
}
