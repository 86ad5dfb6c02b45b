import { fieldsOf } from '../plan/json-values';
import { canonical, isEmpty } from '../plan/value-text';

export type List = readonly unknown[];

/** Fields that identify the elements of a list; the first that is unique is used. */
const identities = ['name', 'Sid', 'key', 'id'];

/** The field that identifies all elements on both sides. */
export function identityOf(before: List, after: List): string | undefined {
  return identities.find((key) =>
    [before, after].every((list) => {
      const values = list.map((item) => fieldsOf(item)[key]);
      const areComparable = values.every(
        (value) => typeof value === 'string' || typeof value === 'number',
      );
      return areComparable && new Set(values).size === values.length;
    }),
  );
}

/** The elements without an equal on the other side. */
export function unequal(before: List, after: List): [List, List] {
  const [was, willBe] = [before, after].map((list) => new Set(list.map(canonical)));
  return [
    before.filter((item) => !willBe?.has(canonical(item))),
    after.filter((item) => !was?.has(canonical(item))),
  ];
}

/** A value as a list: an empty value is an empty list, and any other value is its only element. */
export function asList(value: unknown): List {
  if (Array.isArray(value)) return value;
  return isEmpty(value) ? [] : [value];
}
