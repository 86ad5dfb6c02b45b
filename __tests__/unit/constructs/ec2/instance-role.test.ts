import { synthEc2 } from '../../../support/synth-ec2';
import { all } from '../../../support/synth-fargate';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('the instance role allows only what the ECS agent does, in its own cluster', () => {
  const { resource } = synthEc2([web]);
  const policy = all(resource, 'aws_iam_role_policy').find(({ name }) => name === 'agent');
  const { Statement } = JSON.parse(String(policy?.policy));
  const cluster = '${aws_ecs_cluster.cluster.arn}';
  expect(Statement.map(({ Resource }: { Resource: string }) => Resource)).toEqual([
    cluster,
    'arn:aws:ecs:eu-central-1:${data.aws_caller_identity.account.account_id}:container-instance/${aws_ecs_cluster.cluster.name}/*',
    '*',
  ]);
  expect(Statement[1].Condition).toEqual({ ArnEquals: { 'ecs:cluster': cluster } });
  expect(Statement[2].Action).toEqual(['ecs:DiscoverPollEndpoint']);
});

test('the instance role is for EC2, below the path of the project and with its boundary', () => {
  const { resource } = synthEc2([web]);
  const profile = resource.aws_iam_instance_profile?.hosts_role_profile;
  expect(profile).toMatchObject({ path: '/magicnight/', role: '${aws_iam_role.hosts_role.name}' });
  const role = resource.aws_iam_role?.hosts_role;
  expect(role).toMatchObject({
    path: '/magicnight/',
    permissions_boundary:
      'arn:aws:iam::${data.aws_caller_identity.account.account_id}:policy/magicnight/boundary',
  });
  // EC2 does not send the source account.
  expect(JSON.parse(String(role?.assume_role_policy)).Statement).toEqual([
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } },
  ]);
});
