import {
  reachableTargetValue,
  requireScalingByRequests,
} from '../../../../../commands/rehearsal/steps/scaling';

test.each([
  ['within reach', 500, 500],
  ['too many requests for one machine', 5_000, 625],
  ['too few to measure in seconds', 10, 200],
])('%s: %i requests a minute for a task are tried with %i', (_what, targetValue, reached) => {
  expect(reachableTargetValue(targetValue, { minTasks: 1, maxTasks: 4 })).toBe(reached);
});

test('a stack without scaling by requests is an error', () => {
  const policy = { predefined_metric_type: 'ECSServiceAverageCPUUtilization' };
  expect(() =>
    requireScalingByRequests({ resource: { aws_appautoscaling_policy: { cpu: policy } } }),
  ).toThrow(
    '--scaling needs a service with scaling.requestsPerTaskPerMinute, but no service has it',
  );
});
