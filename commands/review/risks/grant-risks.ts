import type { Kind, Risk } from '../model/report';
import { fieldsOf, listOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import { blockOf, textOf } from '../plan/planned-resources';
import type { Owners } from './owners';
import { subjectOf } from './policy-subject';

type Finding = Omit<Risk, 'address' | 'action'>;
type Fields = Readonly<Record<string, unknown>>;

/** Where somebody is let in, or takes another role, without any policy being written. */
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

/** Keys of users work from everywhere, until somebody deletes them. */
function ofUser(one: ResourceChange): Finding[] {
  const what: Record<string, string> = {
    aws_iam_user: `${subjectOf(one)} is a new user`,
    aws_iam_access_key: 'A user gets an access key',
    aws_iam_user_login_profile: `${subjectOf(one)} gets a password`,
  };
  const consequence =
    one.type === 'aws_iam_user_login_profile'
      ? 'who knows it can log in from everywhere'
      : 'keys of users work from everywhere, until somebody deletes them';
  return [risk(what[one.type] ?? '', consequence, true)];
}

/** Who may call a function; a service of AWS is what its account lets call. */
function ofFunction(one: ResourceChange, before: Fields, after: Fields, owners: Owners): Finding[] {
  const names = ['principal', 'action', 'function_name', 'source_account', 'source_arn'];
  if (names.every((name) => before[name] === after[name])) return [];
  const principal = textOf(after.principal) ?? 'who only the apply will tell';
  const isOfAws = /\.amazonaws\.com(\.cn)?$/.test(principal);
  const what = `${subjectOf(one)} allows ${String(after.action ?? 'calls')} by ${principal === '*' ? 'everybody' : principal}`;
  return [risk(what, 'who is named there can call it', !isOfAws || !owners.isNew(one))];
}

function ofKey(one: ResourceChange, before: Fields, after: Fields, owners: Owners): Finding[] {
  if (JSON.stringify(before.operations) === JSON.stringify(after.operations)) {
    const isSame = ['key_id', 'grantee_principal'].every((name) => before[name] === after[name]);
    if (isSame && Object.keys(before).length > 0) return [];
  }
  const who = textOf(after.grantee_principal) ?? 'who only the apply will tell';
  const what = `${subjectOf(one)} allows ${listOf(after.operations).join(', ')} by ${who}`;
  return [risk(what, 'who is named there can use the key', !owners.isNew(one))];
}

/** Another role, known by name, for what runs already. */
function ofRole(
  one: ResourceChange,
  name: string,
  before: Fields,
  after: Fields,
  isBlocking: boolean,
): Finding[] {
  const [was, willBe] = [before[name], after[name]].map(textOf);
  // Of a new task definition, and of a role of the same plan, the policies are judged themselves.
  if (Object.keys(before).length === 0 || willBe === undefined || willBe === was) return [];
  const subject = textOf(after.family) ?? subjectOf(one);
  const word = name === 'role' ? 'role' : name.replace(/_arn$/, '').replaceAll('_', ' ');
  const what = `${subject} has the ${word} ${willBe}, ${was ?? 'none'} now`;
  return [risk(what, 'what runs with it can do all that this role may', isBlocking)];
}

/** Lists of who may read and write a bucket or an object. */
function ofAcl(one: ResourceChange, before: Fields, after: Fields): Finding[] {
  const acl = textOf(after.acl);
  const subject = subjectOf(one);
  const isOpen = acl !== undefined && /^(public-read|authenticated-read)/.test(acl);
  const open = isOpen && acl !== before.acl ? [`${subject} has the access list ${acl}`] : [];
  const had = new Set(groupsIn(before));
  const granted = groupsIn(after)
    .filter((group) => !had.has(group))
    .map((group) => `${subject} lets ${group}`);
  const consequence = acl?.endsWith('write')
    ? 'everybody can read and change what is in it'
    : 'everybody can read what is in it, or do what the list says';
  return [...open, ...granted].map((what) => risk(what, consequence, true));
}

/** `READ by AllUsers`: what a list gives to groups that everybody can be in. */
function groupsIn(values: Fields): string[] {
  return listOf(blockOf(values.access_control_policy).grant).flatMap((grant) => {
    const { permission, grantee } = fieldsOf(grant);
    const group = /\/groups\/global\/(\w+)$/.exec(String(blockOf(grantee).uri))?.[1];
    return group === undefined ? [] : `${String(permission)} by ${group}`;
  });
}

function risk(what: string, consequence: string, isBlocking: boolean): Finding {
  return { area: 'permissions', what, consequence, isBlocking };
}
