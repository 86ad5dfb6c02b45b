import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';
import { documentIn } from '../plan/iam-json';
import { fieldsOf, listOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import { blockOf, numberOf } from '../plan/planned-resources';
import { canonical } from '../plan/value-text';
import type { Owners } from './owners';
import { capitalized, subjectOf } from './policy-subject';

type Finding = Omit<Risk, 'address' | 'action'>;

/** Risks of an existing bucket or repository that keeps less than before. */
export function lifecycleRisks(one: ResourceChange, kind: Kind, owners: Owners): Finding[] {
  if ((kind !== 'create' && kind !== 'update' && kind !== 'replace') || owners.isNew(one)) {
    return [];
  }
  const [before, after] = [one.change.before, one.change.after].map(keptBy(one.type));
  const sooner = [...(after ?? [])].filter(([what, kept]) => {
    const was = before?.get(what);
    return was === undefined || kept < was;
  });
  return sooner.map(([what, kept]) => {
    const was = before?.get(what);
    const now = was === undefined ? '' : ` instead of ${was}`;
    return {
      area: 'protection',
      what: capitalized(`${subjectOf(one)} keeps ${unitOf(what).replace('#', String(kept))}${now}`),
      consequence: 'everything beyond this limit is soon deleted permanently',
      isBlocking: false,
    };
  });
}

/** What lifecycle rules keep, by scope: a number of days or of images. */
function keptBy(type: string): (values: unknown) => ReadonlyMap<string, number> {
  if (type === 'aws_s3_bucket_lifecycle_configuration') return ofBucket;
  return type === 'aws_ecr_lifecycle_policy' ? ofRepository : () => new Map();
}

function ofBucket(values: unknown): Map<string, number> {
  const kept = new Map<string, number>();
  for (const rule of listOf(fieldsOf(values).rule).map(fieldsOf)) {
    if (rule.status !== 'Enabled') continue;
    const scope = `${canonical(rule.filter ?? null)}${String(rule.prefix ?? '')}`;
    const current = numberOf(blockOf(rule.expiration).days);
    const old = numberOf(blockOf(rule.noncurrent_version_expiration).noncurrent_days);
    if (current) least(kept, `objects for # days: ${scope}`, current);
    if (old) least(kept, `noncurrent versions for # days: ${scope}`, old);
  }
  return kept;
}

function ofRepository(values: unknown): Map<string, number> {
  const kept = new Map<string, number>();
  const document = fieldsOf(documentIn(fieldsOf(values).policy));
  for (const rule of listOf(document.rules).map(fieldsOf)) {
    const { countNumber, countType, countUnit, ...scope } = fieldsOf(rule.selection);
    const number = numberOf(countNumber);
    const unit = countType === 'sinceImagePushed' ? 'images for # days' : '# images';
    if (number !== undefined) least(kept, `${unit}: ${canonical(scope)}`, number);
  }
  return kept;
}

function least(all: Map<string, number>, what: string, number: number): void {
  all.set(what, Math.min(number, all.get(what) ?? number));
}

/** `objects for # days` of `objects for # days: {…}`. */
function unitOf(what: string): string {
  return what.split(':', 1)[0] ?? '';
}
