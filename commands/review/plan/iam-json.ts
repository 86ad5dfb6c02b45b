import { isPlainObject } from '../../../constructs/options/validation-issues';

/** Fields of policy statements that hold one text, or a list in any order. */
const policyLists = new Set(['Action', 'NotAction', 'Resource', 'NotResource']);

/** The JSON object or list in a text; `undefined` if there is none. */
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

/** A policy statement that has a list wherever IAM allows one text or a list. */
export type PolicyStatement = Readonly<Record<string, unknown>>;

/** Whether a value is an IAM policy. */
export function isPolicy(document: unknown): document is Record<string, unknown> {
  return (
    isPlainObject(document) &&
    (Array.isArray(document.Statement) || isPlainObject(document.Statement))
  );
}

/** The statements of a policy, normalized. */
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

/** Whether a list in a JSON document has no order. */
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
