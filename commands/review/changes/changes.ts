import { type Kind, kindOf } from '../model/kind';
import type { Change } from '../model/report';
import { changeAddress, withoutInstanceKeys } from '../plan/addresses';
import type { Expressions } from '../plan/expressions';
import type { ResourceChange } from '../plan/plan';
import type { PlanContext } from '../plan/plan-context';
import type { Sources } from '../plan/sources';
import { attributesOf } from './change-attributes';
import { ReplacementReasons } from './replacement-reasons';

/** All changes of a plan, sorted by address. Data sources are left out. */
export function changesOf(context: PlanContext): Change[] {
  const { plan, sources, expressions } = context;
  const reasons = context.derived(ReplacementReasons);
  return plan.resource_changes
    .filter(({ mode }) => mode !== 'data')
    .flatMap((one) => {
      const kind = kindOf(one);
      const written = expressions.get(withoutInstanceKeys(one.address));
      return kind ? [changeOf(one, kind, sources, reasons.of(one, kind), written)] : [];
    })
    .sort(byAddress);
}

/** One change, with the construct that created the resource. */
export function changeOf(
  one: ResourceChange,
  kind: Kind,
  sources: Sources,
  reasons: readonly string[],
  written?: Expressions,
): Change {
  const { address, previous_address: previous, type } = one;
  const { importing } = one.change;
  const isMoved = previous !== undefined && previous !== address;
  return {
    address: changeAddress(one),
    type,
    kind,
    ...sources.of(address, previous),
    ...(isMoved ? { movedFrom: previous } : {}),
    ...(importing ? { importedId: String(importing.id ?? '') } : {}),
    reasons,
    ...attributesOf(one, kind, written),
  };
}

/** Compares changes by address. */
export function byAddress(one: Change, other: Change): number {
  return one.address < other.address ? -1 : 1;
}
