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
