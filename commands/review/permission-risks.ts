import { parsedTemplate } from '../../constructs/json-template';
import { isPlainObject } from '../../constructs/problems';
import { documentIn, isPolicy, statementsOf } from './json-document';
import type { KnownValues } from './known-values';
import type { ResourceChange } from './plan';
import { type Grant, growthOf, isWide, shownGrant } from './policy-growth';
import type { Reasons } from './reasons';
import type { Kind, Risk } from './review';
import type { Sources } from './sources';

type Found = Omit<Risk, 'address' | 'action'>;

/** What tells more of a policy that only the apply will know. */
interface Surroundings {
  readonly reasons: Reasons;
  readonly sources: Sources;
  readonly known: KnownValues;
}

/** How many grants of one policy are shown. */
const shownGrants = 6;

/** Managed policies of AWS that allow more than any service of a site needs. */
const widePolicy = /\/(AdministratorAccess|PowerUserAccess|IAMFullAccess|[A-Za-z0-9]+FullAccess)$/;

const attachments = new Set([
  'aws_iam_role_policy_attachment',
  'aws_iam_policy_attachment',
  'aws_iam_user_policy_attachment',
  'aws_iam_group_policy_attachment',
]);

/** Attributes by which a resource says that it belongs to a role, user or group. */
const owners = ['role', 'user', 'group'];

/**
 * Where a plan allows somebody more. What a role gets that the same plan makes is told; it stops only where it is wide,
 * or where somebody outside of the account may take the role.
 */
export function permissionRisks(
  one: ResourceChange,
  kind: Kind,
  { reasons, sources, known }: Surroundings,
): Found[] {
  if (kind !== 'create' && kind !== 'update' && kind !== 'replace') return [];
  const after = fieldsOf(one.change.after);
  const sign = fieldsOf(one.change.after_unknown);
  const had = fieldsOf(one.change.before);
  // Whoever gets a policy that another one had gets all of it.
  const before = owners.some((name) => typeof after[name] === 'string' && had[name] !== after[name])
    ? {}
    : had;
  const isNew = isOwnerNew(one, sign);
  return [
    ...Object.keys({ ...after, ...sign }).flatMap((attribute) => {
      const was = documentIn(before[attribute]);
      if (sign[attribute] !== true) {
        return ofPolicy(one, attribute, was, documentIn(after[attribute]), isNew);
      }
      // As it is written, an unknown policy says nearly all.
      const written = sources.written(one.address, attribute);
      const template =
        typeof written === 'string' ? parsedTemplate(known.filledIn(written)) : undefined;
      if (isPolicy(template)) {
        const willBe = { ...template, Statement: statementsOf(template) };
        return ofPolicy(one, attribute, was, willBe, isNew);
      }
      return ofUnknownPolicy(one, attribute, was, isNew, reasons);
    }),
    ...ofInlinePolicies(one, before, after, isNew),
    ...ofAttachment(one, before, after, isNew),
    ...ofBoundary(one, before, after, sign),
    ...ofUser(one, kind),
  ];
}

/** Whether the role, user or resource that gets a permission is made by the same plan. */
function isOwnerNew({ type, change }: ResourceChange, sign: Record<string, unknown>): boolean {
  const owner = owners.find((name) => name in fieldsOf(change.after) || name in sign);
  // The name of a role that is there is known.
  if (type.startsWith('aws_iam_') && owner !== undefined) return sign[owner] === true;
  return change.before === null || change.before === undefined;
}

function ofUnknownPolicy(
  one: ResourceChange,
  attribute: string,
  was: unknown,
  isNew: boolean,
  reasons: Reasons,
): Found[] {
  const { address, type } = one;
  if (!isPolicy(was) && !(type.startsWith('aws_iam_') && attribute === 'policy')) return [];
  const cause = reasons.causeOf(address, attribute);
  const since = cause === undefined ? '' : `, since ${cause}`;
  const what = `What ${subjectOf(one)} allows is known only after the apply${since}`;
  const consequence = isNew
    ? 'read where it is written what it allows'
    : 'it may allow more than before: read where it is written what it allows';
  return [{ area: 'permissions', what, consequence, isGated: !isNew }];
}

/** What a policy allows more; without one a resource, such as an endpoint, lets everybody in. */
function ofPolicy(
  one: ResourceChange,
  attribute: string,
  was: unknown,
  willBe: unknown,
  isNew: boolean,
): Found[] {
  if (!isPolicy(willBe)) return [];
  const { allowed, forbiddenNoMore } = growthOf(was, willBe);
  const subject = `${attribute === 'assume_role_policy' ? 'The trust policy of ' : ''}${subjectOf(one)}`;
  const isGated = !isNew || allowed.some(isWide);
  return [
    ...grown(`${subject} allows`, allowed, isGated, whoCan(attribute, allowed)),
    ...grown(
      `${subject} no longer forbids`,
      forbiddenNoMore,
      true,
      whoCan(attribute, forbiddenNoMore),
    ),
  ];
}

