import type { Part, PartState } from './topology';

/** A part before it has its id. */
export interface DraftPart extends Omit<Part, 'id' | 'to'> {
  readonly to: DraftPart[];
}

/** Words for what happens, as they stand in the diagram. */
export const stateWords: Readonly<Record<PartState, string>> = {
  create: 'added',
  update: 'changed',
  replace: 'replaced',
  destroy: 'destroyed',
};

export function draft(role: Part['role'], lines: readonly string[], state?: PartState): DraftPart {
  return { role, lines, ...(state && { state }), to: [] };
}

/** `27 more services, unchanged`. */
export function draftOfRest(count: number, noun: string, state?: PartState): DraftPart {
  const word = state ? stateWords[state] : 'unchanged';
  return draft('rest', [`${count} more ${noun}${count === 1 ? '' : 's'}, ${word}`], state);
}

/** Leads from one part to another, once. */
export function lead(from: DraftPart, to: DraftPart | undefined): void {
  if (to && !from.to.includes(to)) from.to.push(to);
}

/** Parts in their order, each with its id. */
export function numbered(drafts: readonly DraftPart[]): Part[] {
  const ids = new Map(drafts.map((one, index) => [one, `n${index}`]));
  return drafts.map((one) => ({
    id: ids.get(one) ?? '',
    role: one.role,
    lines: one.lines,
    ...(one.state && { state: one.state }),
    to: one.to.flatMap((target) => ids.get(target) ?? []),
  }));
}
