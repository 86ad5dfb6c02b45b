import { isPlainObject } from '../../../constructs/options/validation-issues';
import type { Kind } from '../model/kind';
import type { AttributeDiff, Change } from '../model/report';
import type { Expressions } from '../plan/expressions';
import type { ResourceChange } from '../plan/plan';
import { formatValue, isEmpty, shortened } from '../plan/value-text';
import { attributeDifferences, type Difference } from './attribute-diff';

/** Attributes that are listed of a new resource. */
const mostOfNew = 30;

/** Attributes that identify a destroyed resource. */
const identifying = [
  'name',
  'family',
  'bucket',
  'role',
  'policy_arn',
  'type',
  'description',
  'ip_protocol',
  'protocol',
  'from_port',
  'to_port',
  'port',
  'cidr_ipv4',
  'cidr_ipv6',
  'cidr_block',
  'referenced_security_group_id',
  'security_group_id',
  'priority',
  'resource_id',
  'min_capacity',
  'max_capacity',
  'desired_count',
  'id',
];

type ReportedAttributes = Pick<Change, 'attributes' | 'omitted'>;
type FlaggedDifference = Difference & AttributeDiff;

/**
 * The attributes of a change that are worth reading.
 *
 * @param written the resource's expressions in the configuration, if they are known
 */
export function attributesOf(
  one: ResourceChange,
  kind: Kind,
  written?: Expressions,
): ReportedAttributes {
  if (kind === 'destroy' || kind === 'forget') return identityOf(one.change.before);
  const all = flaggedDifferences(one, kind);
  if (kind === 'create') {
    const reported = all.filter(
      ({ isUnknown, path, after }) => !isUnknown && isIdentifying(path, after),
    );
    return reportedAttributes(reported.slice(0, mostOfNew), all.length);
  }
  if (kind !== 'replace') return reportedAttributes(all, all.length);
  const reported = all.filter(
    ({ isUnknown, isReplacing, schemaPath, after }) =>
      // Values that AWS assigns to each new resource, or has filled in, say nothing about the change.
      isReplacing || !(isUnknown || (after === undefined && !isWritten(schemaPath, written))),
  );
  return reportedAttributes(reported, all.length);
}

/** Whether an attribute is set in the configuration, and not filled in by AWS. */
export function isWritten(schemaPath: string, written?: Expressions): boolean {
  const [attribute = ''] = schemaPath.split('.', 1);
  return written === undefined || attribute === 'tags' || attribute in written;
}

/** All differences; those that force a replacement come first. */
function flaggedDifferences({ type, change }: ResourceChange, kind: Kind): FlaggedDifference[] {
  const replacing = (change.replace_paths ?? []).map((path) =>
    path.filter((part) => typeof part === 'string').join('.'),
  );
  const { before, after, after_unknown: sign } = change;
  const differences = attributeDifferences(type, before, after, sign);
  const all = (kind === 'create' ? differences : tagsOnce(differences)).map((one) => ({
    ...one,
    isReplacing: replacing.some(
      (path) => one.schemaPath === path || one.schemaPath.startsWith(`${path}.`),
    ),
  }));
  return [
    ...all.filter(({ isReplacing }) => isReplacing),
    ...all.filter(({ isReplacing }) => !isReplacing),
  ];
}

/** The AWS provider lists tags twice: `tags` as configured, `tags_all` including default tags. */
function tagsOnce(all: readonly Difference[]): Difference[] {
  const inAll = new Set(all.map(({ path }) => path));
  return all.flatMap((one) => {
    const [attribute, ...tag] = one.path.split('.');
    if (attribute === 'tags' && inAll.has(['tags_all', ...tag].join('.'))) return [];
    if (attribute !== 'tags_all') return [one];
    if (tag.length === 0) return [];
    return [{ ...one, path: ['tags', ...tag].join('.'), schemaPath: 'tags' }];
  });
}

/** Whether an attribute identifies a new resource. Disabled attributes, and those that all resources have, do not. */
function isIdentifying(path: string, after: string | undefined): boolean {
  return after !== 'false' && path !== 'region' && !path.startsWith('tags_all');
}

function reportedAttributes(
  attributes: readonly FlaggedDifference[],
  count: number,
): ReportedAttributes {
  return {
    attributes: attributes.map(({ path, before, after, isReplacing }) => ({
      path,
      before,
      after,
      isReplacing,
    })),
    omitted: count - attributes.length,
  };
}

function identityOf(before: unknown): ReportedAttributes {
  const values = isPlainObject(before) ? before : {};
  const present = Object.keys(values).filter((name) => !isEmpty(values[name]));
  const reported = identifying.filter((name) => present.includes(name)).slice(0, 8);
  const attributes = reported.map((path) => ({
    path,
    before: shortened(formatValue(values[path])),
    isReplacing: false,
  }));
  return { attributes, omitted: present.length - reported.length };
}
