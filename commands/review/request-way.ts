import type { Kind } from './review';

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
