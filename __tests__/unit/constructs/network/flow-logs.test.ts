import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('flow logs are kept for 30 days, in production for a year, and can be switched off', () => {
  const kept = (flowLogs: boolean | undefined, production: boolean) =>
    all(
      synthFargate([web], { network: { nat: 'none', flowLogs }, production }).resource,
      'aws_cloudwatch_log_group',
    )
      .filter(({ name }) => name === '/vpc/magicnight-fargate')
      .map(({ retention_in_days }) => retention_in_days);
  expect([
    kept(undefined, false),
    kept(true, false),
    kept(undefined, true),
    kept(false, true),
  ]).toEqual([[], [30], [365], []]);
  const { resource } = synthFargate([web], { network: { nat: 'none', flowLogs: true } });
  expect(all(resource, 'aws_flow_log')).toEqual([
    expect.objectContaining({ traffic_type: 'ALL', vpc_id: '${aws_vpc.network.id}' }),
  ]);
});

test('the role of flow logs has what the page of AWS lists, but cannot create its log group again', () => {
  const { resource } = synthFargate([web], { network: { nat: 'none', flowLogs: true } });
  const [policy] = all(resource, 'aws_iam_role_policy').filter(({ name }) => name === 'write');
  const statements = JSON.parse(String(policy?.policy)).Statement;
  expect(
    statements.map(({ Action, Resource }: Record<string, unknown>) => [Action, Resource]),
  ).toEqual([
    [
      ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      '${aws_cloudwatch_log_group.flow-logs_group.arn}:*',
    ],
    [
      ['logs:DescribeLogGroups'],
      'arn:aws:logs:eu-central-1:${data.aws_caller_identity.account.account_id}:log-group:*',
    ],
  ]);
});
