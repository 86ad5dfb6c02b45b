import type { ChangeState } from '../model/topology';
import type { PlannedRoute } from './rules';
import type { TrafficTarget } from './targets';

/** A target with its routes, or a route without a target. */
export interface Unit {
  readonly target?: TrafficTarget;
  readonly routes: readonly PlannedRoute[];
  readonly state?: ChangeState;
}

/** Units that are left out of the diagram and have the same state. */
export interface Rest {
  readonly state?: ChangeState;
  readonly units: readonly Unit[];
}

export interface LimitedUnits {
  readonly visible: readonly Unit[];
  readonly rests: readonly Rest[];
}

/** Up to this number, all units are drawn. */
const mostOfAll = 6;

/** Above that number, only changed units are drawn, and a few unchanged ones as examples. */
const mostChanged = 8;
const mostWithExamples = 3;

/** The most disruptive state first. */
const bySeverity: readonly (ChangeState | undefined)[] = [
  'destroy',
  'replace',
  'update',
  'create',
  undefined,
];

/** Units of all targets and routes, in the order of the targets. */
export function unitsOf(
  targets: readonly TrafficTarget[],
  routes: readonly PlannedRoute[],
): Unit[] {
  const owner = new Map(targets.flatMap((target) => target.groups.map((group) => [group, target])));
  const byTarget = new Map<TrafficTarget, PlannedRoute[]>();
  const bare: PlannedRoute[] = [];
  for (const route of routes) {
    const [target] = route.groups.flatMap((group) => owner.get(group) ?? []);
    if (!target) bare.push(route);
    else byTarget.set(target, [...(byTarget.get(target) ?? []), route]);
  }
  const units = targets.map((target) => unit(byTarget.get(target) ?? [], target));
  return [...units, ...bare.map((route) => unit([route]))];
}

function unit(routes: readonly PlannedRoute[], target?: TrafficTarget): Unit {
  const isChanged = routes.some(({ state }) => state !== undefined);
  const own = target ? target.state : routes[0]?.state;
  const state = own ?? (isChanged ? 'update' : undefined);
  return { ...(target && { target }), routes, ...(state && { state }) };
}

/** The units to draw, those that change first; the others are summed up by state. */
export function limitedUnits(units: readonly Unit[]): LimitedUnits {
  if (units.length <= mostOfAll) return { visible: units, rests: [] };
  const changed = bySeverity
    .slice(0, -1)
    .flatMap((state) => units.filter((one) => one.state === state));
  const unchanged = units.filter(({ state }) => state === undefined);
  const chosen = changed.slice(0, mostChanged);
  const examples = unchanged.slice(0, Math.max(0, mostWithExamples - chosen.length));
  const visible = new Set([...chosen, ...examples]);
  const hidden = units.filter((one) => !visible.has(one));
  const rests = bySeverity
    .map((state) => ({
      ...(state && { state }),
      units: hidden.filter((one) => one.state === state),
    }))
    .filter(({ units: those }) => those.length > 0);
  return { visible: units.filter((one) => visible.has(one)), rests };
}
