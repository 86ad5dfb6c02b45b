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
