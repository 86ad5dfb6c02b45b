import type { ChangeState } from '../model/topology';
import type { PlannedRoute } from './rules';
import type { TrafficTarget } from './targets';

/** A destination with the routes that lead to it, or a route that leads to none. */
export interface Unit {
  readonly target?: TrafficTarget;
  readonly routes: readonly PlannedRoute[];
  readonly state?: ChangeState;
}

/** Units that are not shown, of which the same happens. */
export interface Rest {
  readonly state?: ChangeState;
  readonly units: readonly Unit[];
}

export interface LimitedUnits {
  readonly visible: readonly Unit[];
  readonly rests: readonly Rest[];
}

/** So many units are shown, whatever happens to them. */
const mostOfAll = 6;

/** Where there are more: those that change, then unchanged ones as examples. */
const mostChanged = 8;
const mostWithExamples = 3;

/** What takes requests away first. */
const byWeight: readonly (ChangeState | undefined)[] = [
  'destroy',
  'replace',
  'update',
  'create',
  undefined,
];

/** Units of all destinations and routes, in the order of the destinations. */
export function unitsOf(
  targets: readonly TrafficTarget[],
  routes: readonly PlannedRoute[],
): Unit[] {
  const owner = new Map(targets.flatMap((target) => target.groups.map((group) => [group, target])));
  const led = new Map<TrafficTarget, PlannedRoute[]>();
  const bare: PlannedRoute[] = [];
  for (const route of routes) {
    const [destination] = route.groups.flatMap((group) => owner.get(group) ?? []);
    if (!destination) bare.push(route);
    else led.set(destination, [...(led.get(destination) ?? []), route]);
  }
  const units = targets.map((target) => unit(led.get(target) ?? [], target));
  return [...units, ...bare.map((route) => unit([route]))];
}

function unit(routes: readonly PlannedRoute[], target?: TrafficTarget): Unit {
  const isChanged = routes.some(({ state }) => state !== undefined);
  const own = target ? target.state : routes[0]?.state;
  const state = own ?? (isChanged ? 'update' : undefined);
  return { ...(target && { target }), routes, ...(state && { state }) };
}

/** As many units as a reader takes in at a glance, those that change first; the rest by what happens to it. */
export function limitedUnits(units: readonly Unit[]): LimitedUnits {
  if (units.length <= mostOfAll) return { visible: units, rests: [] };
  const changed = byWeight
    .slice(0, -1)
    .flatMap((state) => units.filter((one) => one.state === state));
  const unchanged = units.filter(({ state }) => state === undefined);
  const chosen = changed.slice(0, mostChanged);
  const examples = unchanged.slice(0, Math.max(0, mostWithExamples - chosen.length));
  const visible = new Set([...chosen, ...examples]);
  const hidden = units.filter((one) => !visible.has(one));
  const rests = byWeight
    .map((state) => ({
      ...(state && { state }),
      units: hidden.filter((one) => one.state === state),
    }))
    .filter(({ units: those }) => those.length > 0);
  return { visible: units.filter((one) => visible.has(one)), rests };
}
