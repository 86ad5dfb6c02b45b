/** Attributes that are JSON in a string: what their lists mean, so that two of them can be compared, and shown. */

/** Paths from a resource down, whatever its type. */
const jsonAttributes = new Set([
  ...['container_definitions', 'policy', 'assume_role_policy'],
  'inline_policy.policy',
]);

/**
 * Whether an attribute holds JSON, where its text is an object or a list.
 *
 * @param path names from the resource down, without numbers of elements: `inline_policy.policy`.
 */
export function isJson(path: string): boolean {
  return jsonAttributes.has(path);
}

/**
 * The same JSON with those lists sorted whose order means nothing.
 *
 * Containers are sorted as well: the provider sorts them by their names before it keeps or compares them, so that another order
 * alone changes nothing. Statements and rules stay: their order is how people read them.
 *
 * @param attribute its name: `policy`.
 */
export function sortedJson(attribute: string, value: unknown): unknown {
  if (attribute !== 'container_definitions') return sortedPolicy(value);
  if (!Array.isArray(value)) return value;
  return sortedBy('name', value.map(sortedContainer));
}

/** Of a container of ECS: lists of things that have names. */
const named = ['environment', 'secrets'];

function sortedContainer(container: unknown): unknown {
  if (!isObject(container)) return container;
  const sorted = Object.entries(container).map(([key, value]) => [
    key,
    named.includes(key) && Array.isArray(value) ? sortedBy('name', value) : value,
  ]);
  return Object.fromEntries(sorted);
}

/** Of a statement of IAM, and of a rule of ECR: lists of which one, or all, must match. */
const anyOrder = new Set([
  ...['Action', 'NotAction', 'Resource', 'NotResource'],
  ...['tagPatternList', 'tagPrefixList'],
]);

/** In these all lists, however deep. */
const deepAnyOrder = new Set(['Principal', 'NotPrincipal', 'Condition']);

function sortedPolicy(value: unknown, isDeep = false): unknown {
  if (Array.isArray(value)) return value.map((one) => sortedPolicy(one, isDeep));
  if (!isObject(value)) return value;
  const sorted = Object.entries(value).map(([key, inner]) => {
    const hasNoOrder = isDeep || anyOrder.has(key);
    return [
      key,
      hasNoOrder && Array.isArray(inner)
        ? sortedByText(inner)
        : sortedPolicy(inner, isDeep || deepAnyOrder.has(key)),
    ];
  });
  return Object.fromEntries(sorted);
}

/** Sorted by what their elements are as text, the same on each machine. */
export function sortedByText(values: readonly unknown[]): unknown[] {
  const texts = values.map((value) => ({ value, text: JSON.stringify(value) ?? '' }));
  return texts.sort((a, b) => compared(a.text, b.text)).map(({ value }) => value);
}

/** By a field; those with the same stay in their order, since the last of them counts. */
function sortedBy(field: string, values: readonly unknown[]): unknown[] {
  const keys = values.map((value) => ({
    value,
    key: isObject(value) ? String(value[field] ?? '') : '',
  }));
  return keys.sort((a, b) => compared(a.key, b.key)).map(({ value }) => value);
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
