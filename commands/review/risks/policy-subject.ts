import { fieldsOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import { textOf } from '../plan/planned-resources';

const subjects = {
  role: 'role',
  role_name: 'role',
  user: 'user',
  user_name: 'user',
  group: 'group',
  group_name: 'group',
  bucket: 'bucket',
  repository: 'repository',
  function_name: 'function',
  key_id: 'KMS key',
  queue_url: 'queue',
  secret_arn: 'secret',
  name: '',
  url: 'identity provider',
};

/** Words for the names of types that are subjects themselves. */
const ofType: Readonly<Record<string, string>> = {
  aws_iam_role: 'role',
  aws_iam_policy: 'policy',
  aws_iam_user: 'user',
  aws_kms_key: 'key',
  aws_iam_instance_profile: 'instance profile',
};

/** The resource that a policy applies to, by its name on AWS. */
export function subjectOf({ type, change: { before, after } }: ResourceChange): string {
  const all = { ...fieldsOf(before), ...fieldsOf(after) };
  if (type === 'aws_iam_role_policy' && all.role === undefined) {
    return `the policy ${String(all.name ?? '')} of a new role`.replace('  ', ' ');
  }
  const own = ofType[type] && textOf(all.name);
  if (own !== undefined) return `${ofType[type]} ${own}`;
  for (const [field, word] of Object.entries(subjects)) {
    const value = textOf(all[field]);
    if (value !== undefined) return `${word || 'resource'} ${value}`;
  }
  return ofType[type] ?? `a resource of type ${type}`;
}

/** A sentence that begins with a capital letter. */
export function capitalized(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
