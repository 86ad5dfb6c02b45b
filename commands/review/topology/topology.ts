import type { Kind } from '../model/report';
import { servicesOf } from '../plan/ecs-services';
import type { Plan } from '../plan/plan';
import { type PlannedResource, resourcesOf } from '../plan/planned-resources';
import { type References, referencesOf } from '../plan/references';
import { combinedState } from './combined-state';
import { balancerTypes, hostnamesOf, type PlannedHostname } from './hostnames';
import { limitedUnits, type Unit, unitsOf } from './limits';
import { balancerLines, type ListenerOfPlan, listenersOf } from './listeners';
import { type DraftPart, draft, draftOfRest, lead, numbered } from './node-list';
import { type RouteOfPlan, routesOfPlan } from './rules';
import { compared, destinationsOf } from './targets';

/** What happens to a part of the way; `undefined` where nothing does. */
export type PartState = Exclude<Kind, 'forget' | 'move' | 'import'>;

export interface Part {
  /** Unique in its diagram, a letter with digits: `n3`. */
  readonly id: string;

  /** Lines of plain text: `/a`, `site-a`, `2 tasks, port 8080`. */
  readonly lines: readonly string[];
  readonly role: 'client' | 'name' | 'balancer' | 'listener' | 'rule' | 'service' | 'rest';
  readonly state?: PartState;

  /** Ids of the parts that requests go to from here. */
  readonly to: readonly string[];
}

/** The way of a request from the client to the containers, and what a plan changes of it. */
export interface RequestWay {
  /** From the client on; a part comes before those that it leads to. */
  readonly parts: readonly Part[];
}

/** Names and routes of one service that are shown; there may be hundreds. */
const mostNames = 4;
const mostRoutes = 3;

/** The way of requests that a plan describes; `undefined` where it has neither load balancer nor listener. */
export function requestWay(plan: Plan): RequestWay | undefined {
  const resources = resourcesOf(plan);
  const references = referencesOf(plan, resources);
  const balancers = [...resources.values()]
    .filter(({ type }) => balancerTypes.includes(type))
    .sort((one, other) => compared(one.address, other.address));
  const listeners = listenersOf(resources, references);
  if (balancers.length === 0 && listeners.length === 0) return undefined;

  const client = draft('client', ['client']);
  const balancerParts = new Map(
    balancers.map((one) => [one, draft('balancer', balancerLines(one), one.state)]),
  );
  const listenerParts = new Map(
    listeners.map((one) => [one.resource, draft('listener', one.lines, one.resource.state)]),
  );
  const names = nameParts(client, hostnamesOf(resources, references), balancerParts);
  const named = new Set(names.flatMap(({ to }) => to));
  for (const part of balancerParts.values()) if (!named.has(part)) lead(client, part);
  for (const { resource, balancers: above } of listeners) {
    const part = listenerParts.get(resource) as DraftPart;
    if (above.length === 0) lead(client, part);
    for (const balancer of above) lead(balancerParts.get(balancer) ?? client, part);
  }
  const ends = endParts(unitsOfPlan(resources, references), listeners, listenerParts);
  return {
    parts: numbered([
      client,
      ...names,
      ...balancerParts.values(),
      ...listenerParts.values(),
      ...ends,
    ]),
  };
}

function unitsOfPlan(
  resources: ReadonlyMap<string, PlannedResource>,
  references: References,
): Unit[] {
  const services = servicesOf(resources, references);
  return unitsOf(
    destinationsOf(services, resources, references),
    routesOfPlan(resources, references),
  );
}

/** Names between the client and the load balancers; those that change first. */
function nameParts(
  client: DraftPart,
  names: readonly PlannedHostname[],
  balancerParts: ReadonlyMap<PlannedResource, DraftPart>,
): DraftPart[] {
  const visible = new Set(
    [...names.filter(({ state }) => state), ...names.filter(({ state }) => !state)].slice(
      0,
      mostNames,
    ),
  );
  const parts = names
    .filter((name) => visible.has(name))
    .map(({ name, note, state, balancers }) => {
      const part = draft('name', [name, ...(note ? [note] : [])], state);
      for (const balancer of balancers) lead(part, balancerParts.get(balancer));
      return part;
    });
  const hidden = names.filter((name) => !visible.has(name));
  if (hidden.length > 0) parts.push(restOfNames(hidden, balancerParts));
  for (const part of parts) lead(client, part);
  return parts;
}

function restOfNames(
  names: readonly PlannedHostname[],
  balancerParts: ReadonlyMap<PlannedResource, DraftPart>,
): DraftPart {
  const part = draftOfRest(names.length, 'name', combinedState(names.map(({ state }) => state)));
  for (const { balancers } of names) {
    for (const balancer of balancers) lead(part, balancerParts.get(balancer));
  }
  return part;
}

/** Rules, then what they lead to, then what is not shown. */
function endParts(
  units: readonly Unit[],
  listeners: readonly ListenerOfPlan[],
  listenerParts: ReadonlyMap<PlannedResource, DraftPart>,
): DraftPart[] {
  const { visible: shown, rests } = limitedUnits(units);
  const rules: DraftPart[] = [];
  const ends: DraftPart[] = [];
  for (const { destination, routes } of shown) {
    const end = destination && draft('service', destination.lines, destination.state);
    const own = ruleParts(routes, listenerParts, end);
    rules.push(...own);
    if (!end || !destination) continue;
    ends.push(end);
    for (const { resource, groups } of listeners) {
      const part = listenerParts.get(resource);
      if (part && groups.some((group) => destination.groups.includes(group))) lead(part, end);
    }
  }
  for (const { units: hidden, state } of rests) {
    const noun = hidden.every(({ destination }) => !destination) ? 'rule' : 'service';
    const end = draftOfRest(hidden.length, noun, state);
    const above = hidden.flatMap(({ routes }) => routes.flatMap((route) => route.listeners));
    for (const listener of new Set(above)) {
      const part = listenerParts.get(listener);
      if (part) lead(part, end);
    }
    ends.push(end);
  }
  return [...rules, ...ends];
}

function ruleParts(
  routes: readonly RouteOfPlan[],
  listenerParts: ReadonlyMap<PlannedResource, DraftPart>,
  end: DraftPart | undefined,
): DraftPart[] {
  const first = [...routes.filter(({ state }) => state), ...routes.filter(({ state }) => !state)];
  const visible = new Set(
    first.slice(0, routes.length === mostRoutes + 1 ? routes.length : mostRoutes),
  );
  const hidden = routes.filter((route) => !visible.has(route));
  const parts = routes
    .filter((route) => visible.has(route))
    .map((route) => {
      const part = draft('rule', [route.line, ...(route.does ? [route.does] : [])], route.state);
      for (const listener of route.listeners) {
        const above = listenerParts.get(listener);
        if (above) lead(above, part);
      }
      return part;
    });
  if (hidden.length > 0) {
    const part = draftOfRest(
      hidden.length,
      'route',
      combinedState(hidden.map(({ state }) => state)),
    );
    for (const listener of new Set(hidden.flatMap(({ listeners }) => listeners))) {
      const above = listenerParts.get(listener);
      if (above) lead(above, part);
    }
    parts.push(part);
  }
  for (const part of parts) lead(part, end);
  return parts;
}
