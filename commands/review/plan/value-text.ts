import { isPlainObject } from '../../../constructs/options/validation-issues';

/** Texts up to this length are shown whole. */
const wholeLength = 160;

/** Characters that are shown of what is the same before and after a difference. */
const contextLength = 40;

/** A value as text of one line: texts as they are, all else as JSON. */
export function formatValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** A text, cut where it is long. */
export function shortened(text: string): string {
  if (text.length <= wholeLength) return text;
  return `${text.slice(0, wholeLength - 40)}… (${text.length} characters)`;
}

/** Two texts, of which only that is shown which differs, where they are long. */
export function excerpts(before: string, after: string): [string, string] {
  if (before.length <= wholeLength && after.length <= wholeLength) return [before, after];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const cut = (text: string) => {
    const from = Math.max(0, start - contextLength);
    const to = Math.min(text.length, text.length - end + contextLength);
    const middle = shortened(text.slice(from, to));
    return `${from > 0 ? '…' : ''}${middle}${to < text.length ? '…' : ''}`;
  };
  return [cut(before), cut(after)];
}

/** Whether a value says nothing: for the AWS provider `null`, an empty text and an empty list are the same. */
export function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}

/** A value as JSON with sorted keys: equal for equal values. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isPlainObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
