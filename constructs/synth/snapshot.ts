import { isJson, sortedByText, sortedJson } from '../terraform/json-attributes';
import { parseJsonTemplate } from '../terraform/json-template';
import { isSet } from '../terraform/set-attributes';

/** Folder of the snapshots, beside main.ts. */
export const snapshotsFolder = 'snapshots';

/** What their names end with. */
export const snapshotEnd = '.tf.json';

type Block = Readonly<Record<string, unknown>>;

/**
 * A stack for the eyes of a reviewer: without what CDKTF notes for itself, with JSON in strings as JSON, and with sorted keys and
 * sets, so that a difference of two of them is a difference of what Terraform would do.
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

/** Outputs, variables and the like, none of which has a set. */
function normalizeBlocks(part: unknown): unknown {
  if (!isObject(part)) return part;
  return mappedObject(part, (block) =>
    normalizeValue(isObject(block) ? Object.fromEntries(entriesWithoutComments(block)) : block),
  );
}

interface AttributeLocation {
  readonly type: string;
  /** As `isSet` takes it. */
  readonly path: string;
}

/** @param place where it is in a resource; `undefined` where all lists have an order, and all text is only text. */
function normalizeValue(value: unknown, place?: AttributeLocation): unknown {
  if (Array.isArray(value)) {
    const all = value.map((one) => normalizeValue(one, place));
    return place && isSet(place.type, place.path) ? sortedByText(all) : all;
  }
  if (isObject(value)) {
    return mappedObject(value, (inner, key) =>
      normalizeValue(inner, place && { ...place, path: place.path ? `${place.path}.${key}` : key }),
    );
  }
  if (typeof value !== 'string' || !place || !isJson(place.path)) return value;
  const json = parseJsonTemplate(value);
  return json === undefined ? value : normalizeValue(sortedJson(place.path, normalizeValue(json)));
}

function mappedObject<T>(
  object: Readonly<Record<string, T>>,
  change: (value: T, key: string) => unknown,
): Block {
  const keys = Object.keys(object).sort();
  return Object.fromEntries(keys.map((key) => [key, change(object[key] as T, key)]));
}

/** The entries of a block without comments, which is what Terraform takes this key for. */
function entriesWithoutComments(block: Block): [string, unknown][] {
  return Object.entries(block)
    .filter(([key]) => key !== '//')
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function isObject(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
