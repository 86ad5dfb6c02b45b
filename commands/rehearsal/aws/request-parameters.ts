import { cbor } from '@smithy/core/cbor';
import type { AwsRequest } from './iam-action';

export type Parameters = Readonly<Record<string, unknown>>;

/** Parameters of a request in JSON, in CBOR or of a form. */
export function parametersOf({ body, headers }: AwsRequest): Parameters {
  const type = String(headers['content-type'] ?? '');
  if (type.includes('cbor')) return body ? cbor.deserialize(Buffer.from(body, 'latin1')) : {};
  if (type.includes('json')) return JSON.parse(body || '{}');
  return Object.fromEntries(new URLSearchParams(body));
}

/** The tags of all resources of a stack that a request gives, which are what conditions of roles use. */
export function ownTagsIn(parameters: Parameters): Readonly<Record<string, string>> {
  const given = { ...tagsOfForm(parameters), ...tagsOfList(parameters.Tags ?? parameters.tags) };
  return Object.fromEntries(
    Object.entries(given).filter(([key]) => key === 'project' || key === 'stack'),
  );
}

/** `Tag.1.Key`, `TagSpecification.1.Tag.1.Key` or `Tags.member.1.Key`, but not those of instances of a launch template. */
function tagsOfForm(parameters: Parameters): Record<string, string> {
  const keys = Object.keys(parameters).filter((name) =>
    /^((TagSpecification\.\d+\.)?Tag|Tags\.member)\.\d+\.Key$/.test(name),
  );
  return Object.fromEntries(
    keys.map((name) => [
      String(parameters[name]),
      String(parameters[name.replace(/Key$/, 'Value')] ?? ''),
    ]),
  );
}

/** An object, or a list with `Key` and `Value` in either case. */
function tagsOfList(tags: unknown): Record<string, string> {
  if (!Array.isArray(tags)) return typeof tags === 'object' && tags !== null ? { ...tags } : {};
  return Object.fromEntries(
    tags.map(({ Key, key = Key, Value, value = Value }) => [String(key), String(value)]),
  );
}
