import {
  reachableTargetValue,
  scalesByRequests,
} from '../../../../../commands/rehearsal/steps/scaling';

test.each([
  ['within reach', 300, 300],
  ['too many requests for one machine', 5_000, 312],
  ['too few to measure in seconds', 10, 200],
])('%s: %i requests a minute for a task are tried with %i', (_what, targetValue, reached) => {
  expect(reachableTargetValue(targetValue, { minTasks: 1, maxTasks: 4 })).toBe(reached);
});

test.each([
  ['ALBRequestCountPerTarget', true],
  ['ECSServiceAverageCPUUtilization', false],
])('a stack that scales by %s scales by requests: %s', (metric, scales) => {
  const policy = { predefined_metric_type: metric };
  const resource = { aws_appautoscaling_policy: { cpu: policy } };
  expect(scalesByRequests({ resource })).toBe(scales);
});
