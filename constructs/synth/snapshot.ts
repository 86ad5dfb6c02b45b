import { isJson, sortedByText, sortedJson } from '../terraform/json-attributes';
import { parseJsonTemplate } from '../terraform/json-template';
import { isSet } from '../terraform/set-attributes';

/** Folder of the snapshots, beside main.ts. */
export const snapshotsFolder = 'snapshots';

/** Suffix of their file names. */
export const snapshotEnd = '.tf.json';

type Block = Readonly<Record<string, unknown>>;

/**
 * A stack in a form for reviewers: without CDKTF's comments, with JSON in strings as JSON, and with sorted keys and sets. A
 * difference between two snapshots is then a difference in what Terraform does.
 *
 * @param configuration the text of a `cdk.tf.json`.
 */
export function snapshotOf(configuration: string): string {
  const parts = entriesWithoutComments(JSON.parse(configuration) as Block).map(([kind, part]) => [
    kind,
    kind === 'resource' || kind === 'data'
      ? normalizeResources(kind, part as Types)
      : normalizeBlocks(part),
  ]);
  return `${JSON.stringify(Object.fromEntries(parts), undefined, 2)}\n`;
}

type Types = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** Resources or data sources. */
function normalizeResources(kind: string, types: Types): Block {
  return mappedObject(types, (blocks, type) => {
    const name = kind === 'data' ? `data.${type}` : type;
    return mappedObject(blocks, (block) =>
      normalizeValue(Object.fromEntries(entriesWithoutComments(block)), { type: name, path: '' }),
    );
  });
}

/** Outputs, variables and other blocks without sets. */
function normalizeBlocks(part: unknown): unknown {
  if (!isObject(part)) return part;
  return mappedObject(part, (block) =>
    normalizeValue(isObject(block) ? Object.fromEntries(entriesWithoutComments(block)) : block),
  );
}

interface AttributeLocation {
  readonly type: string;
  /** In the form of the parameter of `isSet`. */
  readonly path: string;
}

/** @param location location in a resource; `undefined` where all lists are ordered and no text is JSON. */
function normalizeValue(value: unknown, location?: AttributeLocation): unknown {
  if (Array.isArray(value)) {
    const all = value.map((one) => normalizeValue(one, location));
    return location && isSet(location.type, location.path) ? sortedByText(all) : all;
  }
  if (isObject(value)) {
    return mappedObject(value, (inner, key) =>
      normalizeValue(
        inner,
        location && { ...location, path: location.path ? `${location.path}.${key}` : key },
      ),
    );
  }
  if (typeof value !== 'string' || !location || !isJson(location.path)) return value;
  const json = parseJsonTemplate(value);
  return json === undefined
    ? value
    : normalizeValue(sortedJson(location.path, normalizeValue(json)));
}

function mappedObject<T>(
  object: Readonly<Record<string, T>>,
  change: (value: T, key: string) => unknown,
): Block {
  const keys = Object.keys(object).sort();
  return Object.fromEntries(keys.map((key) => [key, change(object[key] as T, key)]));
}

/** The entries of a block without comments: Terraform ignores the key "//". */
function entriesWithoutComments(block: Block): [string, unknown][] {
  return Object.entries(block)
    .filter(([key]) => key !== '//')
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function isObject(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
