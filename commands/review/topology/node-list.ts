import { counted } from '../../cli/counted';
import type { ChangeState, TopologyNode } from '../model/topology';

/** A node before it has an id. */
export interface DraftNode extends Omit<TopologyNode, 'id' | 'to'> {
  readonly to: DraftNode[];
}

/** Words of the diagram for each state. */
export const stateWords: Readonly<Record<ChangeState, string>> = {
  create: 'added',
  update: 'changed',
  replace: 'replaced',
  destroy: 'destroyed',
};

export function draft(
  role: TopologyNode['role'],
  lines: readonly string[],
  state?: ChangeState,
): DraftNode {
  return { role, lines, ...(state && { state }), to: [] };
}

/** A node that stands for others: `27 more services, unchanged`. */
export function draftOfRest(count: number, noun: string, state?: ChangeState): DraftNode {
  const word = state ? stateWords[state] : 'unchanged';
  return draft('rest', [`${counted(count, `more ${noun}`)}, ${word}`], state);
}

/** Connects two nodes, once. */
export function connect(from: DraftNode, to: DraftNode | undefined): void {
  if (to && !from.to.includes(to)) from.to.push(to);
}

/** The nodes in the same order, each with an id. */
export function numbered(drafts: readonly DraftNode[]): TopologyNode[] {
  const ids = new Map(drafts.map((one, index) => [one, `n${index}`]));
  return drafts.map((one) => ({
    id: ids.get(one) ?? '',
    role: one.role,
    lines: one.lines,
    ...(one.state && { state: one.state }),
    to: one.to.flatMap((target) => ids.get(target) ?? []),
  }));
}
