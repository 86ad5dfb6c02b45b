import { isPlainObject } from '../../../constructs/options/validation-issues';
import type { Risk } from '../model/report';
import type { ResourceChange } from '../plan/plan';

/** An attribute that protects a resource. */
interface Guard {
  /** Path of the attribute. */
  readonly path: string;

  /** Whether a change reduces the protection. */
  readonly isWeaker: (before: unknown, after: unknown) => boolean;
  readonly consequence: string;
  readonly area?: Risk['area'];
}

const switchedOff = (before: unknown, after: unknown) => before === true && after !== true;
const switchedOn = (before: unknown, after: unknown) => before !== true && after === true;
const isLess = (before: unknown, after: unknown) =>
  Number(after) > 0 && (Number(after) < Number(before) || Number(before) === 0);
const not =
  (value: string) =>
  (before: unknown, after: unknown): boolean =>
    before === value && after !== value;

/** Attributes that protect resources, of any type. */
const guards: readonly Guard[] = [
  ...['enable_deletion_protection', 'deletion_protection', 'deletion_protection_enabled'].map(
    (path) => ({
      path,
      isWeaker: switchedOff,
      consequence: 'nothing prevents its deletion by a later plan or a person',
    }),
  ),
  ...['force_destroy', 'force_delete', 'skip_final_snapshot', 'force_detach_policies'].map(
    (path) => ({
      path,
      isWeaker: switchedOn,
      consequence: 'it can be destroyed with all its content',
    }),
  ),
  {
    path: 'retention_in_days',
    isWeaker: isLess,
    consequence: 'older logs are deleted immediately',
  },
  {
    path: 'image_tag_mutability',
    isWeaker: not('IMMUTABLE'),
    consequence: 'an image tag can later refer to another image',
  },
  {
    path: 'protocol',
    isWeaker: not('HTTPS'),
    consequence: 'anyone on the network path can read and change requests and responses',
  },
  ...[
    'encrypted',
    'storage_encrypted',
    'at_rest_encryption_enabled',
    'transit_encryption_enabled',
  ].map((path) => ({
    path,
    isWeaker: switchedOff,
    consequence: 'its data is no longer encrypted',
  })),
  ...[
    'block_public_acls',
    'block_public_policy',
    'ignore_public_acls',
    'restrict_public_buckets',
  ].map((path) => ({
    path,
    isWeaker: switchedOff,
    consequence: 'objects in the bucket can be made public',
  })),
  {
    path: 'drop_invalid_header_fields',
    isWeaker: switchedOff,
    consequence: 'malformed headers reach the services',
  },
  {
    path: 'access_logs.enabled',
    isWeaker: switchedOff,
    consequence: 'requests are no longer logged',
  },
  {
    path: 'versioning_configuration.status',
    isWeaker: not('Enabled'),
    consequence: 'overwritten or deleted objects cannot be restored',
  },
  ...[
    'network_configuration.assign_public_ip',
    'map_public_ip_on_launch',
    'publicly_accessible',
  ].map((path) => ({
    path,
    isWeaker: switchedOn,
    consequence:
      'its resources get public IP addresses; only security groups block access from the internet',
    area: 'ports' as const,
  })),
];

/** Risks of a plan that reduces the protection of a resource. */
export function protectionRisks({ change }: ResourceChange): Omit<Risk, 'address' | 'action'>[] {
  const { before, after, after_unknown: sign } = change;
  if (!isPlainObject(before) || !isPlainObject(after)) return [];
  return guards.flatMap(({ path, isWeaker, consequence, area = 'protection' }) => {
    const [was, willBe, isUnknown] = [before, after, sign].map((values) => valueAt(values, path));
    if (isUnknown === true || !isWeaker(was, willBe)) return [];
    const isForEver = path === 'retention_in_days' && was === 0;
    const what = `${path} changes from ${JSON.stringify(was ?? null)}${isForEver ? ' (forever)' : ''} to ${JSON.stringify(willBe ?? null)}`;
    return [{ area, what, consequence, isBlocking: true }];
  });
}

/** The value at a path; of a list, its first element is used. */
function valueAt(values: unknown, path: string): unknown {
  return path.split('.').reduce((value: unknown, name) => {
    const one = Array.isArray(value) ? value[0] : value;
    return isPlainObject(one) ? one[name] : undefined;
  }, values);
}
