import { isAllowed } from '../../../../../commands/rehearsal/aws/policy-evaluation';
import { allow, deny, type Statement } from '../../../../../constructs/iam/policy-document';

const call = (context: Record<string, string[]> = {}) => ({
  action: 'ecs:UpdateService',
  resource: 'arn:aws:ecs:eu-central-1:1:service/acme-staging/web',
  context,
});
const staging = 'arn:aws:ecs:eu-central-1:1:service/acme-staging/*';
const tag = 'aws:ResourceTag/stack';

test.each<[string, Statement[], boolean]>([
  ['no statement', [], false],
  ['the resource', [allow(['ecs:UpdateService'], staging)], true],
  ['another case', [allow(['ecs:updateservice'], staging)], true],
  ['another action', [allow(['ecs:UpdateServic'], staging)], false],
  ['another resource', [allow(['ecs:UpdateService'], staging.replace('staging', 'prod'))], false],
  [
    'a pattern of one character',
    [allow(['ecs:UpdateService'], `${staging.slice(0, -1)}w?b`)],
    true,
  ],
  ['all, but denied', [allow(['ecs:*'], '*'), deny(['ecs:UpdateService'], staging)], false],
])('a call without conditions, %s: %s', (_what, statements, allowed) => {
  expect(isAllowed(statements, call())).toBe(allowed);
});

test.each<[NonNullable<Statement['Condition']>, Record<string, string[]>, boolean]>([
  [{ StringEquals: { [tag]: 'staging' } }, { [tag]: ['staging'] }, true],
  [{ StringEquals: { [tag]: 'staging' } }, { [tag]: ['prod'] }, false],
  [{ StringEquals: { [tag]: 'staging' } }, {}, false],
  [{ StringEqualsIfExists: { [tag]: 'staging' } }, {}, true],
  [{ StringEqualsIfExists: { [tag]: 'staging' } }, { [tag]: ['prod'] }, false],
  [{ StringEquals: { [tag]: 'st*' } }, { [tag]: ['staging'] }, false],
  [{ StringLike: { [tag]: ['x', 'st*'] } }, { [tag]: ['staging'] }, true],
  [{ 'ForAllValues:StringLike': { names: ['*.a', 'a'] } }, { names: ['b.a', 'a'] }, true],
  [{ 'ForAllValues:StringLike': { names: ['*.a', 'a'] } }, { names: ['b.a', 'c'] }, false],
  [{ 'ForAllValues:StringLike': { names: ['a'] } }, {}, true],
  [{ 'ForAnyValue:StringLike': { names: ['a'] } }, { names: ['b', 'a'] }, true],
  [{ 'ForAnyValue:StringLike': { names: ['a'] } }, {}, false],
])('the condition %j with %j: %s', (condition, context, allowed) => {
  const statement = allow(['ecs:UpdateService'], '*', condition);
  expect(isAllowed([statement], call(context))).toBe(allowed);
});

test('an operator that is not evaluated is an error', () => {
  const statement = allow(['ecs:UpdateService'], '*', { NumericEquals: { one: '1' } });
  expect(() => isAllowed([statement], call())).toThrow(
    'the condition operator NumericEquals is not supported',
  );
});
