import type { Statement } from '../../../constructs/iam/policy-document';

/** A call as IAM sees it. */
export interface AuthorizedCall {
  /** For example `ecs:CreateService`. */
  readonly action: string;

  /** ARN of the resource. */
  readonly resource: string;

  /** Values of condition keys: `aws:ResourceTag/stack`. A key that a call does not have is missing. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/**
 * Whether the statements of a role allow a call: one allows it, and none denies it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(statements: readonly Statement[], call: AuthorizedCall): boolean {
  const matching = statements.filter((statement) => matches(statement, call));
  return (
    matching.some(({ Effect }) => Effect === 'Allow') &&
    !matching.some(({ Effect }) => Effect === 'Deny')
  );
}

function matches({ Action, Resource = '*', Condition = {} }: Statement, call: AuthorizedCall) {
  return (
    // Actions in policies are case-insensitive.
    [Action].flat().some((one) => isLike(one.toLowerCase(), call.action.toLowerCase())) &&
    [Resource].flat().some((one) => isLike(one, call.resource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) =>
        holds(operator, [wanted].flat(), call.context[key]),
      ),
    )
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function holds(
  operator: string,
  wanted: readonly string[],
  values: readonly string[] | undefined,
): boolean {
  const [, set, kind, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(StringEquals|StringLike|ArnLike)(IfExists)?$/.exec(
      operator,
    ) ?? [];
  if (kind === undefined) throw new Error(`the condition operator ${operator} is not supported`);
  const test = (value: string) =>
    wanted.some((one) => (kind === 'StringEquals' ? one === value : isLike(one, value)));
  if (set === 'ForAllValues') return (values ?? []).every(test);
  if (values === undefined) return ifExists !== undefined;
  return values.some(test);
}

/** Whether a text matches a pattern with `*` and `?`. */
function isLike(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
}
