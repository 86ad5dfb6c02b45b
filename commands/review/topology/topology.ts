import { combinedState, type Topology } from '../model/topology';
import type { PlanContext } from '../plan/plan-context';
import type { PlannedResource } from '../plan/planned-resources';
import { balancerTypes, hostnamesOf, type PlannedHostname } from './hostnames';
import { limitedUnits, type Unit, unitsOf } from './limits';
import { balancerLines, listenersOf, type PlannedListener } from './listeners';
import { type DraftNode, draft, draftOfRest, lead, numbered } from './node-list';
import { type PlannedRoute, routesOf } from './rules';
import { compared, targetsOf } from './targets';

/** Names and routes of one service that are shown; there may be hundreds. */
const mostNames = 4;
const mostRoutes = 3;

/** The way of requests that a plan describes; `undefined` where it has neither load balancer nor listener. */
export function topologyOf(context: PlanContext): Topology | undefined {
  const { resources, references } = context;
  const balancers = [...resources.values()]
    .filter(({ type }) => balancerTypes.includes(type))
    .sort((one, other) => compared(one.address, other.address));
  const listeners = listenersOf(resources, references);
  if (balancers.length === 0 && listeners.length === 0) return undefined;

  const client = draft('client', ['client']);
  const balancerNodes = new Map(
    balancers.map((one) => [one, draft('balancer', balancerLines(one), one.state)]),
  );
  const listenerNodes = new Map(
    listeners.map((one) => [one.resource, draft('listener', one.lines, one.resource.state)]),
  );
  const names = hostnameNodes(client, hostnamesOf(resources, references), balancerNodes);
  const named = new Set(names.flatMap(({ to }) => to));
  for (const node of balancerNodes.values()) if (!named.has(node)) lead(client, node);
  for (const { resource, balancers: above } of listeners) {
    const node = listenerNodes.get(resource) as DraftNode;
    if (above.length === 0) lead(client, node);
    for (const balancer of above) lead(balancerNodes.get(balancer) ?? client, node);
  }
  const ends = targetNodes(plannedUnits(context), listeners, listenerNodes);
  return {
    nodes: numbered([
      client,
      ...names,
      ...balancerNodes.values(),
      ...listenerNodes.values(),
      ...ends,
    ]),
  };
}

function plannedUnits({ resources, references, services }: PlanContext): Unit[] {
  return unitsOf(targetsOf(services, resources, references), routesOf(resources, references));
}

/** Names between the client and the load balancers; those that change first. */
function hostnameNodes(
  client: DraftNode,
  names: readonly PlannedHostname[],
  balancerNodes: ReadonlyMap<PlannedResource, DraftNode>,
): DraftNode[] {
  const visible = new Set(
    [...names.filter(({ state }) => state), ...names.filter(({ state }) => !state)].slice(
      0,
      mostNames,
    ),
  );
  const nodes = names
    .filter((name) => visible.has(name))
    .map(({ name, note, state, balancers }) => {
      const node = draft('name', [name, ...(note ? [note] : [])], state);
      for (const balancer of balancers) lead(node, balancerNodes.get(balancer));
      return node;
    });
  const hidden = names.filter((name) => !visible.has(name));
  if (hidden.length > 0) nodes.push(restOfNames(hidden, balancerNodes));
  for (const node of nodes) lead(client, node);
  return nodes;
}

function restOfNames(
  names: readonly PlannedHostname[],
  balancerNodes: ReadonlyMap<PlannedResource, DraftNode>,
): DraftNode {
  const node = draftOfRest(names.length, 'name', combinedState(names.map(({ state }) => state)));
  for (const { balancers } of names) {
    for (const balancer of balancers) lead(node, balancerNodes.get(balancer));
  }
  return node;
}

/** Rules, then what they lead to, then what is not shown. */
function targetNodes(
  units: readonly Unit[],
  listeners: readonly PlannedListener[],
  listenerNodes: ReadonlyMap<PlannedResource, DraftNode>,
): DraftNode[] {
  const { visible: shown, rests } = limitedUnits(units);
  const rules: DraftNode[] = [];
  const ends: DraftNode[] = [];
  for (const { target: destination, routes } of shown) {
    const end = destination && draft('service', destination.lines, destination.state);
    const own = ruleNodes(routes, listenerNodes, end);
    rules.push(...own);
    if (!end || !destination) continue;
    ends.push(end);
    for (const { resource, groups } of listeners) {
      const node = listenerNodes.get(resource);
      if (node && groups.some((group) => destination.groups.includes(group))) lead(node, end);
    }
  }
  for (const { units: hidden, state } of rests) {
    const noun = hidden.every(({ target: destination }) => !destination) ? 'rule' : 'service';
    const end = draftOfRest(hidden.length, noun, state);
    const above = hidden.flatMap(({ routes }) => routes.flatMap((route) => route.listeners));
    for (const listener of new Set(above)) {
      const node = listenerNodes.get(listener);
      if (node) lead(node, end);
    }
    ends.push(end);
  }
  return [...rules, ...ends];
}

function ruleNodes(
  routes: readonly PlannedRoute[],
  listenerNodes: ReadonlyMap<PlannedResource, DraftNode>,
  end: DraftNode | undefined,
): DraftNode[] {
  const first = [...routes.filter(({ state }) => state), ...routes.filter(({ state }) => !state)];
  const visible = new Set(
    first.slice(0, routes.length === mostRoutes + 1 ? routes.length : mostRoutes),
  );
  const hidden = routes.filter((route) => !visible.has(route));
  const nodes = routes
    .filter((route) => visible.has(route))
    .map((route) => {
      const node = draft('rule', [route.line, ...(route.does ? [route.does] : [])], route.state);
      for (const listener of route.listeners) {
        const above = listenerNodes.get(listener);
        if (above) lead(above, node);
      }
      return node;
    });
  if (hidden.length > 0) {
    const node = draftOfRest(
      hidden.length,
      'route',
      combinedState(hidden.map(({ state }) => state)),
    );
    for (const listener of new Set(hidden.flatMap(({ listeners }) => listeners))) {
      const above = listenerNodes.get(listener);
      if (above) lead(above, node);
    }
    nodes.push(node);
  }
  for (const node of nodes) lead(node, end);
  return nodes;
}
