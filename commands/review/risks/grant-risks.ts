import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';
import { fieldsOf, listOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import { blockOf, textOf } from '../plan/planned-resources';
import type { Owners } from './owners';
import { capitalized, subjectOf } from './policy-subject';

type Finding = Omit<Risk, 'address' | 'action'>;
type Fields = Readonly<Record<string, unknown>>;

/** Risks of access that is granted, or a role that is changed, without a policy document. */
export function grantRisks(one: ResourceChange, kind: Kind, owners: Owners): Finding[] {
  const [before, after] = [fieldsOf(one.change.before), fieldsOf(one.change.after)];
  switch (one.type) {
    case 'aws_iam_user':
    case 'aws_iam_access_key':
    case 'aws_iam_user_login_profile':
      return kind === 'create' ? ofUser(one) : [];
    case 'aws_lambda_permission':
      return ofFunction(one, before, after, owners);
    case 'aws_kms_grant':
      return ofKey(one, before, after, owners);
    case 'aws_iam_instance_profile':
      return ofRole(one, 'role', before, after, true);
    case 'aws_ecs_task_definition':
      return ['task_role_arn', 'execution_role_arn'].flatMap((name) =>
        ofRole(one, name, before, after, false),
      );
    case 'aws_s3_bucket':
    case 'aws_s3_bucket_acl':
    case 'aws_s3_object':
      return ofAcl(one, before, after);
    default:
      return [];
  }
}

/** Access keys of users work from anywhere until they are deleted. */
function ofUser(one: ResourceChange): Finding[] {
  const what: Record<string, string> = {
    aws_iam_user: `IAM ${subjectOf(one)} is created`,
    aws_iam_access_key: 'An IAM user gets an access key',
    aws_iam_user_login_profile: `IAM ${subjectOf(one)} gets a console password`,
  };
  const consequence =
    one.type === 'aws_iam_user_login_profile'
      ? 'anyone who knows the password can sign in from anywhere'
      : 'access keys of users work from anywhere until they are deleted';
  return [risk(what[one.type] ?? '', consequence, true)];
}

/** Permission to call a function. An AWS service as the principal is harmless for a new function. */
function ofFunction(one: ResourceChange, before: Fields, after: Fields, owners: Owners): Finding[] {
  const names = ['principal', 'action', 'function_name', 'source_account', 'source_arn'];
  if (names.every((name) => before[name] === after[name])) return [];
  const principal = textOf(after.principal) ?? 'a principal that is known only after apply';
  const isOfAws = /\.amazonaws\.com(\.cn)?$/.test(principal);
  const what = `${subjectOf(one)} allows ${String(after.action ?? 'calls')} by ${principal === '*' ? 'everyone' : principal}`;
  return [risk(what, 'this principal can call the function', !isOfAws || !owners.isNew(one))];
}

function ofKey(one: ResourceChange, before: Fields, after: Fields, owners: Owners): Finding[] {
  if (JSON.stringify(before.operations) === JSON.stringify(after.operations)) {
    const isSame = ['key_id', 'grantee_principal'].every((name) => before[name] === after[name]);
    if (isSame && Object.keys(before).length > 0) return [];
  }
  const who = textOf(after.grantee_principal) ?? 'a principal that is known only after apply';
  const what = `${subjectOf(one)} allows ${listOf(after.operations).join(', ')} by ${who}`;
  return [risk(what, 'this principal can use the key', !owners.isNew(one))];
}

/** Another role, whose name is known, for an existing resource. */
function ofRole(
  one: ResourceChange,
  name: string,
  before: Fields,
  after: Fields,
  isBlocking: boolean,
): Finding[] {
  const [was, willBe] = [before[name], after[name]].map(textOf);
  // For a new task definition, or a role of the same plan, the policies are evaluated themselves.
  if (Object.keys(before).length === 0 || willBe === undefined || willBe === was) return [];
  const subject = textOf(after.family) ?? subjectOf(one);
  const word = name === 'role' ? 'role' : name.replace(/_arn$/, '').replaceAll('_', ' ');
  const what = `The ${word} of ${subject} changes from ${was ?? 'none'} to ${willBe}`;
  return [risk(what, 'workloads that use it get all permissions of the new role', isBlocking)];
}

/** Access control lists (ACLs) of a bucket or an object. */
function ofAcl(one: ResourceChange, before: Fields, after: Fields): Finding[] {
  const acl = textOf(after.acl);
  const subject = subjectOf(one);
  const isOpen = acl !== undefined && /^(public-read|authenticated-read)/.test(acl);
  const open = isOpen && acl !== before.acl ? [`${subject} has the ACL ${acl}`] : [];
  const had = new Set(groupsIn(before));
  const granted = groupsIn(after)
    .filter((group) => !had.has(group))
    .map((group) => `${subject} grants ${group}`);
  const consequence = acl?.endsWith('write')
    ? 'everyone can read and change its content'
    : 'everyone can read its content, or has the access that the ACL grants';
  return [...open, ...granted].map((what) => risk(what, consequence, true));
}

/** Grants of an ACL to predefined groups that anyone can belong to: `READ to AllUsers`. */
function groupsIn(values: Fields): string[] {
  return listOf(blockOf(values.access_control_policy).grant).flatMap((grant) => {
    const { permission, grantee } = fieldsOf(grant);
    const group = /\/groups\/global\/(\w+)$/.exec(String(blockOf(grantee).uri))?.[1];
    return group === undefined ? [] : `${String(permission)} to ${group}`;
  });
}

function risk(what: string, consequence: string, isBlocking: boolean): Finding {
  return { area: 'permissions', what: capitalized(what), consequence, isBlocking };
}
