import type { Risk } from '../model/report';
import { fieldsOf, listOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import { textOf } from '../plan/planned-resources';
import type { Owners } from './owners';
import { subjectOf } from './policy-subject';

type Finding = Omit<Risk, 'address' | 'action'>;
type Fields = Readonly<Record<string, unknown>>;

/** Managed policies of AWS that allow more than any service of a site needs. */
const broadPolicy = /\/(AdministratorAccess|PowerUserAccess|IAMFullAccess|[A-Za-z0-9]+FullAccess)$/;

/** Attachments of one policy to one role, user or group. */
const single = new Set([
  'aws_iam_role_policy_attachment',
  'aws_iam_user_policy_attachment',
  'aws_iam_group_policy_attachment',
]);

const consequence = 'who has it, or takes it over, can do all that the policy allows';

/** Where a role, user or group gets a policy, joins a group or loses its boundary. */
export function attachmentRisks(one: ResourceChange, owners: Owners): Finding[] {
  return [
    ...onLists(one, owners),
    ...ofAttachment(one, owners),
    ...ofAttachmentToAll(one, owners),
    ...ofMembership(one),
    ...ofBoundary(one),
  ];
}

/** Lists of policies of one role, permission set, user or group. */
function onLists(one: ResourceChange, owners: Owners): Finding[] {
  const isNew = owners.isNew(one);
  return ['managed_policy_arns', 'policy_arns', 'policy_names'].flatMap((name) => {
    const { added, hasUnknown } = grownIn(one, name);
    // Of a new role AWS tells its list after the apply, though nobody has written one.
    const all = hasUnknown && !isNew ? [...added, 'that only the apply will tell'] : added;
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
  // Of a policy of the same plan the ARN is known after the apply only.
  return [gets(subjectOf(one), after.policy_arn ?? undefined, !owners.isNew(one))];
}

/** `aws_iam_policy_attachment`, which lists all that have a policy. */
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
      ...(hasUnknown ? [gets(`a ${word} of this plan`, policy, false)] : []),
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
    what: `User ${String(user ?? 'of this plan')} joins group ${String(group ?? 'of this plan')}`,
    consequence: 'the user can do all that the group may',
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
    const what = `Which boundary ${subject} has is known only after the apply, ${was} now`;
    const consequence = 'what its policies allow may be held back less than before';
    return [{ area: 'permissions', what, consequence, isBlocking: true }];
  }
  const what =
    willBe === undefined
      ? `${subject} has no boundary any more, ${was} now`
      : `${subject} has the boundary ${willBe}, ${was} now`;
  const consequence = 'what its policies allow is no longer held back by the boundary';
  return [{ area: 'permissions', what, consequence, isBlocking: true }];
}

function gets(who: string, policy: unknown, isBlocking: boolean): Finding {
  return {
    area: 'permissions',
    what: `${who} gets ${policy === undefined ? 'a policy of this plan' : `the policy ${String(policy)}`}`,
    consequence,
    isBlocking: isBlocking || broadPolicy.test(String(policy)),
  };
}

/** What a list has more than before; with `isAll` whatever it has. */
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
