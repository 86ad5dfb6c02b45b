import { Sources } from '../../../../../commands/review/plan/sources';
import { risksOf } from '../../../../../commands/review/risks/risks';
import { changeOf, planOf, stateOf } from '../../../../support/plan-builder';
import { risks, update } from '../../../../support/risk-lines';

describe('permissions', () => {
  const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const allow = (Action: unknown, Resource: unknown, other: object = {}) => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...other,
  });
  const rolePolicy = (before: string, after: string) =>
    risks([
      update(
        'aws_iam_role_policy.a',
        { role: 'shop', policy: before },
        { role: 'shop', policy: after },
      ),
    ]);
  const use = 'what runs with it can do that from then on';

  test('a role that may do more stops', () => {
    const before = policy(allow(['s3:Get*', 's3:PutObject'], 'arn:aws:s3:::a/*'));
    const after = policy(
      allow(['s3:GetObject', 's3:DeleteObject'], ['arn:aws:s3:::a/x', 'arn:aws:s3:::b/*']),
    );
    expect(rolePolicy(before, after)).toEqual([
      `stops role shop allows s3:GetObject on arn:aws:s3:::b/*; s3:DeleteObject on arn:aws:s3:::a/x; s3:DeleteObject on arn:aws:s3:::b/*: ${use}`,
    ]);
  });

  test('the same in other words, or less, is no risk', () => {
    const before = policy(allow('s3:*', '*'), allow('sqs:Send*', 'q'));
    expect(
      rolePolicy(before, policy(allow('sqs:SendMessage', ['q']), allow(['s3:Get*'], 'x'))),
    ).toEqual([]);
  });

  test('a wildcard, a lost condition, a lost denial and all but some are more', () => {
    const under = { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } };
    const before = policy(allow('s3:Get*', 'x', under), {
      Effect: 'Deny',
      Action: 'iam:*',
      Resource: '*',
    });
    expect(rolePolicy(before, policy(allow('s3:Get*', 'x')))).toEqual([
      `stops role shop allows s3:Get* on x: ${use}`,
      `stops role shop no longer forbids iam:* on *: ${use}`,
    ]);
    expect(rolePolicy(policy(allow('s3:Get*', 'x')), policy(allow('s3:*', 'x')))).toEqual([
      `stops role shop allows s3:* on x: ${use}`,
    ]);
    const allBut = policy({ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' });
    expect(rolePolicy(policy(allow('s3:*', '*')), allBut)).toEqual([
      `stops role shop allows all but iam:* on *: ${use}`,
    ]);
  });

  test('of a new role the ordinary is told, the wide stops', () => {
    const ofNew = (statement: object) =>
      risks([
        changeOf('aws_iam_role_policy.a', ['create'], {
          before: null,
          after: { policy: policy(statement) },
          after_unknown: { role: true },
        }),
      ])[0]?.split(' ')[0];
    expect(ofNew(allow('s3:GetObject', 'x'))).toBe('told');
    expect(ofNew(allow('ecr:GetAuthorizationToken', '*'))).toBe('told');
    expect(ofNew(allow('s3:*', '*'))).toBe('stops');
    expect(ofNew(allow('iam:PassRole', '*'))).toBe('stops');
    expect(ofNew(allow('*', 'x'))).toBe('stops');
  });

  test('a further policy of a role that is there stops', () => {
    const added = changeOf('aws_iam_role_policy.more', ['create'], {
      before: null,
      after: { role: 'shop', policy: policy(allow('s3:GetObject', 'x')) },
    });
    expect(risks([added])).toEqual([`stops role shop allows s3:GetObject on x: ${use}`]);
    const attached = changeOf('aws_iam_role_policy_attachment.a', ['create'], {
      before: null,
      after: { role: 'shop', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    });
    expect(risks([attached])).toEqual([
      'stops role shop gets the policy arn:aws:iam::aws:policy/ReadOnlyAccess: who has it, or takes it over, can do all that the policy allows',
    ]);
  });

  test('who may take a role: a service of AWS is told, all others stop', () => {
    const trust = (Principal: unknown) =>
      risks([
        changeOf('aws_iam_role.a', ['create'], {
          before: null,
          after: {
            name: 'shop',
            assume_role_policy: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }),
          },
        }),
      ]);
    const take = 'who is named there can take the role, and do all that it may';
    const ofAws = 'this service of AWS takes the role, for what it runs for us';
    expect(trust({ Service: 'ecs-tasks.amazonaws.com' })).toEqual([
      `told The trust policy of role shop allows sts:AssumeRole by Service: ecs-tasks.amazonaws.com: ${ofAws}`,
    ]);
    expect(trust('*')).toEqual([
      `stops The trust policy of role shop allows sts:AssumeRole by AWS: *: ${take}`,
    ]);
    expect(trust({ Federated: 'arn:aws:iam::1:oidc-provider/gitlab.com' })[0]).toMatch(/^stops /);
  });

  test('a policy that only the apply will tell stops where the role is there', () => {
    const unknown = update(
      'aws_iam_role_policy.a',
      { role: 'shop', policy: policy(allow('a:B', 'x')) },
      { role: 'shop' },
      { policy: true },
    );
    expect(risks([unknown])).toEqual([
      'stops What role shop allows is known only after the apply: it may allow more than before: read where it is written what it allows',
    ]);
  });

  test('as it is written it says more', () => {
    const written = policy(
      allow('logs:PutLogEvents', ['${aws_cloudwatch_log_group.x.arn}', '${data.aws_x.y.arn}']),
    );
    const sources = new Sources(new Map(), { aws_iam_role_policy: { a: { policy: written } } });
    const one = update(
      'aws_iam_role_policy.a',
      { role: 'shop', policy: policy(allow('logs:PutLogEvents', 'y')) },
      { role: 'shop' },
      { policy: true },
    );
    const prior_state = stateOf({ 'data.aws_x.y': { arn: 'y' } });
    expect(risksOf(planOf([one], { prior_state }), sources).map(({ what }) => what)).toEqual([
      'role shop allows logs:PutLogEvents on ${aws_cloudwatch_log_group.x.arn}',
    ]);
  });

  test('a boundary that goes, and a new user, stop', () => {
    expect(
      risks([
        update('aws_iam_role.a', { name: 'shop', permissions_boundary: 'arn:b' }, { name: 'shop' }),
      ]),
    ).toEqual([
      'stops role shop has no boundary any more, arn:b now: what its policies allow is no longer held back by the boundary',
    ]);
    expect(
      risks([changeOf('aws_iam_user.a', ['create'], { before: null, after: { name: 'bob' } })]),
    ).toEqual([
      'stops user bob is a new user: keys of users work from everywhere, until somebody deletes them',
    ]);
  });
});
