import { isPlainObject } from '../../constructs/problems';
import { addressOf, withoutKeys } from './addresses';
import { attributesOf, isWritten } from './change-attributes';
import { type Expressions, expressionsOf } from './expressions';
import { kindOf } from './kinds';
import type { Plan, ResourceChange } from './plan';
import { OpenPorts } from './port-risks';
import type { Reasons } from './reasons';
import type { Change, Kind } from './review';
import type { Sources } from './sources';

/** What a plan does to its resources, in the order of their addresses. Reading data and doing nothing is no change. */
export function changesOf(plan: Plan, sources: Sources, reasons: Reasons): Change[] {
  const written = expressionsOf(plan);
  return plan.resource_changes
    .filter(({ mode }) => mode !== 'data')
    .flatMap((one) => {
      const kind = kindOf(one);
      const expressions = written.get(withoutKeys(one.address));
      return kind ? [changeOf(one, kind, sources, reasons.of(one, kind), expressions)] : [];
    })
    .sort(byAddress);
}

/**
 * What has changed outside of Terraform since the last apply. What AWS fills in by itself, or says in another way than
 * Terraform has written it, is none of it: only what is written counts. Nor is what belongs to others, such as the number
 * of tasks that scaling has chosen.
 */
export function driftOf(plan: Plan, sources: Sources): Change[] {
  const written = expressionsOf(plan);
  const ports = new OpenPorts(plan);
  return plan.resource_drift
    .filter(({ mode }) => mode !== 'data')
    .flatMap((one) => {
      const kind = kindOf(one);
      if (kind !== 'update' && kind !== 'destroy') return [];
      const change = changeOf(one, kind, sources, []);
      if (kind === 'destroy') return [change];
      const expressions = written.get(withoutKeys(one.address));
      // Of what is no longer described nobody has written anything.
      if (!expressions && written.size > 0) return [];
      const owned = ownedByOthers(one.address, sources);
      const attributes = change.attributes.filter(
        ({ path }) =>
          isWritten(attributeOf(path), expressions) && !owned.includes(attributeOf(path)),
      );
      // Rules that are resources of their own are no attributes of their group.
      const path = 'its rules';
      const opened = ports.openedOutside(one).map((after) => ({ path, after, isReplacing: false }));
      const all = [...attributes, ...opened];
      return all.length > 0 ? [{ ...change, attributes: all }] : [];
    })
    .sort(byAddress);
}

/** The attributes that Terraform ignores, because others own them (`ignore_changes`). */
function ownedByOthers(address: string, sources: Sources): string[] {
  const lifecycle = sources.written(address, 'lifecycle');
  const ignored = isPlainObject(lifecycle) ? lifecycle.ignore_changes : [];
  return Array.isArray(ignored) ? ignored.map((path) => attributeOf(String(path))) : [];
}

/** `tags` of `tags.Name`. */
function attributeOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? '';
}

function changeOf(
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
    address: addressOf(one),
    type,
    kind,
    ...sources.of(address, previous),
    ...(isMoved ? { movedFrom: previous } : {}),
    ...(importing ? { importedId: importing.id ?? '' } : {}),
    reasons,
    ...attributesOf(one, kind, written),
  };
}

function byAddress(one: Change, other: Change): number {
  return one.address < other.address ? -1 : 1;
}
