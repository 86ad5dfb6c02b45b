import { kindOf } from '../model/kind';
import { fieldsOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import type { PlanContext } from '../plan/plan-context';
import { textOf } from '../plan/planned-resources';

/** The owner of a policy or a rule: the attribute that names it, and its type. */
interface Owner {
  readonly attribute: string;
  readonly type: string;
}

const bucket = { attribute: 'bucket', type: 'aws_s3_bucket' };
const repository = { attribute: 'repository', type: 'aws_ecr_repository' };
const key = { attribute: 'key_id', type: 'aws_kms_key' };

const ofType: Readonly<Record<string, Owner>> = {
  aws_s3_bucket_policy: bucket,
  aws_s3_bucket_acl: bucket,
  aws_s3_bucket_lifecycle_configuration: bucket,
  aws_ecr_repository_policy: repository,
  aws_ecr_lifecycle_policy: repository,
  aws_ecrpublic_repository_policy: {
    attribute: 'repository_name',
    type: 'aws_ecrpublic_repository',
  },
  aws_kms_key_policy: key,
  aws_kms_grant: key,
  aws_sqs_queue_policy: { attribute: 'queue_url', type: 'aws_sqs_queue' },
  aws_sns_topic_policy: { attribute: 'arn', type: 'aws_sns_topic' },
  aws_secretsmanager_secret_policy: { attribute: 'secret_arn', type: 'aws_secretsmanager_secret' },
  aws_lambda_permission: { attribute: 'function_name', type: 'aws_lambda_function' },
  aws_network_acl_rule: { attribute: 'network_acl_id', type: 'aws_network_acl' },
  aws_efs_file_system_policy: { attribute: 'file_system_id', type: 'aws_efs_file_system' },
  aws_backup_vault_policy: { attribute: 'backup_vault_name', type: 'aws_backup_vault' },
};

/** Attributes in which IAM resources name their owner. */
const ofIam: readonly Owner[] = ['role', 'user', 'group'].flatMap((name) => [
  { attribute: name, type: `aws_iam_${name}` },
  { attribute: `${name}_name`, type: `aws_iam_${name}` },
]);

/** Attributes by which other resources refer to a resource. */
const names = [
  'name',
  'id',
  'arn',
  'bucket',
  'repository_name',
  'function_name',
  'key_id',
  'url',
  'resource_id',
];

/** Roles, buckets and other policy owners that a plan creates or destroys. */
export class Owners {
  private readonly created = new Set<string>();
  private readonly destroyed = new Set<string>();

  constructor({ plan }: PlanContext) {
    for (const one of plan.resource_changes) {
      const kind = kindOf(one);
      if (one.mode === 'data' || one.deposed !== undefined) continue;
      const { before, after } = one.change;
      if (kind === 'create' && !before) note(this.created, one.type, after);
      if (kind === 'destroy') note(this.destroyed, one.type, before);
    }
  }

  /** Whether a plan creates the resource with this name, and does not destroy one with the same name. */
  creates(type: string, name: string): boolean {
    return this.created.has(`${type} ${name}`) && !this.destroys(type, name);
  }

  /** Whether a plan destroys the resource with this name. */
  destroys(type: string, name: string): boolean {
    return this.destroyed.has(`${type} ${name}`);
  }

  /** Whether the same plan creates the resource that gets a permission or a rule. */
  isNew(one: ResourceChange): boolean {
    const { type, change } = one;
    const [after, sign] = [fieldsOf(change.after), fieldsOf(change.after_unknown)];
    const owner = ownerOf(one);
    if (owner) {
      // The name of an existing resource is known.
      if (sign[owner.attribute] === true) return true;
      const name = textOf(after[owner.attribute]);
      return name !== undefined && this.creates(owner.type, name);
    }
    if (/(_policy|_permission)$/.test(type) && !type.startsWith('aws_iam_')) {
      if (type === 'aws_cloudwatch_log_resource_policy') return !change.before;
      return Object.keys(sign).some(
        (name) => sign[name] === true && /_(arn|id|name|url)$/.test(name) && !/^owner_/.test(name),
      );
    }
    return change.before === null || change.before === undefined;
  }

  /** Whether the owner of a policy is destroyed with it. */
  isDestroyed(one: ResourceChange): boolean {
    const owner = ownerOf(one);
    const name = owner && textOf(fieldsOf(one.change.before)[owner.attribute]);
    return name !== undefined && owner !== undefined && this.destroys(owner.type, name);
  }
}

/** The owner of a policy, an attachment or a rule; `undefined` if it has none. */
export function ownerOf({ type, change: { before, after, after_unknown } }: ResourceChange) {
  const all = { ...fieldsOf(before), ...fieldsOf(after), ...fieldsOf(after_unknown) };
  return type.startsWith('aws_iam_') ? ofIam.find((one) => one.attribute in all) : ofType[type];
}

function note(all: Set<string>, type: string, values: unknown): void {
  const fields = fieldsOf(values);
  for (const name of names) {
    const text = textOf(fields[name]);
    if (text !== undefined) all.add(`${type} ${text}`);
  }
}
