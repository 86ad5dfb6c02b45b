import { isPlainObject } from '../../../constructs/options/validation-issues';

/** Longer texts are cut. */
const maxLength = 160;

/** Equal characters that are kept on each side of a difference. */
const contextLength = 40;

/** A value as one line of text: JSON, except for texts. */
export function formatValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

/** A text, cut if it is long. */
export function shortened(text: string): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 40)}… (${text.length} characters)`;
}

/** Two texts; of long ones only the part that differs. */
export function excerpts(before: string, after: string): [string, string] {
  if (before.length <= maxLength && after.length <= maxLength) return [before, after];
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

/** Whether a value is empty. The AWS provider treats `null`, an empty text and an empty list alike. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlainObject(value) && Object.keys(value).length === 0;
}

/** A value as JSON with sorted keys, so that equal values have equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isPlainObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