/** Policies in blocks of a role, each by its name. */
function ofInlinePolicies(
  one: ResourceChange,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  isNew: boolean,
): Found[] {
  const had = listOf(before.inline_policy).map(fieldsOf);
  return listOf(after.inline_policy)
    .map(fieldsOf)
    .flatMap(({ name, policy }) => {
      const was = documentIn(had.find((other) => other.name === name)?.policy);
      return ofPolicy(one, 'inline_policy', was, documentIn(policy), isNew);
    });
}

function whoCan(attribute: string, grants: readonly Grant[]): string {
  const isOfAws = grants.every(({ principal }) => principal?.startsWith('Service: '));
  if (attribute === 'assume_role_policy' && isOfAws) {
    return 'this service of AWS takes the role, for what it runs for us';
  }
  return attribute === 'assume_role_policy'
    ? 'who is named there can take the role, and do all that it may'
    : 'what runs with it can do that from then on';
}

function grown(
  start: string,
  grants: readonly Grant[],
  isGated: boolean,
  consequence: string,
): Found[] {
  if (grants.length === 0) return [];
  const shown = grants.slice(0, shownGrants).map(shownGrant).join('; ');
  const more = grants.length > shownGrants ? `; and ${grants.length - shownGrants} more` : '';
  return [{ area: 'permissions', what: `${start} ${shown}${more}`, consequence, isGated }];
}

function ofAttachment(
  one: ResourceChange,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  isNew: boolean,
): Found[] {
  const lists = ['managed_policy_arns', 'policy_arns'].flatMap((name) => {
    const had = new Set(listOf(before[name]));
    return listOf(after[name]).filter((arn) => !had.has(arn));
  });
  // Of a policy of the same plan the ARN is known after the apply only.
  const isChanged = after.policy_arn === undefined || after.policy_arn !== before.policy_arn;
  const own =
    attachments.has(one.type) && isChanged ? [after.policy_arn ?? 'a policy of this plan'] : [];
  return [...lists, ...own].map((arn) => ({
    area: 'permissions' as const,
    what: `${subjectOf(one)} gets the policy ${String(arn)}`,
    consequence: 'who has it, or takes it over, can do all that the policy allows',
    isGated: !isNew || widePolicy.test(String(arn)),
  }));
}

function ofBoundary(
  one: ResourceChange,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  sign: Record<string, unknown>,
): Found[] {
  const { permissions_boundary: was } = before;
  if (typeof was !== 'string' || was === '' || sign.permissions_boundary === true) return [];
  if (after.permissions_boundary === was) return [];
  const willBe = after.permissions_boundary;
  const what =
    typeof willBe === 'string' && willBe !== ''
      ? `${subjectOf(one)} has the boundary ${willBe}, ${was} now`
      : `${subjectOf(one)} has no boundary any more, ${was} now`;
  const consequence = 'what its policies allow is no longer held back by the boundary';
  return [{ area: 'permissions', what, consequence, isGated: true }];
}

/** Keys of users work from everywhere, until somebody deletes them. */
function ofUser(one: ResourceChange, kind: Kind): Found[] {
  const { type } = one;
  if (kind !== 'create' || !['aws_iam_user', 'aws_iam_access_key'].includes(type)) return [];
  const what =
    type === 'aws_iam_user' ? `${subjectOf(one)} is a new user` : 'A user gets an access key';
  const consequence = 'keys of users work from everywhere, until somebody deletes them';
  return [{ area: 'permissions', what, consequence, isGated: true }];
}

/** What a policy is of, by the name that AWS shows. */
function subjectOf({ type, change: { before, after } }: ResourceChange): string {
  const all = { ...fieldsOf(before), ...fieldsOf(after) };
  if (type === 'aws_iam_role_policy' && all.role === undefined) {
    return `the policy ${String(all.name ?? '')} of a new role`.replace('  ', ' ');
  }
  for (const [field, word] of Object.entries(subjects)) {
    const value = all[field];
    if (typeof value !== 'string' || value === '') continue;
    return `${word || (ofType[type] ?? 'resource')} ${value}`;
  }
  return ofType[type] ?? `a resource of type ${type}`;
}

const subjects = {
  role: 'role',
  user: 'user',
  group: 'group',
  bucket: 'bucket',
  repository: 'repository',
  name: '',
  url: 'identity provider',
};

/** What a name is of, by the type that has it. */
const ofType: Readonly<Record<string, string>> = {
  aws_iam_role: 'role',
  aws_iam_policy: 'policy',
  aws_iam_user: 'user',
  aws_kms_key: 'key',
};

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value : {};
}
