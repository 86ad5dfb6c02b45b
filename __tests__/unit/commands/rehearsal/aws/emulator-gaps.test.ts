import { EmulatorGaps } from '../../../../../commands/rehearsal/aws/emulator-gaps';

const ecs = 'AmazonEC2ContainerServiceV20141113';

test('the zone rebalancing of a service is remembered, and an empty network configuration dropped', () => {
  const gaps = new EmulatorGaps('127.0.0.1:1');
  const call = { serviceName: 'api', availabilityZoneRebalancing: 'ENABLED' };
  gaps.request({ target: `${ecs}.CreateService`, body: JSON.stringify(call) });
  const answer = JSON.stringify({ services: [{ serviceName: 'api', networkConfiguration: {} }] });
  expect(gaps.answer({ target: `${ecs}.DescribeServices`, body: '' }, answer)).toBe(
    '{"services":[{"serviceName":"api","availabilityZoneRebalancing":"ENABLED"}]}',
  );
});

test('a rule for all protocols is revoked without its ports', () => {
  const gaps = new EmulatorGaps('127.0.0.1:1');
  const rule = (protocol: string) =>
    `Action=RevokeSecurityGroupEgress&GroupId=sg-1&IpPermissions.1.IpProtocol=${protocol}&IpPermissions.1.FromPort=0&IpPermissions.1.ToPort=0`;
  expect(gaps.request({ target: '', body: rule('-1') })).toBe(
    'Action=RevokeSecurityGroupEgress&GroupId=sg-1&IpPermissions.1.IpProtocol=-1',
  );
  expect(gaps.request({ target: '', body: rule('tcp') })).toBe(rule('tcp'));
});

test('images seem to be at the gateway, never at AWS', () => {
  const gaps = new EmulatorGaps('127.0.0.1:4567');
  const answer =
    '{"repositoryUri":"000000000000.dkr.ecr.eu-central-1.amazonaws.com/magicnight/api"}';
  const target = 'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories';
  expect(gaps.answer({ target, body: '' }, answer)).toBe(
    '{"repositoryUri":"127.0.0.1:4567/magicnight/api"}',
  );
});
