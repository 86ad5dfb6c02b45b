import type { Kind } from './kind';

/** What happens to a node; `undefined` if nothing does. */
export type ChangeState = Exclude<Kind, 'forget' | 'move' | 'import'>;

/** A resource, or several that are drawn as one, on the request path. */
export interface TopologyNode {
  /** Unique within the diagram: `n3`. */
  readonly id: string;

  /** Lines of plain text: `/a`, `site-a`, `2 tasks, port 8080`. */
  readonly lines: readonly string[];
  readonly role: 'client' | 'name' | 'balancer' | 'listener' | 'rule' | 'service' | 'rest';
  readonly state?: ChangeState;

  /** Ids of the nodes that it sends requests to. */
  readonly to: readonly string[];
}

/** The path of a request from the client to the containers, and what a plan changes along it. */
export interface Topology {
  /** Starts with the client; each node comes before those that it sends requests to. */
  readonly nodes: readonly TopologyNode[];
}

/** The state of a node that stands for several resources: their common state, else a change. */
export function combinedState(
  states: readonly (ChangeState | undefined)[],
): ChangeState | undefined {
  const [first] = states;
  if (states.every((state) => state === first)) return first;
  return states.includes('replace') ? 'replace' : 'update';
}
