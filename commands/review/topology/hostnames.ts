import { type ChangeState, combinedState } from '../model/topology';
import { fieldsOf, listOf } from '../plan/json-values';
import { type PlannedResource, textOf } from '../plan/planned-resources';
import type { References } from '../plan/references';
import { compared } from './targets';

/** A hostname that resolves to load balancers. */
export interface PlannedHostname {
  readonly name: string;
  readonly note?: string;
  readonly state?: ChangeState;
  readonly balancers: readonly PlannedResource[];
}

export const balancerTypes = ['aws_lb', 'aws_alb'];

/** Hostnames of DNS records, and hostnames of certificates that have no record in the plan. */
export function hostnamesOf(
  resources: ReadonlyMap<string, PlannedResource>,
  references: References,
): PlannedHostname[] {
  const all = [...resources.values()];
  const byName = new Map<string, { records: PlannedResource[]; balancers: Set<PlannedResource> }>();
  for (const record of all.filter(({ type }) => type === 'aws_route53_record')) {
    const name = (textOf((record.after ?? record.before)?.name) ?? '').replace(/\.$/, '');
    const balancers = balancersOf(record, references);
    if (balancers.length === 0 || name === '') continue;
    const entry = byName.get(name) ?? { records: [], balancers: new Set() };
    entry.records.push(record);
    for (const balancer of balancers) entry.balancers.add(balancer);
    byName.set(name, entry);
  }
  const recorded = [...byName].map(([name, { records, balancers }]) => {
    const state = combinedState(records.map((record) => record.state));
    return { name, ...(state && { state }), balancers: [...balancers] };
  });
  const certified = certificateHostnames(all, references).filter(({ name }) => !byName.has(name));
  return [...recorded, ...certified].sort((one, other) => compared(one.name, other.name));
}

function balancersOf(record: PlannedResource, references: References): PlannedResource[] {
  const aliased = references.targets(record, ['alias', 0, 'name'], balancerTypes);
  if (aliased.length > 0) return aliased;
  const { type } = record.after ?? record.before ?? {};
  return type === 'CNAME' ? references.targets(record, ['records'], balancerTypes) : [];
}

/** Hostnames of the listeners' certificates: their DNS records can be managed elsewhere. */
function certificateHostnames(
  all: readonly PlannedResource[],
  references: References,
): PlannedHostname[] {
  const listeners = all.filter(({ type }) => /^aws_a?lb_listener$/.test(type));
  const names = new Map<string, { state?: ChangeState; balancers: Set<PlannedResource> }>();
  for (const listener of listeners) {
    const balancers = references.targets(listener, ['load_balancer_arn'], balancerTypes);
    for (const certificate of references.targets(
      listener,
      ['certificate_arn'],
      ['aws_acm_certificate', 'aws_acm_certificate_validation'],
    )) {
      const attributes = fieldsOf(certificate.after ?? certificate.before);
      for (const name of [
        attributes.domain_name,
        ...textsOf(attributes.subject_alternative_names),
      ]) {
        const text = textOf(name);
        if (text === undefined || text.startsWith('*')) continue;
        const entry = names.get(text) ?? {
          ...(certificate.state && { state: certificate.state }),
          balancers: new Set(),
        };
        for (const balancer of balancers) entry.balancers.add(balancer);
        names.set(text, entry);
      }
    }
  }
  return [...names]
    .filter(([, { balancers }]) => balancers.size > 0)
    .map(([name, { state, balancers }]) => ({
      ...{ name, note: 'certificate, no record in this plan', balancers: [...balancers] },
      ...(state && { state }),
    }));
}

function textsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : listOf(value);
}
