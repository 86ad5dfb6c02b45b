import type { ResourceChange } from '../../../../../commands/review/plan/plan';
import { planContexts } from '../../../../../commands/review/redaction/plan-contexts';
import { matchesIamWildcard } from '../../../../../commands/review/risks/iam-wildcard';
import { risksOf } from '../../../../../commands/review/risks/risks';
import { changeOf, planOf } from '../../../../support/plan-builder';
import { create, destroy, policyOf, replace, update, whats } from '../../../../support/risk-lines';

jest.mock('../../../../../commands/review/risks/iam-wildcard', () => {
  const actual = jest.requireActual('../../../../../commands/review/risks/iam-wildcard');
  return { matchesIamWildcard: jest.fn(actual.matchesIamWildcard) };
});

describe('permissions that are added without a policy document', () => {
  const all = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
  test.each<[string, ResourceChange]>([
    [
      'a policy of the same plan for a role that is there',
      changeOf('aws_iam_role_policy_attachment.a', ['create'], {
        before: null,
        after: { role: 'web' },
        after_unknown: { policy_arn: true },
      }),
    ],
    [
      'the policy of another role',
      changeOf('aws_iam_role_policy.a', ['delete', 'create'], {
        before: { role: 'ops', policy: all },
        after: { role: 'web', policy: all },
      }),
    ],
    [
      'the attachment of another role',
      changeOf('aws_iam_role_policy_attachment.a', ['delete', 'create'], {
        before: { role: 'ops', policy_arn: 'arn:a' },
        after: { role: 'web', policy_arn: 'arn:a' },
      }),
    ],
    [
      'a policy in a block of its role',
      update(
        'aws_iam_role.a',
        { name: 'web', inline_policy: [] },
        { name: 'web', inline_policy: [{ name: 'a', policy: all }] },
      ),
    ],
    [
      'a port in a block of a network list',
      update(
        'aws_network_acl.a',
        { id: 'acl-1', ingress: [] },
        {
          id: 'acl-1',
          ingress: [
            {
              action: 'allow',
              protocol: 'tcp',
              from_port: 22,
              to_port: 22,
              cidr_block: '0.0.0.0/0',
            },
          ],
        },
      ),
    ],
  ])('%s blocks', (_what, change) => {
    expect(
      risksOf(planContexts(planOf([change]))).map(({ isBlocking: isGated }) => isGated),
    ).toEqual([true]);
  });
});

describe('policies of buckets, repositories and others', () => {
  const foreign = policyOf('s3:GetObject', 'arn:aws:s3:::films/*', {
    Principal: { AWS: 'arn:aws:iam::999999999999:root' },
  });
  const ofBucket = create('aws_s3_bucket_policy.a', { bucket: 'films', policy: foreign });
  const line =
    'Bucket films allows s3:GetObject on arn:aws:s3:::films/* by AWS: arn:aws:iam::999999999999:root';

  test('a new policy blocks for an existing bucket, and is for information for a new one', () => {
    expect(whats([ofBucket])).toEqual([`blocking ${line}`]);
    expect(whats([ofBucket, create('aws_s3_bucket.a', { bucket: 'films' })])).toEqual([
      `informational ${line}`,
    ]);
    const ofNew = create('aws_sqs_queue_policy.a', { policy: foreign }, { queue_url: true });
    expect(whats([ofNew])[0]).toMatch(/^informational /);
  });

  test('a policy that is known only after apply blocks', () => {
    const unknown = create('aws_ecr_repository_policy.a', { repository: 'api' }, { policy: true });
    expect(whats([unknown])).toEqual([
      'blocking The permissions of repository api are known only after apply',
    ]);
    expect(whats([unknown, create('aws_ecr_repository.a', { name: 'api' })])).toEqual([]);
  });

  test('a destroyed denial blocks, unless its bucket is destroyed, too', () => {
    const Statement = [{ Effect: 'Deny', Action: 's3:*', Principal: '*', Resource: '*' }];
    const destroyed = destroy('aws_s3_bucket_policy.a', {
      bucket: 'films',
      policy: JSON.stringify({ Statement }),
    });
    expect(whats([destroyed])).toEqual([
      'blocking Bucket films no longer denies s3:* on * by AWS: *',
    ]);
    expect(whats([destroyed, destroy('aws_s3_bucket.a', { bucket: 'films' })])).toEqual([
      'blocking The bucket films is destroyed',
    ]);
  });

  test.each<[ResourceChange, string[]]>([
    [
      create('aws_lambda_permission.a', {
        function_name: 'f',
        principal: '*',
        action: 'lambda:InvokeFunction',
      }),
      ['blocking Function f allows lambda:InvokeFunction by everyone'],
    ],
    [
      create('aws_kms_grant.a', {
        key_id: 'k',
        grantee_principal: 'arn:x',
        operations: ['Decrypt'],
      }),
      ['blocking KMS key k allows Decrypt by arn:x'],
    ],
    [
      update(
        'aws_s3_bucket_acl.a',
        { bucket: 'films', acl: 'private' },
        { bucket: 'films', acl: 'public-read' },
      ),
      ['blocking Bucket films has the ACL public-read'],
    ],
    [
      create('aws_s3_bucket_acl.a', { bucket: 'films', acl: 'public-read-write' }),
      ['blocking Bucket films has the ACL public-read-write'],
    ],
  ])('%j', (change, expected) => {
    expect(whats([change])).toEqual(expected);
  });
});

