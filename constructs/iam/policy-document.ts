/** A statement of a policy: which actions on which resources, and when. */
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

/** A statement that allows actions on resources. */
export function allow(
  actions: readonly string[],
  resource: string | readonly string[],
  condition?: Statement['Condition'],
): Statement {
  const statement = { Effect: 'Allow', Action: actions, Resource: resource } as const;
  return condition ? { ...statement, Condition: condition } : statement;
}

/** A policy as AWS takes it. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/**
 * As many policies as it takes, in the order of the statements, each short enough for a managed one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 *
 * @param statements in which every token stands for the twelve digits of an account.
 */
export function managedDocuments(statements: readonly Statement[]): string[] {
  const documents: Statement[][] = [];
  for (const statement of statements.flatMap(shortened)) {
    const last = documents.at(-1);
    if (last && lengthOf([...last, statement]) <= maxManagedPolicyLength) last.push(statement);
    else documents.push([statement]);
  }
  return documents.map(policyDocument);
}

/** Characters of a managed policy. */
const maxManagedPolicyLength = 6144;

/** A statement that is too long for any policy, as two or more with a part of its actions. */
function shortened(statement: Statement): Statement[] {
  const { Action: actions } = statement;
  if (typeof actions === 'string' || actions.length < 2) return [statement];
  if (lengthOf([statement]) <= maxManagedPolicyLength) return [statement];
  const half = Math.ceil(actions.length / 2);
  return [actions.slice(0, half), actions.slice(half)].flatMap((Action) =>
    shortened({ ...statement, Action }),
  );
}

function lengthOf(statements: readonly Statement[]): number {
  return policyDocument(statements).replace(/\$\{TfToken\[TOKEN\.\d+\]\}/g, '0'.repeat(12)).length;
}
