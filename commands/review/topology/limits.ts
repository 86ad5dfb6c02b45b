import type { RouteOfPlan } from './rules';
import type { Destination } from './targets';
import type { PartState } from './topology';

/** A destination with the routes that lead to it, or a route that leads to none. */
export interface Unit {
  readonly destination?: Destination;
  readonly routes: readonly RouteOfPlan[];
  readonly state?: PartState;
}

/** Units that are not shown, of which the same happens. */
export interface Rest {
  readonly state?: PartState;
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
const byWeight: readonly (PartState | undefined)[] = [
  'destroy',
  'replace',
  'update',
  'create',
  undefined,
];

/** Units of all destinations and routes, in the order of the destinations. */
export function unitsOf(
  destinations: readonly Destination[],
  routes: readonly RouteOfPlan[],
): Unit[] {
  const owner = new Map(
    destinations.flatMap((destination) => destination.groups.map((group) => [group, destination])),
  );
  const led = new Map<Destination, RouteOfPlan[]>();
  const bare: RouteOfPlan[] = [];
  for (const route of routes) {
    const [destination] = route.groups.flatMap((group) => owner.get(group) ?? []);
    if (!destination) bare.push(route);
    else led.set(destination, [...(led.get(destination) ?? []), route]);
  }
  const units = destinations.map((destination) => unit(led.get(destination) ?? [], destination));
  return [...units, ...bare.map((route) => unit([route]))];
}

function unit(routes: readonly RouteOfPlan[], destination?: Destination): Unit {
  const isChanged = routes.some(({ state }) => state !== undefined);
  const own = destination ? destination.state : routes[0]?.state;
  const state = own ?? (isChanged ? 'update' : undefined);
  return { ...(destination && { destination }), routes, ...(state && { state }) };
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
