import { isPlainObject } from '../../../constructs/options/validation-issues';
import { isSet } from '../../../constructs/terraform/set-attributes';
import type { AttributeDiff } from '../model/report';
import { documentIn, isSetInDocument } from '../plan/iam-json';
import { fieldsOf } from '../plan/json-values';
import { canonical, excerpts, formatValue, isEmpty, shortened } from '../plan/value-text';
import { unknownPlaceholder } from '../redaction/redact-text';
import { asList, identityOf, type List, unequal } from './list-elements';

/** A difference between two values of an attribute. */
export interface Difference extends Omit<AttributeDiff, 'isReplacing'> {
  /** The path in the provider's schema: without keys and indices. */
  readonly schemaPath: string;
  readonly isUnknown: boolean;
}

/** The attribute or field that is compared. */
interface AttributeLocation {
  readonly type: string;
  readonly path: string;
  readonly schemaPath: string;

  /** Its own name. */
  readonly key?: string;

  /** Whether it is part of a JSON text. */
  readonly isInDocument: boolean;
}

/**
 * Compares two values of a resource: JSON texts by their content, sets in any order, elements of lists by name.
 *
 * @param sign has `true` for each part that is known only after the apply
 */
export function attributeDifferences(
  type: string,
  before: unknown,
  after: unknown,
  sign: unknown,
): Difference[] {
  return between({ type, path: '', schemaPath: '', isInDocument: false }, before, after, sign);
}

function between(
  location: AttributeLocation,
  before: unknown,
  after: unknown,
  sign: unknown,
): Difference[] {
  if (sign === true) return difference(location, before, unknownPlaceholder, true);
  const was = documentIn(before);
  const willBe = documentIn(after);
  if ((was || isEmpty(before)) && (willBe || isEmpty(after)) && (was || willBe)) {
    return between({ ...location, isInDocument: true }, was, willBe, undefined);
  }
  if ([before, after, sign].some(Array.isArray)) {
    return betweenLists(location, asList(before), asList(after), asList(sign));
  }
  if ([before, after, sign].some(isPlainObject)) {
    return betweenFields(location, fieldsOf(before), fieldsOf(after), fieldsOf(sign));
  }
  return before === after ? [] : difference(location, before, after);
}

function betweenFields(
  location: AttributeLocation,
  before: Fields,
  after: Fields,
  sign: Fields,
): Difference[] {
  const keys = new Set([before, after, sign].flatMap((fields) => Object.keys(fields)));
  return [...keys].flatMap((key) =>
    between(fieldOf(location, key), before[key], after[key], sign[key]),
  );
}

function betweenLists(
  location: AttributeLocation,
  before: List,
  after: List,
  sign: List,
): Difference[] {
  const isScalar = [...before, ...after].every((item) => item === null || typeof item !== 'object');
  const isUnordered = location.isInDocument
    ? isSetInDocument(location.key)
    : isSet(location.type, location.schemaPath);
  if (isScalar) {
    if (isUnordered || sign.some(Boolean)) return betweenSets(location, before, after, sign);
    return canonical(before) === canonical(after) ? [] : difference(location, before, after);
  }
  const key = identityOf(before, after);
  if (key !== undefined) return betweenKeyed(location, key, before, after, sign);
  if (isUnordered || location.key === 'Statement') {
    const [was, willBe] = unequal(before, after);
    const signs = willBe.map((item) => sign[after.indexOf(item)]);
    return byIndex(location, was, willBe, signs);
  }
  return byIndex(location, before, after, sign);
}

function byIndex(location: AttributeLocation, before: List, after: List, sign: List): Difference[] {
  const most = Math.max(before.length, after.length, sign.length);
  return Array.from({ length: most }).flatMap((_none, index) => {
    const element = most === 1 ? location : { ...location, path: `${location.path}[${index}]` };
    return between(element, before[index], after[index], sign[index]);
  });
}

/** Added and removed elements, each as a separate difference. */
function betweenSets(
  location: AttributeLocation,
  before: List,
  after: List,
  sign: List,
): Difference[] {
  const known = after.filter((_item, index) => sign[index] !== true);
  // One difference if the set was empty, or if no element remains.
  if (before.length === 0 || (known.length === 0 && !sign.some(Boolean))) {
    const all = [before, known].map((list) => list.map(formatValue).join(', '));
    return [
      ...(before.length + known.length > 0 ? difference(location, all[0], all[1]) : []),
      ...(sign.some(Boolean) ? difference(location, undefined, unknownPlaceholder, true) : []),
    ];
  }
  const [was, willBe] = [new Set(before), new Set(known)];
  return [
    ...before.flatMap((item) => (willBe.has(item) ? [] : difference(location, item, undefined))),
    ...known.flatMap((item) => (was.has(item) ? [] : difference(location, undefined, item))),
    ...(sign.some(Boolean) ? difference(location, undefined, unknownPlaceholder, true) : []),
  ];
}

function betweenKeyed(
  location: AttributeLocation,
  key: string,
  before: List,
  after: List,
  sign: List,
): Difference[] {
  const was = new Map(before.map((item) => [fieldsOf(item)[key], item]));
  const willBe = new Map(after.map((item, index) => [fieldsOf(item)[key], index]));
  return [...new Set([...was.keys(), ...willBe.keys()])].flatMap((value) => {
    const index = willBe.get(value);
    const element = { ...location, path: `${location.path}[${String(value)}]` };
    const [item, itemSign] = index === undefined ? [] : [after[index], sign[index]];
    return between(element, was.get(value), item, itemSign);
  });
}

function difference(
  { path, schemaPath }: AttributeLocation,
  before: unknown,
  after: unknown,
  isUnknown = false,
): Difference[] {
  const [was, willBe] = [before, after].map((value) =>
    isEmpty(value) ? undefined : formatValue(value),
  );
  if (was === undefined && willBe === undefined) return [];
  const [excerptBefore, excerptAfter] =
    was !== undefined && willBe !== undefined
      ? excerpts(was, willBe)
      : [was && shortened(was), willBe && shortened(willBe)];
  return [{ path, schemaPath, before: excerptBefore, after: excerptAfter, isUnknown }];
}

type Fields = Readonly<Record<string, unknown>>;

function fieldOf(location: AttributeLocation, key: string): AttributeLocation {
  const { type, isInDocument } = location;
  return {
    type,
    path: location.path ? `${location.path}.${key}` : key,
    // The schema does not describe the content of a JSON text.
    schemaPath: isInDocument ? location.schemaPath : joined(location.schemaPath, key),
    key,
    isInDocument,
  };
}

function joined(path: string, key: string): string {
  return path ? `${path}.${key}` : key;
}
