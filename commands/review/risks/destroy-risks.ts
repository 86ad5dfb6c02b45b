import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';
import { fieldsOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import { allowedTrafficIn } from './allowed-traffic';
import { destroyConsequences } from './destroy-consequences';
import { matchedBy } from './listener-rule-risks';
import type { SecurityGroupRisks } from './security-group-risks';

const verbs: Partial<Record<Kind, string>> = {
  replace: 'is replaced',
  destroy: 'is destroyed',
  forget: 'is no longer managed',
};

/** Risks of a resource that is replaced, destroyed or forgotten. */
export function destroyRisks(
  one: ResourceChange,
  kind: Kind,
  securityGroups: SecurityGroupRisks,
): Omit<Risk, 'address' | 'action'>[] {
  const entry = destroyConsequences[one.type];
  const verb = verbs[kind];
  if (!entry || !verb) return [];
  const { area, noun, replaced, destroyed } = entry;
  // A deposed object of an interrupted replacement is no longer in use, but it can hold the only copy of data.
  if (one.deposed !== undefined && area !== 'state') return [];
  const left = one.deposed === undefined ? '' : ', left over from a replacement,';
  const what = `The ${`${noun} ${named(one, securityGroups)}`.trimEnd()}${left} ${verb}`;
  if (kind === 'forget') {
    const consequence =
      'it remains on AWS and continues to incur costs, but is no longer in any plan';
    return [{ area: 'state', what, consequence, isBlocking: true }];
  }
  if (kind === 'destroy') return [{ area, what, consequence: destroyed, isBlocking: true }];
  if (replaced === undefined) return [];
  const isNewFirst = one.change.actions[0] === 'create' && area === 'traffic';
  const consequence = isNewFirst ? `${replaced}; the new one is created first` : replaced;
  return [{ area, what, consequence, isBlocking: true }];
}

/** The name on AWS, or the traffic that a rule allows, with a trailing space. */
function named(
  { type, change: { before } }: ResourceChange,
  securityGroups: SecurityGroupRisks,
): string {
  const { name, bucket, domain_name: domain } = fieldsOf(before);
  const found = [name, bucket, domain].find((one) => typeof one === 'string' && one !== '');
  if (found !== undefined) return `${found} `;
  const { resource_id: scaled } = fieldsOf(before);
  if (typeof scaled === 'string') return `${scaled.split('/').at(-1)} `;
  if (type.endsWith('lb_listener_rule')) return `for ${matchedBy(before)} `;
  const allowed = type.endsWith('_rule') ? allowedTrafficIn(type, before) : [];
  return allowed.length > 0
    ? `(${allowed.map((one) => securityGroups.format(one)).join('; ')}) `
    : '';
}
