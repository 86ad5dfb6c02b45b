import { Sources } from '../../../../../commands/review/plan/sources';
import { planContexts } from '../../../../../commands/review/redaction/plan-contexts';
import { risksOf } from '../../../../../commands/review/risks/risks';
import { changeOf, planOf, stateOf } from '../../../../support/plan-builder';
import { create, risks, update } from '../../../../support/risk-lines';

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
  const use = 'workloads and users that use it get these permissions';

  test('additional permissions of a role block', () => {
    const before = policy(allow(['s3:Get*', 's3:PutObject'], 'arn:aws:s3:::a/*'));
    const after = policy(
      allow(['s3:GetObject', 's3:DeleteObject'], ['arn:aws:s3:::a/x', 'arn:aws:s3:::b/*']),
    );
    expect(rolePolicy(before, after)).toEqual([
      `blocking Role shop allows s3:GetObject on arn:aws:s3:::b/*; s3:DeleteObject on arn:aws:s3:::a/x; s3:DeleteObject on arn:aws:s3:::b/*: ${use}`,
    ]);
  });

  test('a policy limits an endpoint, which allows everyone without one', () => {
    const ofAccount = (id: string) =>
      policy(
        allow('s3:*', '*', {
          Principal: '*',
          Condition: { StringEquals: { 'aws:ResourceAccount': id } },
        }),
      );
    const endpoint = { service_name: 'com.amazonaws.eu-central-1.s3', policy: ofAccount('1') };
    const address = 'aws_vpc_endpoint.s3';
    expect(risks([create(address, endpoint)])).toEqual([]);
    const open = policy(allow('*', '*', { Principal: '*' }));
    expect(risks([update(address, { ...endpoint, policy: open }, endpoint)])).toEqual([]);
    expect(risks([update(address, endpoint, { ...endpoint, policy: ofAccount('2') })])).toEqual([
      expect.stringMatching(/^blocking A resource of type aws_vpc_endpoint allows s3:\* on \*/),
    ]);
  });

  test('the same or fewer permissions in another form are no risk', () => {
    const before = policy(allow('s3:*', '*'), allow('sqs:Send*', 'q'));
    expect(
      rolePolicy(before, policy(allow('sqs:SendMessage', ['q']), allow(['s3:Get*'], 'x'))),
    ).toEqual([]);
  });

  test('a wildcard, a removed condition or denial, and a negation add permissions', () => {
    const under = { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } };
    const before = policy(allow('s3:Get*', 'x', under), {
      Effect: 'Deny',
      Action: 'iam:*',
      Resource: '*',
    });
    expect(rolePolicy(before, policy(allow('s3:Get*', 'x')))).toEqual([
      `blocking Role shop allows s3:Get* on x: ${use}`,
      `blocking Role shop no longer denies iam:* on *: ${use}`,
    ]);
    expect(rolePolicy(policy(allow('s3:Get*', 'x')), policy(allow('s3:*', 'x')))).toEqual([
      `blocking Role shop allows s3:* on x: ${use}`,
    ]);
    const allBut = policy({ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' });
    expect(rolePolicy(policy(allow('s3:*', '*')), allBut)).toEqual([
      `blocking Role shop allows all except iam:* on *: ${use}`,
    ]);
  });

  test('of a new role only broad permissions block', () => {
    const ofNew = (statement: object) =>
      risks([
        changeOf('aws_iam_role_policy.a', ['create'], {
          before: null,
          after: { policy: policy(statement) },
          after_unknown: { role: true },
        }),
      ])[0]?.split(' ')[0];
    expect(ofNew(allow('s3:GetObject', 'x'))).toBe('informational');
    expect(ofNew(allow('ecr:GetAuthorizationToken', '*'))).toBe('informational');
    expect(ofNew(allow('s3:*', '*'))).toBe('blocking');
    expect(ofNew(allow('iam:PassRole', '*'))).toBe('blocking');
    expect(ofNew(allow('*', 'x'))).toBe('blocking');
  });

  test('a secret is allowed by the boundary of the stack registry, too', () => {
    const added = changeOf('aws_iam_role_policy.more', ['create'], {
      before: null,
      after: { role: 'shop', policy: policy(allow('ssm:GetParameters', 'x')) },
    });
    expect(risks([added])).toEqual([
      `blocking Role shop allows ssm:GetParameters on x: ${use}; for secrets, the stack registry must be applied first`,
    ]);
  });

  test('another policy of an existing role blocks', () => {
    const added = changeOf('aws_iam_role_policy.more', ['create'], {
      before: null,
      after: { role: 'shop', policy: policy(allow('s3:GetObject', 'x')) },
    });
    expect(risks([added])).toEqual([`blocking Role shop allows s3:GetObject on x: ${use}`]);
    const attached = changeOf('aws_iam_role_policy_attachment.a', ['create'], {
      before: null,
      after: { role: 'shop', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    });
    expect(risks([attached])).toEqual([
      'blocking Role shop gets the policy arn:aws:iam::aws:policy/ReadOnlyAccess: anyone who uses or takes over this identity has all permissions of the policy',
    ]);
  });

  test('in a trust policy, an AWS service is for information, all other principals block', () => {
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
    const take = 'these principals can assume the role and have all its permissions';
    const ofAws = 'this AWS service can assume the role for the resources that it runs';
    expect(trust({ Service: 'ecs-tasks.amazonaws.com' })).toEqual([
      `informational The trust policy of role shop allows sts:AssumeRole by Service: ecs-tasks.amazonaws.com: ${ofAws}`,
    ]);
    expect(trust('*')).toEqual([
      `blocking The trust policy of role shop allows sts:AssumeRole by AWS: *: ${take}`,
    ]);
    expect(trust({ Federated: 'arn:aws:iam::1:oidc-provider/gitlab.com' })[0]).toMatch(
      /^blocking /,
    );
  });

  test('a changed trust policy of an existing role blocks, since a pipeline cannot apply it', () => {
    const trust = (service: string) => ({
      name: 'shop',
      assume_role_policy: policy({
        ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } },
        Condition: { StringEquals: { 'aws:SourceAccount': '1' } },
      }),
    });
    const [ecs, ec2] = [trust('ecs-tasks.amazonaws.com'), trust('ec2.amazonaws.com')];
    const [, changed, ...none] = risks([update('aws_iam_role.a', ecs, ec2)]);
    expect(none).toEqual([]);
    expect(changed).toBe(
      'blocking The trust policy of role shop changes: no role of the pipeline can change it, so the apply of a pipeline fails; apply this change by hand before the merge',
    );
    expect(risks([update('aws_iam_role.a', ecs, { ...ecs, description: 'new' })])).toEqual([]);
    expect(
      risks([update('aws_iam_role.a', ecs, { name: 'shop' }, { assume_role_policy: true })]).at(-1),
    ).toBe(changed);
  });

  test('a policy that is known only after apply blocks for an existing role', () => {
    const unknown = update(
      'aws_iam_role_policy.a',
      { role: 'shop', policy: policy(allow('a:B', 'x')) },
      { role: 'shop' },
      { policy: true },
    );
    expect(risks([unknown])).toEqual([
      'blocking The permissions of role shop are known only after apply: it can allow more than before; check in the configuration what it allows',
    ]);
  });

  test('the expression of an unknown policy is evaluated', () => {
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
    expect(
      risksOf(planContexts(planOf([one], { prior_state }), sources)).map(({ what }) => what),
    ).toEqual(['Role shop allows logs:PutLogEvents on ${aws_cloudwatch_log_group.x.arn}']);
  });

  test('a removed permissions boundary and a new user block', () => {
    expect(
      risks([
        update('aws_iam_role.a', { name: 'shop', permissions_boundary: 'arn:b' }, { name: 'shop' }),
      ]),
    ).toEqual([
      'blocking The permissions boundary arn:b of role shop is removed: the current boundary no longer limits its policies',
    ]);
    expect(
      risks([changeOf('aws_iam_user.a', ['create'], { before: null, after: { name: 'bob' } })]),
    ).toEqual([
      'blocking IAM user bob is created: access keys of users work from anywhere until they are deleted',
    ]);
  });
});
