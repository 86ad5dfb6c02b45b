import type { ChangeState, TopologyNode } from '../model/topology';

/** A part before it has its id. */
export interface DraftNode extends Omit<TopologyNode, 'id' | 'to'> {
  readonly to: DraftNode[];
}

/** Words for what happens, as they stand in the diagram. */
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

/** `27 more services, unchanged`. */
export function draftOfRest(count: number, noun: string, state?: ChangeState): DraftNode {
  const word = state ? stateWords[state] : 'unchanged';
  return draft('rest', [`${count} more ${noun}${count === 1 ? '' : 's'}, ${word}`], state);
}

/** Leads from one part to another, once. */
export function lead(from: DraftNode, to: DraftNode | undefined): void {
  if (to && !from.to.includes(to)) from.to.push(to);
}

/** Parts in their order, each with its id. */
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
