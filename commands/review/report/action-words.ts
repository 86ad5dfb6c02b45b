import type { Kind } from '../model/report';

/** Signs and words for what happens to resources, and when it has happened; what loses most first. */
export const kindWords: Readonly<
  Record<Kind, { readonly symbol: string; readonly word: string; readonly done: string }>
> = {
  destroy: { symbol: '−', word: 'destroy', done: 'gone' },
  replace: { symbol: '±', word: 'replace', done: 'replaced' },
  update: { symbol: '~', word: 'change', done: 'changed' },
  create: { symbol: '+', word: 'add', done: 'added' },
  import: { symbol: '↓', word: 'import', done: 'imported' },
  move: { symbol: '→', word: 'move', done: 'moved' },
  forget: { symbol: '×', word: 'forget', done: 'forgotten' },
};

/** A whole number with commas: `2,000`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
