/** A difference between two JSON values. */
export interface JsonDifference {
  /** Keys joined by dots; empty for the whole value. */
  readonly path: string;

  /** `undefined` if there is no value. */
  readonly base: unknown;
  readonly now: unknown;
}

/**
 * A Terraform configuration without the parts that a refactoring may change. Everything else stays, including `description` and
 * `comment` of resources: AWS stores them, and a change of some of them replaces the resource.
 */
export function withoutWording(value: unknown, path: readonly string[] = []): unknown {
  if (isWording(path)) return '';
  if (Array.isArray(value))
    return value.map((one, index) => withoutWording(one, [...path, `${index}`]));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, one]) => [key, withoutWording(one, [...path, key])]),
  );
}

/** Texts for people only, in a terminal or an editor. No plan contains them. */
function isWording(path: readonly string[]): boolean {
  const [kind = '', , field, ...more] = path;
  return (
    // Of preconditions, postconditions, validations and checks.
    path.at(-1) === 'error_message' ||
    (/^(variable|output)$/.test(kind) && field === 'description' && more.length === 0) ||
    // The version of CDKTF, which depends on package-lock.json and not on the constructs. The other comments of CDKTF have
    // construct paths and unique IDs, and no path of a source file.
    path.join('.') === '//.metadata.version'
  );
}

/** The innermost values that differ, in the order of the base. */
export function jsonDifferences(
  base: unknown,
  now: unknown,
  path: readonly string[] = [],
): JsonDifference[] {
  if (Object.is(base, now)) return [];
  const isBoth = (is: (value: unknown) => boolean) => is(base) && is(now);
  if (isBoth(Array.isArray) || isBoth(isObject)) {
    const [ofBase, ofNow] = [
      new Map(Object.entries(base ?? {})),
      new Map(Object.entries(now ?? {})),
    ];
    const keys = new Set([...ofBase.keys(), ...ofNow.keys()]);
    return [...keys].flatMap((key) =>
      jsonDifferences(ofBase.get(key), ofNow.get(key), [...path, key]),
    );
  }
  return [{ path: path.join('.'), base, now }];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
