import { isPlainObject } from '../../constructs/problems';
import { addressOf, withoutKeys } from './addresses';
import { attributeDifferences, type Difference } from './attribute-diff';
import { expressionsOf } from './expressions';
import { kindOf } from './kinds';
import type { Plan, ResourceChange } from './plan';
import { OpenPorts } from './port-risks';
import type { Reasons } from './reasons';
import type { AttributeDiff, Change, Kind } from './review';
import type { Sources } from './sources';
import { isNothing } from './value-text';

/** How many attributes are shown of a resource that is new. */
const shownOfNew = 30;

/** What tells a resource apart that goes. */
const identifying = ['name', 'family', 'bucket', 'description', 'id', 'arn'];

/** What a plan does to its resources, in the order of their addresses. Reading data and doing nothing is no change. */
export function changesOf(plan: Plan, sources: Sources, reasons: Reasons): Change[] {
  return plan.resource_changes
    .filter(({ mode }) => mode !== 'data')
    .flatMap((one) => {
      const kind = kindOf(one);
      return kind ? [changeOf(one, kind, sources, reasons.of(one, kind))] : [];
    })
    .sort(byAddress);
}

/**
 * What has changed outside of Terraform since the last apply. What AWS fills in by itself, or says in another way than
 * Terraform has written it, is none of it: only what is written counts.
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
      const attributes = change.attributes.filter(({ path }) => {
        const expressions = written.get(withoutKeys(one.address));
        return !expressions || (path.split(/[.[]/, 1)[0] ?? '') in expressions;
      });
      // Rules that are resources of their own are no attributes of their group.
      const path = 'its rules';
      const opened = ports.openedOutside(one).map((after) => ({ path, after, isReplacing: false }));
      const all = [...attributes, ...opened];
      return all.length > 0 ? [{ ...change, attributes: all }] : [];
    })
    .sort(byAddress);
}

function changeOf(
  one: ResourceChange,
  kind: Kind,
  sources: Sources,
  reasons: readonly string[],
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
    ...attributesOf(one, kind),
  };
}

function attributesOf(one: ResourceChange, kind: Kind): Pick<Change, 'attributes' | 'omitted'> {
  if (kind === 'destroy' || kind === 'forget') return identityOf(one.change.before);
  const all = differencesOf(one);
  if (kind === 'create') {
    const known = all.filter(({ isUnknown, after, path }) => !isUnknown && isTelling(path, after));
    return shown(known.slice(0, shownOfNew), all.length);
  }
  if (kind !== 'replace') return shown(all, all.length);
  // What AWS makes anew with each resource says nothing.
  return shown(
    all.filter(({ isUnknown, isReplacing }) => !isUnknown || isReplacing),
    all.length,
  );
}

/** All that differs, what forces a replacement first. */
function differencesOf({ type, change }: ResourceChange): (Difference & AttributeDiff)[] {
  const replacing = (change.replace_paths ?? []).map((path) =>
    path.filter((part) => typeof part === 'string').join('.'),
  );
  const { before, after, after_unknown: sign } = change;
  const all = attributeDifferences(type, before, after, sign)
    .filter(({ path }) => !isRepetition(path, before, after))
    .map((one) => ({
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

/** Whether an attribute tells a new resource apart: not what is off, nor what all resources have. */
function isTelling(path: string, after: string | undefined): boolean {
  return after !== 'false' && path !== 'region' && !path.startsWith('tags_all');
}

/** Whether a difference is one of the tags, which the AWS provider lists twice. */
function isRepetition(path: string, ...sides: unknown[]): boolean {
  const [attribute, tag] = path.split('.', 2);
  if (attribute !== 'tags_all') return false;
  return (
    tag === undefined ||
    sides.some((side) => isPlainObject(side) && isPlainObject(side.tags) && tag in side.tags)
  );
}

function shown(attributes: readonly (AttributeDiff & Difference)[], count: number) {
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

function identityOf(before: unknown): Pick<Change, 'attributes' | 'omitted'> {
  const values = isPlainObject(before) ? before : {};
  const present = Object.keys(values).filter((name) => !isNothing(values[name]));
  const told = identifying.filter((name) => present.includes(name)).slice(0, 3);
  const attributes = told.map((path) => ({
    path,
    before: String(values[path]),
    isReplacing: false,
  }));
  return { attributes, omitted: present.length - told.length };
}

function byAddress(one: Change, other: Change): number {
  return one.address < other.address ? -1 : 1;
}
