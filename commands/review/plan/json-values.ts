import { isPlainObject } from '../../../constructs/options/validation-issues';

/** The fields of a value of which nothing is known; none where it has none. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value : {};
}

/** The items of a value of which nothing is known; a single block may be written without a list. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isPlainObject(value) ? [value] : [];
}
