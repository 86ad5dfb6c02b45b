/** Attributes that are JSON in a string, normalized so that two of them can be compared and displayed. */

/** Paths in a resource of any type. */
const jsonAttributes = new Set([
  ...['container_definitions', 'policy', 'assume_role_policy'],
  'inline_policy.policy',
]);

/**
 * Whether an attribute contains JSON, if its text is an object or a list.
 *
 * @param path attribute names from the resource down, without indexes: `inline_policy.policy`.
 */
export function isJson(path: string): boolean {
  return jsonAttributes.has(path);
}

/**
 * Sorts the lists of JSON whose order has no meaning.
 *
 * Containers are sorted, because the provider sorts them by name before it stores or compares them. Statements and rules are not
 * sorted, because people read them in the written order.
 *
 * @param attribute name of the attribute: `policy`.
 */
export function sortedJson(attribute: string, value: unknown): unknown {
  if (attribute !== 'container_definitions') return sortedPolicy(value);
  if (!Array.isArray(value)) return value;
  return sortedBy('name', value.map(sortedContainer));
}

/** Lists of an ECS container whose elements have names. */
const named = ['environment', 'secrets'];

function sortedContainer(container: unknown): unknown {
  if (!isObject(container)) return container;
  const sorted = Object.entries(container).map(([key, value]) => [
    key,
    named.includes(key) && Array.isArray(value) ? sortedBy('name', value) : value,
  ]);
  return Object.fromEntries(sorted);
}

/** Unordered lists of an IAM statement and of an ECR rule: one, or all, of their elements must match. */
const anyOrder = new Set([
  ...['Action', 'NotAction', 'Resource', 'NotResource'],
  ...['tagPatternList', 'tagPrefixList'],
]);

/** Keys in which all lists, at any depth, are unordered. */
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

/** Sorts by the JSON text of the elements. The order is the same on every machine. */
export function sortedByText(values: readonly unknown[]): unknown[] {
  const texts = values.map((value) => ({ value, text: JSON.stringify(value) ?? '' }));
  return texts.sort((a, b) => compared(a.text, b.text)).map(({ value }) => value);
}

/** Sorts by a field. Elements with the same value keep their order, because the last one applies. */
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
