import type { Risk } from '../model/report';
import { fieldsOf, listOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import { textOf } from '../plan/planned-resources';
import type { Owners } from './owners';
import { capitalized, subjectOf } from './policy-subject';

type Finding = Omit<Risk, 'address' | 'action'>;
type Fields = Readonly<Record<string, unknown>>;

/** AWS managed policies that allow more than any service needs. */
const broadPolicy = /\/(AdministratorAccess|PowerUserAccess|IAMFullAccess|[A-Za-z0-9]+FullAccess)$/;

/** Types that attach one policy to one role, user or group. */
const single = new Set([
  'aws_iam_role_policy_attachment',
  'aws_iam_user_policy_attachment',
  'aws_iam_group_policy_attachment',
]);

const consequence = 'anyone who uses or takes over this identity has all permissions of the policy';

/** Risks of a role, user or group that gets a policy, joins a group, or has its permissions boundary changed. */
export function attachmentRisks(one: ResourceChange, owners: Owners): Finding[] {
  return [
    ...onLists(one, owners),
    ...ofAttachment(one, owners),
    ...ofAttachmentToAll(one, owners),
    ...ofMembership(one),
    ...ofBoundary(one),
  ];
}

/** Policy lists of one role, permission set, user or group. */
function onLists(one: ResourceChange, owners: Owners): Finding[] {
  const isNew = owners.isNew(one);
  return ['managed_policy_arns', 'policy_arns', 'policy_names'].flatMap((name) => {
    const { added, hasUnknown } = grownIn(one, name);
    // For a new role the list is computed, even if the configuration sets none.
    const all = hasUnknown && !isNew ? [...added, '(known after apply)'] : added;
    return all.map((policy) => gets(subjectOf(one), policy, !isNew));
  });
}

function ofAttachment(one: ResourceChange, owners: Owners): Finding[] {
  if (!single.has(one.type)) return [];
  const { after, before } = sidesOf(one);
  const isSame = ['role', 'user', 'group', 'policy_arn'].every(
    (name) => after[name] === before[name],
  );
  if (isSame && textOf(after.policy_arn) !== undefined) return [];
  // The ARN of a policy that the same plan creates is known only after apply.
  return [gets(subjectOf(one), after.policy_arn ?? undefined, !owners.isNew(one))];
}

/** `aws_iam_policy_attachment`, which lists all roles, users and groups with a policy. */
function ofAttachmentToAll(one: ResourceChange, owners: Owners): Finding[] {
  if (one.type !== 'aws_iam_policy_attachment') return [];
  const { after, before } = sidesOf(one);
  const policy = textOf(after.policy_arn);
  const isOther = policy === undefined || policy !== before.policy_arn;
  return ['role', 'user', 'group'].flatMap((word) => {
    const { added, hasUnknown } = grownIn(one, `${word}s`, isOther);
    return [
      ...added.map((name) => {
        const isNew = owners.creates(`aws_iam_${word}`, String(name));
        return gets(`${word} ${String(name)}`, policy, !isNew);
      }),
      ...(hasUnknown ? [gets(`a ${word} that this plan creates`, policy, false)] : []),
    ];
  });
}

function ofMembership(one: ResourceChange): Finding[] {
  const { after } = sidesOf(one);
  const members =
    one.type === 'aws_iam_group_membership'
      ? grownIn(one, 'users').added.map((user) => [user, after.group])
      : one.type === 'aws_iam_user_group_membership'
        ? grownIn(one, 'groups').added.map((group) => [after.user, group])
        : [];
  return members.map(([user, group]) => ({
    area: 'permissions',
    what: `User ${String(user ?? 'that this plan creates')} joins group ${String(group ?? 'that this plan creates')}`,
    consequence: 'the user gets all permissions of the group',
    isBlocking: true,
  }));
}

function ofBoundary(one: ResourceChange): Finding[] {
  const { before, after, sign } = sidesOf(one);
  const was = textOf(before.permissions_boundary);
  const willBe = textOf(after.permissions_boundary);
  if (was === undefined || (sign.permissions_boundary !== true && willBe === was)) return [];
  const subject = subjectOf(one);
  if (sign.permissions_boundary === true) {
    const what = `The permissions boundary of ${subject} is known only after apply; it is ${was} now`;
    const consequence = 'the new boundary can limit its policies less than the current one';
    return [{ area: 'permissions', what, consequence, isBlocking: true }];
  }
  const what =
    willBe === undefined
      ? `The permissions boundary ${was} of ${subject} is removed`
      : `The permissions boundary of ${subject} changes from ${was} to ${willBe}`;
  const consequence = 'the current boundary no longer limits its policies';
  return [{ area: 'permissions', what, consequence, isBlocking: true }];
}

function gets(who: string, policy: unknown, isBlocking: boolean): Finding {
  return {
    area: 'permissions',
    what: capitalized(
      `${who} gets ${policy === undefined ? 'a policy that this plan creates' : `the policy ${String(policy)}`}`,
    ),
    consequence,
    isBlocking: isBlocking || broadPolicy.test(String(policy)),
  };
}

/** Items that a list has in addition to before; with `isAll`, all its items. */
function grownIn(one: ResourceChange, name: string, isAll = false) {
  const { before, after, sign } = sidesOf(one);
  const had = new Set(isAll ? [] : listOf(before[name]));
  const added = listOf(after[name]).filter((item) => typeof item === 'string' && !had.has(item));
  const signs = sign[name];
  return { added, hasUnknown: signs === true || listOf(signs).includes(true) };
}

function sidesOf({ change }: ResourceChange): { before: Fields; after: Fields; sign: Fields } {
  return {
    before: fieldsOf(change.before),
    after: fieldsOf(change.after),
    sign: fieldsOf(change.after_unknown),
  };
}
