/** A statement of an IAM policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: '*' | Readonly<Record<string, string>>;
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** Returns a statement that allows actions on resources. */
export function allow(
  actions: readonly string[],
  resource: string | readonly string[],
  condition?: Statement['Condition'],
): Statement {
  const statement = { Effect: 'Allow', Action: actions, Resource: resource } as const;
  return condition ? { ...statement, Condition: condition } : statement;
}

/** Returns a statement that denies actions, whatever else allows them. */
export function deny(...parts: Parameters<typeof allow>): Statement {
  return { ...allow(...parts), Effect: 'Deny' };
}

/** Returns a policy as JSON. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/**
 * Splits statements, in order, into policies that fit the size limit of managed policies. Each policy gets as many statements
 * as fit.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 *
 * @param statements statements in which each token stands for a twelve-digit account id.
 */
export function managedDocuments(statements: readonly Statement[]): string[] {
  const documents: Statement[][] = [];
  for (const statement of statements.flatMap(split)) {
    const last = documents.at(-1);
    if (last && fitsManagedPolicy([...last, statement])) last.push(statement);
    else documents.push([statement]);
  }
  return documents.map(policyDocument);
}

/** Whether statements, in which each token stands for an account id, fit a managed policy. */
export function fitsManagedPolicy(statements: readonly Statement[]): boolean {
  return lengthOf(statements) <= maxManagedPolicyLength;
}

/** Maximum length of a managed policy in characters. */
const maxManagedPolicyLength = 6144;

/** Splits a statement that is too long for a policy into several, each with a part of its actions. */
function split(statement: Statement): Statement[] {
  const { Action: actions } = statement;
  if (typeof actions === 'string' || actions.length < 2) return [statement];
  if (fitsManagedPolicy([statement])) return [statement];
  const half = Math.ceil(actions.length / 2);
  return [actions.slice(0, half), actions.slice(half)].flatMap((Action) =>
    split({ ...statement, Action }),
  );
}

function lengthOf(statements: readonly Statement[]): number {
  return policyDocument(statements).replace(/\$\{TfToken\[TOKEN\.\d+\]\}/g, '0'.repeat(12)).length;
}
