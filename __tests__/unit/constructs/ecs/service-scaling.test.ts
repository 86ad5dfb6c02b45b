import type { ScalingOptions } from '../../../../constructs/options/service/scaling-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const synth = (scaling?: ScalingOptions) =>
  synthFargate([{ name: 'web', image: { folder: 'containers/web' }, routes: ['/'], scaling }])
    .resource;

/** Metric, target and cooldowns of each policy. */
const aims = (scaling?: ScalingOptions) =>
  all(synth(scaling), 'aws_appautoscaling_policy').map(
    ({ name, target_tracking_scaling_policy_configuration }) => {
      const { predefined_metric_specification, ...rest } =
        target_tracking_scaling_policy_configuration as Record<string, object>;
      return { name, ...predefined_metric_specification, ...rest };
    },
  );
const defaultCooldowns = { scale_out_cooldown: 60, scale_in_cooldown: 300 };

test('the default target is 70 percent CPU', () => {
  const cpu = {
    name: 'cpu',
    predefined_metric_type: 'ECSServiceAverageCPUUtilization',
    target_value: 70,
    ...defaultCooldowns,
  };
  expect(aims()).toEqual([cpu]);
  expect(aims({ maxTasks: 9 })).toEqual([cpu]);
});

test('each target has its own policy', () => {
  const cooldowns = { scaleOutCooldownSeconds: 0, scaleInCooldownSeconds: 900 };
  const written = { scale_out_cooldown: 0, scale_in_cooldown: 900 };
  const aimed = { cpuPercent: 50, memoryPercent: 60, requestsPerTaskPerMinute: 700 };
  expect(aims({ ...aimed, ...cooldowns })).toEqual([
    {
      name: 'cpu',
      predefined_metric_type: 'ECSServiceAverageCPUUtilization',
      target_value: 50,
      ...written,
    },
    {
      name: 'memory',
      predefined_metric_type: 'ECSServiceAverageMemoryUtilization',
      target_value: 60,
      ...written,
    },
    {
      name: 'requests',
      predefined_metric_type: 'ALBRequestCountPerTarget',
      resource_label: '${aws_lb.balancer.arn_suffix}/${aws_lb_target_group.web_targets.arn_suffix}',
      target_value: 700,
      ...written,
    },
  ]);
  expect(aims({ memoryPercent: 60 }).map(({ name }) => name)).toEqual(['memory']);
  expect(aims({ requestsPerTaskPerMinute: 700 }).map(({ name }) => name)).toEqual(['requests']);
});

test('requests are counted after the listener rules of the service exist', () => {
  const [policy] = all(synth({ requestsPerTaskPerMinute: 700 }), 'aws_appautoscaling_policy');
  expect(policy?.depends_on).toEqual([
    expect.stringMatching(/^aws_lb_listener_rule\.http_all-\w+_forward$/),
  ]);
});

test('policies of a service are created one after the other', () => {
  const resource = synth({ cpuPercent: 50, memoryPercent: 60, requestsPerTaskPerMinute: 700 });
  expect(
    all(resource, 'aws_appautoscaling_policy').map(({ name, depends_on }) => [name, depends_on]),
  ).toEqual([
    ['cpu', undefined],
    ['memory', ['aws_appautoscaling_policy.web_scaling_cpu']],
    [
      'requests',
      [
        expect.stringMatching(/^aws_lb_listener_rule\./),
        'aws_appautoscaling_policy.web_scaling_memory',
      ],
    ],
  ]);
});

const cron = '0 7 ? * MON-FRI';

test('a schedule changes its bounds, in its time zone', () => {
  const resource = synth({
    schedules: [
      { name: 'morning', cron, timeZone: 'Europe/Berlin', minTasks: 3, maxTasks: 9 },
      { name: 'night', cron: '0 20 * * ?', maxTasks: 4 },
    ],
  });
  const after = (address: string) => ({ depends_on: [address] });
  const target = {
    service_namespace: '${aws_appautoscaling_target.web_scaling_tasks.service_namespace}',
    scalable_dimension: '${aws_appautoscaling_target.web_scaling_tasks.scalable_dimension}',
    resource_id: '${aws_appautoscaling_target.web_scaling_tasks.resource_id}',
  };
  expect(all(resource, 'aws_appautoscaling_scheduled_action')).toEqual([
    {
      name: 'morning',
      ...target,
      schedule: 'cron(0 7 ? * MON-FRI *)',
      timezone: 'Europe/Berlin',
      scalable_target_action: { min_capacity: '3', max_capacity: '9' },
      ...after('aws_appautoscaling_policy.web_scaling_cpu'),
    },
    {
      name: 'night',
      ...target,
      schedule: 'cron(0 20 * * ? *)',
      timezone: 'UTC',
      scalable_target_action: { max_capacity: '4' },
      ...after('aws_appautoscaling_scheduled_action.web_scaling_at-morning'),
    },
  ]);
});

test.each<[{ minTasks?: number; maxTasks?: number }, string[]]>([
  [{ minTasks: 2 }, ['min_capacity']],
  [{ maxTasks: 3 }, ['max_capacity']],
  [{ minTasks: 2, maxTasks: 3 }, ['min_capacity', 'max_capacity']],
])('bounds that a schedule with %j changes are not reset', (bounds, ignored) => {
  const resource = synth({ maxTasks: 7, schedules: [{ name: 'morning', cron, ...bounds }] });
  expect(all(resource, 'aws_appautoscaling_target')).toEqual([
    expect.objectContaining({
      min_capacity: 1,
      max_capacity: 7,
      resource_id: 'service/${aws_ecs_cluster.cluster.name}/${aws_ecs_service.web.name}',
      lifecycle: { ignore_changes: ignored },
    }),
  ]);
});

test('without a schedule Terraform manages the bounds', () => {
  const resource = synth({ minTasks: 2, maxTasks: 3 });
  expect(all(resource, 'aws_appautoscaling_scheduled_action')).toEqual([]);
  const [target] = all(resource, 'aws_appautoscaling_target');
  expect(target).toMatchObject({ min_capacity: 2, max_capacity: 3 });
  expect(target).not.toHaveProperty('lifecycle');
});
