/** Where two values of JSON differ. */
export interface JsonDifference {
  /** Keys with dots between them; empty for the whole. */
  readonly path: string;

  /** `undefined` where there is none. */
  readonly base: unknown;
  readonly now: unknown;
}

/**
 * A configuration of Terraform without what a refactoring may change. All else stays: also `description` and `comment` of
 * resources, which AWS keeps, and for some of which it replaces the resource.
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

/** Texts that only people read, in a terminal or in an editor: no plan has them. */
function isWording(path: readonly string[]): boolean {
  const [kind = '', , field, ...more] = path;
  return (
    // Of preconditions, postconditions, validations and checks.
    path.at(-1) === 'error_message' ||
    (/^(variable|output)$/.test(kind) && field === 'description' && more.length === 0) ||
    // Not wording, but the version of CDKTF: it is one of package-lock.json, and not of the constructs. The other notes of
    // CDKTF have construct paths and unique ids, and no path of a source file.
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
