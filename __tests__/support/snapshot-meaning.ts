import { isSet } from '../../constructs/terraform/set-attributes';

/** The meaning of a synthesized stack: equal for equivalent texts. Independent of the code that writes snapshots. */

type Json = Readonly<Record<string, unknown>>;

/** Attributes with JSON, of all resource types. */
const encoded = ['container_definitions', 'policy', 'assume_role_policy'];

/** The stack of a snapshot, with JSON in strings again. */
export function stackOf(snapshot: string): Json {
  const stack = JSON.parse(snapshot) as Json;
  return withBlocks(stack, (block) => {
    const entries = Object.entries(block).map(([key, value]) => {
      const isJson = encoded.includes(key) && typeof value === 'object';
      return [key, isJson ? JSON.stringify(value) : value];
    });
    return Object.fromEntries(entries);
  });
}

/** A stack without CDKTF metadata, with sorted sets, and with sorted lists in JSON strings. */
export function meaningOf(stack: Json): Json {
  const { '//': _, ...parts } = stack;
  const plain = withBlocks(parts, (block, type) => {
    const { '//': _, ...fields } = block;
    const entries = Object.entries(fields).map(([key, value]) => [
      key,
      encoded.includes(key)
        ? ordered(JSON.parse(String(value)))
        : withOrderedSets(value, type, key),
    ]);
    return Object.fromEntries(entries);
  });
  return plain;
}

function withBlocks(stack: Json, change: (block: Json, type: string) => Json): Json {
  const copy: Record<string, unknown> = { ...stack };
  for (const kind of ['resource', 'data']) {
    const types = Object.entries((stack[kind] ?? {}) as Record<string, Record<string, Json>>);
    if (types.length === 0) continue;
    copy[kind] = Object.fromEntries(
      types.map(([type, blocks]) => [
        type,
        Object.fromEntries(
          Object.entries(blocks).map(([id, block]) => [
            id,
            change(block, kind === 'data' ? `data.${type}` : type),
          ]),
        ),
      ]),
    );
  }
  return copy;
}

function withOrderedSets(value: unknown, type: string, path: string): unknown {
  if (Array.isArray(value)) {
    const all = value.map((one) => withOrderedSets(one, type, path));
    return isSet(type, path) ? byText(all) : all;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, withOrderedSets(inner, type, `${path}.${key}`)]),
  );
}

/** JSON of ECS and IAM, in which the order of lists does not matter, except for statements, commands and mount
 * options. */
function ordered(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const all = value.map((one) => ordered(one));
    return /^(Statement|command|entryPoint|rules|mountOptions)$/.test(key) ? all : byText(all);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, ordered(inner, name)]));
}

function byText(values: unknown[]): unknown[] {
  return values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
