import { combinedState, type Topology } from '../model/topology';
import type { PlanContext } from '../plan/plan-context';
import type { PlannedResource } from '../plan/planned-resources';
import { balancerTypes, hostnamesOf, type PlannedHostname } from './hostnames';
import { limitedUnits, type Unit, unitsOf } from './limits';
import { balancerLines, listenersOf, type PlannedListener } from './listeners';
import { connect, type DraftNode, draft, draftOfRest, numbered } from './node-list';
import { type PlannedRoute, routesOf } from './rules';
import { compared, targetsOf } from './targets';

/** Maximum number of drawn hostnames, and of drawn routes per service: there can be hundreds. */
const mostNames = 4;
const mostRoutes = 3;

/** The nodes from which requests reach routes: their listeners, or the client if a plan does not have these. */
type NodesAbove = (routes: readonly PlannedRoute[]) => ReadonlySet<DraftNode>;

/** The path of requests in a plan; `undefined` if it has neither a load balancer nor a listener nor rules. */
export function topologyOf(context: PlanContext): Topology | undefined {
  const { resources, references, services } = context;
  const balancers = [...resources.values()]
    .filter(({ type }) => balancerTypes.includes(type))
    .sort((one, other) => compared(one.address, other.address));
  const listeners = listenersOf(resources, references);
  const routes = routesOf(resources, references);
  if (balancers.length + listeners.length + routes.length === 0) return undefined;

  const client = draft('client', ['client']);
  const balancerNodes = new Map(
    balancers.map((one) => [one, draft('balancer', balancerLines(one), one.state)]),
  );
  const listenerNodes = new Map(
    listeners.map((one) => [one.resource, draft('listener', one.lines, one.resource.state)]),
  );
  const names = hostnameNodes(client, hostnamesOf(resources, references), balancerNodes);
  const named = new Set(names.flatMap(({ to }) => to));
  for (const node of balancerNodes.values()) if (!named.has(node)) connect(client, node);
  for (const { resource, balancers: above } of listeners) {
    const node = listenerNodes.get(resource) as DraftNode;
    if (above.length === 0) connect(client, node);
    for (const balancer of above) connect(balancerNodes.get(balancer) ?? client, node);
  }
  const nodesAbove: NodesAbove = (some) =>
    new Set(
      some.flatMap((route) =>
        route.listeners.length === 0
          ? client
          : route.listeners.flatMap((listener) => listenerNodes.get(listener) ?? []),
      ),
    );
  const units = unitsOf(targetsOf(services, resources, references), routes);
  const ends = targetNodes(units, listeners, listenerNodes, nodesAbove);
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

/** Nodes of the hostnames. If there are many, changed ones are drawn first. */
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
      for (const balancer of balancers) connect(node, balancerNodes.get(balancer));
      return node;
    });
  const hidden = names.filter((name) => !visible.has(name));
  if (hidden.length > 0) nodes.push(restOfNames(hidden, balancerNodes));
  for (const node of nodes) connect(client, node);
  return nodes;
}

function restOfNames(
  names: readonly PlannedHostname[],
  balancerNodes: ReadonlyMap<PlannedResource, DraftNode>,
): DraftNode {
  const node = draftOfRest(names.length, 'name', combinedState(names.map(({ state }) => state)));
  for (const { balancers } of names) {
    for (const balancer of balancers) connect(node, balancerNodes.get(balancer));
  }
  return node;
}

/** Nodes of the rules, then of their targets, then of everything that is not drawn. */
function targetNodes(
  units: readonly Unit[],
  listeners: readonly PlannedListener[],
  listenerNodes: ReadonlyMap<PlannedResource, DraftNode>,
  nodesAbove: NodesAbove,
): DraftNode[] {
  const { visible, rests } = limitedUnits(units);
  const rules: DraftNode[] = [];
  const ends: DraftNode[] = [];
  for (const { target, routes } of visible) {
    const end = target && draft('service', target.lines, target.state);
    const own = ruleNodes(routes, nodesAbove, end);
    rules.push(...own);
    if (!end || !target) continue;
    ends.push(end);
    for (const { resource, groups } of listeners) {
      const node = listenerNodes.get(resource);
      if (node && groups.some((group) => target.groups.includes(group))) connect(node, end);
    }
  }
  for (const { units: hidden, state } of rests) {
    const noun = hidden.every(({ target }) => !target) ? 'rule' : 'service';
    const end = draftOfRest(hidden.length, noun, state);
    for (const node of nodesAbove(hidden.flatMap(({ routes }) => routes))) connect(node, end);
    ends.push(end);
  }
  return [...rules, ...ends];
}

function ruleNodes(
  routes: readonly PlannedRoute[],
  nodesAbove: NodesAbove,
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
      const node = draft(
        'rule',
        [route.conditions, ...(route.response ? [route.response] : [])],
        route.state,
      );
      for (const above of nodesAbove([route])) connect(above, node);
      return node;
    });
  if (hidden.length > 0) {
    const node = draftOfRest(
      hidden.length,
      'route',
      combinedState(hidden.map(({ state }) => state)),
    );
    for (const above of nodesAbove(hidden)) connect(above, node);
    nodes.push(node);
  }
  for (const node of nodes) connect(node, end);
  return nodes;
}
