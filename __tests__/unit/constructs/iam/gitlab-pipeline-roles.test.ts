import { all } from '../../../support/synth-fargate';
import { gitlab, synthRegistry } from '../../../support/synth-registry';

test.each([
  [
    'plan',
    {
      StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
      StringLike: { 'gitlab.com:sub': 'project_path:group/shop:ref_type:branch:ref:*' },
    },
  ],
  [
    'push',
    {
      StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
      StringLike: { 'gitlab.com:sub': 'project_path:group/shop:ref_type:branch:ref:*' },
    },
  ],
  [
    'fargate-apply',
    {
      StringEquals: {
        'gitlab.com:aud': 'https://gitlab.com',
        'gitlab.com:sub': 'project_path:group/shop:ref_type:branch:ref:main',
      },
    },
  ],
])('only pipelines of the project can assume %s', (name, condition) => {
  const role = all(synthRegistry({ gitlab }).resource, 'aws_iam_role').find(
    (one) => one.name === `magicnight-${name}`,
  );
  expect(role?.path).toBe('/magicnight-pipeline/');
  expect(JSON.parse(String(role?.assume_role_policy)).Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: '${aws_iam_openid_connect_provider.pipeline_gitlab.arn}' },
      Condition: condition,
    },
  ]);
});

test('another GitLab, another branch, and an existing provider', () => {
  const { resource } = synthRegistry({
    gitlab: {
      ...gitlab,
      url: 'https://git.example.com',
      protectedBranch: 'release/1.x',
      existingProvider: true,
    },
  });
  expect(resource).not.toHaveProperty('aws_iam_openid_connect_provider');
  const apply = all(resource, 'aws_iam_role').find(
    (one) => one.name === 'magicnight-fargate-apply',
  );
  expect(JSON.parse(String(apply?.assume_role_policy)).Statement[0]).toMatchObject({
    Principal: {
      Federated:
        'arn:aws:iam::${data.aws_caller_identity.account.account_id}:oidc-provider/git.example.com',
    },
    Condition: {
      StringEquals: {
        'git.example.com:aud': 'https://git.example.com',
        'git.example.com:sub': 'project_path:group/shop:ref_type:branch:ref:release/1.x',
      },
    },
  });
});
