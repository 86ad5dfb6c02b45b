import { isPlainObject } from '../../constructs/problems';
import { isPolicy, type Statement, statementsOf } from './json-document';
import { canonical } from './value-text';

/** One thing that a policy lets somebody do, or no longer forbids. */
export interface Grant {
  /** `s3:GetObject`, `all but iam:*`. */
  readonly action: string;

  /** `arn:aws:s3:::shop/*`; of a trust policy none. */
  readonly resource?: string;

  /** `AWS: arn:aws:iam::123456789012:root`; of a policy of a role none. */
  readonly principal?: string;

  /** Conditions as JSON, where there are any. */
  readonly condition?: string;
}

/** What a policy allows that another one did not; both as they are parsed, `undefined` where there is none. */
export function growthOf(
  before: unknown,
  after: unknown,
): { allowed: Grant[]; forbiddenNoMore: Grant[] } {
  const had = grantsIn(before);
  const has = grantsIn(after);
  const allowed = has.Allow.filter((grant) => !had.Allow.some((one) => covers(one, grant)));
  const forbiddenNoMore = had.Deny.filter((grant) => !has.Deny.some((one) => covers(one, grant)));
  return { allowed, forbiddenNoMore };
}

/** Whether a grant is one that nobody should get unseen: of everything, of permissions themselves, to everybody. */
export function isWide({ action, resource, principal, condition }: Grant): boolean {
  if (principal !== undefined && !principal.startsWith('Service: ')) {
    // Without a resource it is about who may take a role.
    if (resource === undefined || principal.startsWith('Federated: ')) return true;
    if (/^(AWS: \*|all but )/.test(principal) && condition === undefined) return true;
  }
  if (principal !== undefined) return false;
  if (action.startsWith('all but ') || action === '*') return true;
  const isEverywhere = resource === '*' || resource?.startsWith('all but ') === true;
  const givesPower =
    /^(iam|sts|organizations|account):/i.test(action) && !/^\w+:(Get|List)/i.test(action);
  return isEverywhere && condition === undefined && (action.endsWith(':*') || givesPower);
}

/** A grant as a sentence's end: `s3:GetObject on arn:aws:s3:::shop/*`. */
export function shownGrant({ action, resource, principal, condition }: Grant): string {
  const on = resource === undefined ? '' : ` on ${resource}`;
  const by = principal === undefined ? '' : ` by ${principal}`;
  return `${action}${on}${by}${condition === undefined ? '' : ` where ${shownCondition(condition)}`}`;
}

/** `aws:SourceAccount StringEquals 123456789012`. */
function shownCondition(condition: string): string {
  const operators: Record<string, unknown> = JSON.parse(condition);
  return Object.entries(operators)
    .flatMap(([operator, keys]) =>
      Object.entries(isPlainObject(keys) ? keys : {}).map(
        ([key, value]) => `${key} ${operator} ${Array.isArray(value) ? value.join(' or ') : value}`,
      ),
    )
    .join(' and ');
}

function grantsIn(document: unknown): { Allow: Grant[]; Deny: Grant[] } {
  const grants: { Allow: Grant[]; Deny: Grant[] } = { Allow: [], Deny: [] };
  if (!isPolicy(document)) return grants;
  for (const statement of statementsOf(document)) {
    const effect = statement.Effect === 'Deny' ? 'Deny' : 'Allow';
    grants[effect].push(...grantsOf(statement));
  }
  return grants;
}

function grantsOf(statement: Statement): Grant[] {
  const actions = named(statement, 'Action');
  const resources = named(statement, 'Resource');
  const principals = principalsOf(statement);
  const condition = isPlainObject(statement.Condition) ? canonical(statement.Condition) : undefined;
  return actions.flatMap((action) =>
    (resources.length > 0 ? resources : [undefined]).flatMap((resource) =>
      (principals.length > 0 ? principals : [undefined]).map((principal) => ({
        action,
        resource,
        principal,
        condition,
      })),
    ),
  );
}

/** The texts of a field; those of its negation are kept together: what is left out of one is in another. */
function named(statement: Statement, field: 'Action' | 'Resource'): string[] {
  const [own, others] = [statement[field], statement[`Not${field}`]];
  if (Array.isArray(others)) return [`all but ${others.map(String).sort().join(', ')}`];
  return Array.isArray(own) ? own.map(String) : [];
}

function principalsOf(statement: Statement): string[] {
  const shown = (principals: unknown): string[] =>
    isPlainObject(principals)
      ? Object.entries(principals).flatMap(([kind, list]) =>
          (Array.isArray(list) ? list : [list]).map((one) => `${kind}: ${String(one)}`),
        )
      : [];
  const others = shown(statement.NotPrincipal);
  return others.length > 0 ? [`all but ${others.sort().join(', ')}`] : shown(statement.Principal);
}

/** Whether what one grant allows is all that the other does. */
function covers(one: Grant, other: Grant): boolean {
  return (
    (one.condition === undefined || one.condition === other.condition) &&
    matches(one.action.toLowerCase(), other.action.toLowerCase()) &&
    matches(one.resource, other.resource) &&
    matches(one.principal === 'AWS: *' ? '*' : one.principal, other.principal)
  );
}

/** Whether a pattern of IAM, with `*` and `?`, takes all that the other one takes. */
function matches(pattern: string | undefined, text: string | undefined): boolean {
  if (pattern === text) return true;
  if (pattern === undefined || text === undefined) return false;
  // What is taken out of all is compared as it is written only.
  if (pattern.startsWith('all but ') || text.startsWith('all but ')) return pattern === '*';
  return wildcard(pattern, text);
}

/** Without a regular expression: patterns of plans can be such that one takes for ever. */
function wildcard(pattern: string, text: string): boolean {
  let [at, in_, star, mark] = [0, 0, -1, 0];
  while (in_ < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      mark = in_;
    } else if (
      at < pattern.length &&
      text[in_] !== '*' &&
      (pattern[at] === '?' || pattern[at] === text[in_])
    ) {
      at++;
      in_++;
    } else if (star >= 0) {
      at = star + 1;
      in_ = ++mark;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
