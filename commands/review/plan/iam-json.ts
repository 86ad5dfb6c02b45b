import { isPlainObject } from '../../../constructs/options/validation-issues';

/** Fields of policies that are one text or a list of them, whose order means nothing. */
const policyLists = new Set(['Action', 'NotAction', 'Resource', 'NotResource']);

/** What is in a text that holds a JSON object or list; `undefined` where it holds none. */
export function documentIn(value: unknown): object | undefined {
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return undefined;
  try {
    const document: unknown = JSON.parse(value);
    if (isPolicy(document)) return { ...document, Statement: statementsOf(document) };
    return typeof document === 'object' && document !== null ? document : undefined;
  } catch {
    return undefined;
  }
}

/** A statement of a policy, with a list wherever one text or a list may be. */
export type PolicyStatement = Readonly<Record<string, unknown>>;

/** Whether something is a policy of IAM. */
export function isPolicy(document: unknown): document is Record<string, unknown> {
  return (
    isPlainObject(document) &&
    (Array.isArray(document.Statement) || isPlainObject(document.Statement))
  );
}

/** The statements of a policy in one form, whatever way they are written. */
export function statementsOf({
  Statement: statements,
}: Record<string, unknown>): PolicyStatement[] {
  const list = Array.isArray(statements) ? statements : [statements];
  return list.filter(isPlainObject).map((statement) =>
    Object.fromEntries(
      Object.entries(statement).map(([key, value]) => {
        if (policyLists.has(key)) return [key, asList(value)];
        if (key === 'Principal' || key === 'NotPrincipal') return [key, principalsOf(value)];
        return [key, value];
      }),
    ),
  );
}

/** Whether the order of a list in a document means nothing. */
export function isSetInDocument(key: string | undefined): boolean {
  return (
    key !== undefined && (policyLists.has(key) || /^(AWS|Service|Federated|drop|add)$/.test(key))
  );
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function principalsOf(value: unknown): unknown {
  if (value === '*') return { AWS: ['*'] };
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, list]) => [key, asList(list)]));
}
