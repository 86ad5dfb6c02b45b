import { isPlainObject } from '../../../constructs/options/validation-issues';

/** The fields of an unknown value; none if it is not an object. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value : {};
}

/** The items of an unknown value. A single block can stand for a list of one. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isPlainObject(value) ? [value] : [];
}
