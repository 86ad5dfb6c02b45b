/** What happens to a resource. A replacement is one change, in whatever order the resource is created and destroyed. */
export type Kind = 'create' | 'update' | 'replace' | 'destroy' | 'forget' | 'move' | 'import';

/** Symbols and words for planned actions, and for actions that have already happened; the most destructive first. */
export const kindWords: Readonly<
  Record<Kind, { readonly symbol: string; readonly word: string; readonly done: string }>
> = {
  destroy: { symbol: '−', word: 'destroy', done: 'deleted' },
  replace: { symbol: '±', word: 'replace', done: 'replaced' },
  update: { symbol: '~', word: 'change', done: 'changed' },
  create: { symbol: '+', word: 'add', done: 'added' },
  import: { symbol: '↓', word: 'import', done: 'imported' },
  move: { symbol: '→', word: 'move', done: 'moved' },
  forget: { symbol: '×', word: 'forget', done: 'forgotten' },
};

/** The part of a planned change that decides what happens to the resource. */
interface PlannedActions {
  readonly address: string;
  readonly previous_address?: string;
  readonly change: { readonly actions: readonly string[]; readonly importing?: unknown };
}

/** What happens to a resource; `undefined` if nothing does, or if data is only read. */
export function kindOf({
  change,
  previous_address: previous,
  address,
}: PlannedActions): Kind | undefined {
  const { actions, importing } = change;
  const has = (action: string) => actions.includes(action);
  if (has('create') && (has('delete') || has('forget'))) return 'replace';
  if (has('create')) return 'create';
  if (has('delete')) return 'destroy';
  if (has('forget')) return 'forget';
  if (has('update')) return 'update';
  if (has('read')) return undefined;
  if (importing) return 'import';
  return previous !== undefined && previous !== address ? 'move' : undefined;
}
