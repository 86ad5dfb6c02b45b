import { isPlainObject } from '../../../constructs/options/validation-issues';
import { isPolicy, type PolicyStatement, statementsOf } from '../plan/iam-json';
import { canonical } from '../plan/value-text';
import { matchesIamWildcard } from './iam-wildcard';

/** One permission that a policy allows, or no longer denies. */
export interface PolicyGrant {
  /** `s3:GetObject`, `all except iam:*`. */
  readonly action: string;

  /** `arn:aws:s3:::shop/*`; a trust policy has none. */
  readonly resource?: string;

  /** `AWS: arn:aws:iam::123456789012:root`; an identity policy has none. */
  readonly principal?: string;

  /** Conditions as JSON, if any. */
  readonly condition?: string;
}

/** Permissions that a policy allows in addition to the previous one. Both are parsed; `undefined` means no policy. */
export function policyDiff(
  before: unknown,
  after: unknown,
): { allowed: PolicyGrant[]; noLongerForbidden: PolicyGrant[] } {
  const [had, has] = [partsIn(before), partsIn(after)];
  return { allowed: beyond(has.Allow, had.Allow), noLongerForbidden: beyond(had.Deny, has.Deny) };
}

/** A grant as the end of a sentence: `s3:GetObject on arn:aws:s3:::shop/*`. */
export function formatGrant({ action, resource, principal, condition }: PolicyGrant): string {
  const on = resource === undefined ? '' : ` on ${resource}`;
  const by = principal === undefined ? '' : ` by ${principal}`;
  return `${action}${on}${by}${condition === undefined ? '' : ` where ${formatCondition(condition)}`}`;
}

/** `aws:SourceAccount StringEquals 123456789012`. */
function formatCondition(condition: string): string {
  const operators: Record<string, unknown> = JSON.parse(condition);
  return Object.entries(operators)
    .flatMap(([operator, keys]) =>
      Object.entries(isPlainObject(keys) ? keys : {}).map(
        ([key, value]) => `${key} ${operator} ${Array.isArray(value) ? value.join(' or ') : value}`,
      ),
    )
    .join(' and ');
}

/** A statement: applies to each combination of its actions, resources and principals. */
interface Parts {
  readonly actions: readonly string[];
  readonly resources: readonly (string | undefined)[];
  readonly principals: readonly (string | undefined)[];
  readonly condition?: string;
}

function partsIn(document: unknown): { Allow: Parts[]; Deny: Parts[] } {
  const parts: { Allow: Parts[]; Deny: Parts[] } = { Allow: [], Deny: [] };
  if (!isPolicy(document)) return parts;
  for (const statement of statementsOf(document)) {
    parts[statement.Effect === 'Deny' ? 'Deny' : 'Allow'].push(partsOf(statement));
  }
  return parts;
}

function partsOf(statement: PolicyStatement): Parts {
  const [resources, principals] = [named(statement, 'Resource'), principalsOf(statement)];
  return {
    actions: named(statement, 'Action'),
    resources: resources.length > 0 ? resources : [undefined],
    principals: principals.length > 0 ? principals : [undefined],
    condition: isPlainObject(statement.Condition) ? canonical(statement.Condition) : undefined,
  };
}

/** Grants of some statements that none of the others contains. */
function beyond(statements: readonly Parts[], others: readonly Parts[]): PolicyGrant[] {
  if (statements.length === 0) return [];
  const known = new Set(others.map(canonical));
  const covering = others.map(coverOf);
  return statements
    .filter((parts) => !known.has(canonical(parts)))
    .flatMap((parts) => grantsOf(parts).filter((one) => !covering.some((covers) => covers(one))));
}

function grantsOf({ actions, resources, principals, condition }: Parts): PolicyGrant[] {
  return actions.flatMap((action) =>
    resources.flatMap((resource) =>
      principals.map((principal) => ({ action, resource, principal, condition })),
    ),
  );
}

/** Returns a test whether a statement covers a grant. It compares each text once, not once for each grant. */
function coverOf({
  actions,
  resources,
  principals,
  condition,
}: Parts): (grant: PolicyGrant) => boolean {
  const action = someOf(actions.map((one) => one.toLowerCase()));
  const resource = someOf(resources);
  const principal = someOf(principals.map((one) => (one === 'AWS: *' ? '*' : one)));
  return (grant) =>
    (condition === undefined || condition === grant.condition) &&
    action(grant.action.toLowerCase()) &&
    resource(grant.resource) &&
    principal(grant.principal === 'AWS: *' ? '*' : grant.principal);
}

function someOf(patterns: readonly (string | undefined)[]) {
  const matched = new Map<string | undefined, boolean>();
  return (text: string | undefined): boolean => {
    const before = matched.get(text);
    if (before !== undefined) return before;
    const isMatch = patterns.some((pattern) => matches(pattern, text));
    matched.set(text, isMatch);
    return isMatch;
  };
}

/** Whether an IAM pattern with `*` and `?` matches everything that the text matches. */
function matches(pattern: string | undefined, text: string | undefined): boolean {
  if (pattern === text) return true;
  if (pattern === undefined || text === undefined) return false;
  // Negations are compared literally, not as patterns.
  if (pattern.startsWith('all except ') || text.startsWith('all except ')) return pattern === '*';
  return matchesIamWildcard(pattern, text);
}

/** The values of a field. Those of its negation stay in one text, because only together they define what is excluded. */
function named(statement: PolicyStatement, field: 'Action' | 'Resource'): string[] {
  const [own, others] = [statement[field], statement[`Not${field}`]];
  if (Array.isArray(others)) return [`all except ${others.map(String).sort().join(', ')}`];
  return Array.isArray(own) ? own.map(String) : [];
}

function principalsOf(statement: PolicyStatement): string[] {
  const formatPrincipals = (principals: unknown): string[] =>
    isPlainObject(principals)
      ? Object.entries(principals).flatMap(([kind, list]) =>
          (Array.isArray(list) ? list : [list]).map((one) => `${kind}: ${String(one)}`),
        )
      : [];
  const others = formatPrincipals(statement.NotPrincipal);
  return others.length > 0
    ? [`all except ${others.sort().join(', ')}`]
    : formatPrincipals(statement.Principal);
}