describe('lists of policies and members', () => {
  const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const to = (...roles: string[]) => ({ name: 'a', policy_arn: 'arn:p', roles });
  test.each<[ResourceChange, string[]]>([
    [
      update('aws_iam_policy_attachment.a', to('ops'), to('ops', 'web')),
      ['blocking Role web gets the policy arn:p'],
    ],
    [
      update(
        'aws_iam_group_membership.a',
        { group: 'admins', users: ['a'] },
        { group: 'admins', users: ['a', 'b'] },
      ),
      ['blocking User b joins group admins'],
    ],
    [
      create('aws_iam_user_group_membership.a', { user: 'b', groups: ['admins'] }),
      ['blocking User b joins group admins'],
    ],
    [
      update(
        'aws_iam_role_policies_exclusive.a',
        { role_name: 'r', policy_names: [] },
        { role_name: 'r', policy_names: ['p'] },
      ),
      ['blocking Role r gets the policy p'],
    ],
    [
      create('aws_iam_role_policy_attachments_exclusive.a', {
        role_name: 'r',
        policy_arns: [admin],
      }),
      [`blocking Role r gets the policy ${admin}`],
    ],
    [
      update(
        'aws_iam_role.a',
        { name: 'r', managed_policy_arns: ['x'] },
        { name: 'r', managed_policy_arns: ['x', null] },
        { managed_policy_arns: [false, true] },
      ),
      ['blocking Role r gets the policy (known after apply)'],
    ],
    [
      update(
        'aws_iam_role.a',
        { name: 'r', permissions_boundary: 'arn:b' },
        { name: 'r' },
        { permissions_boundary: true },
      ),
      ['blocking The permissions boundary of role r is known only after apply; it is arn:b now'],
    ],
    [
      update(
        'aws_iam_instance_profile.a',
        { name: 'p', role: 'small' },
        { name: 'p', role: 'large' },
      ),
      ['blocking The role of instance profile p changes from small to large'],
    ],
    [
      replace(
        'aws_ecs_task_definition.a',
        { family: 'f', task_role_arn: 'arn:small' },
        { family: 'f', task_role_arn: 'arn:large' },
      ),
      ['informational The task role of f changes from arn:small to arn:large'],
    ],
    [
      create('aws_iam_user_login_profile.a', { user: 'bob' }),
      ['blocking IAM user bob gets a console password'],
    ],
  ])('%j', (change, expected) => {
    expect(whats([change])).toEqual(expected);
  });

  test('a role that the same plan creates is new, even if its name is known', () => {
    const attached = create('aws_iam_role_policy_attachment.a', {
      role: 'web',
      policy_arn: 'arn:p',
    });
    expect(whats([attached, create('aws_iam_role.a', { name: 'web' })])).toEqual([
      'informational Role web gets the policy arn:p',
    ]);
    expect(whats([attached])).toEqual(['blocking Role web gets the policy arn:p']);
    const again = [
      create('aws_iam_role.a', { name: 'web' }),
      destroy('aws_iam_role.b', { name: 'web' }),
    ];
    expect(whats([attached, ...again])).toContain('blocking Role web gets the policy arn:p');
  });

  test.each([
    ['iam:*', 'arn:*', 'blocking'],
    ['iam:*', 'arn:aws:iam::123456789012:*', 'blocking'],
    ['iam:PassRole', 'arn:aws:iam::123456789012:role/*', 'blocking'],
    ['i*', '*', 'blocking'],
    ['i*:PassRole', '*', 'blocking'],
    ['*:*', 'x', 'blocking'],
    ['s3:*', 'arn:aws:s3:::*', 'blocking'],
    ['s3:*', 'arn:aws:s3:::films/*', 'informational'],
    ['s3:GetObject', 'arn:aws:s3:::*', 'informational'],
    ['iam:ListRoles', '*', 'informational'],
    ['iam:PassRole', 'arn:aws:iam::123456789012:role/web', 'informational'],
  ])('of a new role %s on %s: %s', (action, resource, expected) => {
    const added = create(
      'aws_iam_role_policy.a',
      { policy: policyOf(action, resource) },
      { role: true },
    );
    expect(whats([added])[0]?.split(' ')[0]).toBe(expected);
  });
});

test('policies with many grants are compared text by text, not grant by grant', () => {
  const many = (length: number, start: string) =>
    Array.from({ length }, (_, index) => start + index);
  const policy = (start: string) => policyOf(many(120, start), many(60, 'arn:aws:s3:::bucket-'));
  const changed = (after: string) =>
    update(
      'aws_iam_role_policy.a',
      { role: 'r', policy: policy('s3:Get') },
      { role: 'r', policy: after },
    );
  const comparisons = () =>
    jest.mocked(matchesIamWildcard).mock.calls.filter(([pattern]) => /^s3:get/.test(pattern));
  jest.mocked(matchesIamWildcard).mockClear();
  expect(whats([changed(` ${policy('s3:Get')}`)])).toEqual([]);
  expect(comparisons()).toHaveLength(0);
  expect(whats([changed(policy('s3:Put'))])[0]).toMatch(/ and 7194 more$/);
  expect(comparisons()).toHaveLength(120 * 120);
});
