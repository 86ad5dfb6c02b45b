import type { ResourceChange } from '../../../../../commands/review/plan/plan';
import { planContexts } from '../../../../../commands/review/redaction/plan-contexts';
import { risksOf } from '../../../../../commands/review/risks/risks';
import { changeOf, planOf } from '../../../../support/plan-builder';
import { create, policyOf } from '../../../../support/risk-lines';

/** A change of which one attribute is sensitive. */
function secret(address: string, attribute: string, before: object | null, after: object) {
  const mark = { [attribute]: true };
  const actions = before ? (['update'] as const) : (['create'] as const);
  return changeOf(address, [...actions], {
    before,
    after,
    before_sensitive: before ? mark : false,
    after_sensitive: mark,
  });
}

const policy = policyOf('dynamodb:*', 'arn:aws:dynamodb:::table/zx9hunter');
const rule = { security_group_id: 'sg-1', ip_protocol: 'tcp', from_port: 22, to_port: 22 };
const service = (desired_count: number) => ({ name: 'shop', desired_count });

test.each<[string, ResourceChange, string, string]>([
  [
    'a policy',
    secret('aws_iam_role_policy.a', 'policy', null, { role: 'web', policy }),
    'blocking More permissions are granted: (sensitive)',
    'zx9hunter|dynamodb',
  ],
  [
    'a policy that was another',
    secret(
      'aws_iam_role_policy.a',
      'policy',
      { role: 'web', policy: policyOf('a:B', 'x') },
      { role: 'web', policy },
    ),
    'blocking More permissions are granted: (sensitive)',
    'zx9hunter|dynamodb',
  ],
  [
    'a network',
    secret('aws_vpc_security_group_ingress_rule.a', 'cidr_ipv4', null, {
      ...rule,
      cidr_ipv4: '81.2.69.0/24',
    }),
    'blocking Security group sg-1 allows inbound TCP port 22 from (sensitive)',
    '81.2.69',
  ],
  [
    'a number of tasks',
    secret('aws_ecs_service.a', 'desired_count', service(47), service(31)),
    'blocking Capacity decreases: (sensitive)',
    '47|31',
  ],
])('%s that is sensitive is evaluated, but not shown', (_what, change, line, parts) => {
  const found = risksOf(planContexts(planOf([change])));
  expect(
    found.map(
      ({ isBlocking: isGated, what }) => `${isGated ? 'blocking' : 'informational'} ${what}`,
    ),
  ).toEqual([line]);
  expect(JSON.stringify(found)).not.toMatch(new RegExp(parts));
});

test('a sensitive value of one resource does not appear in risks of another', () => {
  const found = risksOf(
    planContexts(
      planOf([
        secret(
          'aws_ecs_service.a',
          'desired_count',
          { ...service(47), cluster: 'c' },
          { ...service(47), cluster: 'c' },
        ),
        create('aws_appautoscaling_target.a', {
          resource_id: 'service/c/shop',
          min_capacity: 1,
          max_capacity: 3,
        }),
        secret('aws_ssm_parameter.a', 'value', null, { value: 'zx9hunter' }),
        create('aws_iam_role_policy.a', { role: 'web', policy }),
      ]),
    ),
  );
  expect(found.map(({ what }) => what)).toEqual([
    'Capacity decreases: (sensitive)',
    'Role web allows dynamodb:* on arn:aws:dynamodb:::table/(sensitive)',
  ]);
});
