import type { Kind } from './kind';

/** What happens to a part of the way; `undefined` where nothing does. */
export type ChangeState = Exclude<Kind, 'forget' | 'move' | 'import'>;

export interface TopologyNode {
  /** Unique in its diagram, a letter with digits: `n3`. */
  readonly id: string;

  /** Lines of plain text: `/a`, `site-a`, `2 tasks, port 8080`. */
  readonly lines: readonly string[];
  readonly role: 'client' | 'name' | 'balancer' | 'listener' | 'rule' | 'service' | 'rest';
  readonly state?: ChangeState;

  /** Ids of the parts that requests go to from here. */
  readonly to: readonly string[];
}

/** The way of a request from the client to the containers, and what a plan changes of it. */
export interface Topology {
  /** From the client on; a part comes before those that it leads to. */
  readonly nodes: readonly TopologyNode[];
}

/** What happens to a part that is made of several resources: the same as to all of them, else that it changes. */
export function combinedState(
  states: readonly (ChangeState | undefined)[],
): ChangeState | undefined {
  const [first] = states;
  if (states.every((state) => state === first)) return first;
  return states.includes('replace') ? 'replace' : 'update';
}
