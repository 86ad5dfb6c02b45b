import type { Kind } from '../model/kind';

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

/** An integer with thousands separators: `2,000`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
