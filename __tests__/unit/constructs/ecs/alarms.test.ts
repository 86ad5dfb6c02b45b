import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import { synthEc2 } from '../../../support/synth-ec2';
import { all, synthFargate } from '../../../support/synth-fargate';

const services = ['web', 'two'].map((name) => ({
  name,
  image: { folder: 'containers/web' },
  routes: [`/${name}`],
}));
const topicArn = 'arn:aws:sns:eu-central-1:123456789012:alarms';
const alarms = (options: Partial<EnvironmentOptions>) =>
  all(synthFargate(services, options).resource, 'aws_cloudwatch_metric_alarm');
const names = (options: Partial<EnvironmentOptions>) =>
  alarms(options).map(({ alarm_name }) => String(alarm_name).replace('magicnight-fargate-', ''));

const balancer = { LoadBalancer: '${aws_lb.balancer.arn_suffix}' };
const target = { ...balancer, TargetGroup: '${aws_lb_target_group.web_targets.arn_suffix}' };
const actions = { alarm_actions: [topicArn], ok_actions: [topicArn] };
const shared = { comparison_operator: 'GreaterThanThreshold', treat_missing_data: 'notBreaching' };

test.each<[Partial<EnvironmentOptions>, string[]]>([
  [{}, []],
  [{ containerInsights: true }, []],
  [{ production: true, alarms: false }, []],
  // Without Container Insights there is no metric of running tasks.
  [{ alarms: true }, ['balancer-5xx', 'two-5xx', 'two-unhealthy', 'web-5xx', 'web-unhealthy']],
  [
    { production: true },
    [
      'balancer-5xx',
      'two-5xx',
      'two-tasks',
      'two-unhealthy',
      'web-5xx',
      'web-tasks',
      'web-unhealthy',
    ],
  ],
])('with %j there are the alarms %j', (options, expected) => {
  expect(names(options).sort()).toEqual(expected);
});

const alarm = (name: string) => {
  const options = { alarms: true, containerInsights: true, alarmTopicArn: topicArn };
  return alarms(options).find(({ alarm_name }) => alarm_name === `magicnight-fargate-${name}`);
};

test('errors of the load balancer itself are counted', () => {
  expect(alarm('balancer-5xx')).toMatchObject({
    ...actions,
    ...shared,
    namespace: 'AWS/ApplicationELB',
    metric_name: 'HTTPCode_ELB_5XX_Count',
    statistic: 'Sum',
    period: 60,
    evaluation_periods: 3,
    threshold: 5,
    dimensions: balancer,
  });
});

test('errors of a service count as a percentage of its responses', () => {
  const metric = (metric_name: string) => ({
    namespace: 'AWS/ApplicationELB',
    metric_name,
    dimensions: target,
    period: 60,
    stat: 'Sum',
  });
  const found = alarm('web-5xx');
  expect(found).toMatchObject({ ...actions, ...shared, evaluation_periods: 3, threshold: 5 });
  expect(found?.metric_query).toEqual([
    {
      id: 'percent',
      expression: '100 * FILL(part, 0) / whole',
      label: 'percent',
      return_data: true,
    },
    { id: 'part', metric: metric('HTTPCode_Target_5XX_Count') },
    { id: 'whole', metric: metric('RequestCount') },
  ]);
  expect(found).not.toHaveProperty('metric_name');
});

test('one unhealthy task for five minutes is enough', () => {
  expect(alarm('web-unhealthy')).toMatchObject({
    ...actions,
    ...shared,
    metric_name: 'UnHealthyHostCount',
    statistic: 'Maximum',
    evaluation_periods: 5,
    threshold: 0,
    dimensions: target,
  });
});

test('missing tasks are counted by Container Insights', () => {
  const metric = (metric_name: string) => ({
    namespace: 'ECS/ContainerInsights',
    metric_name,
    dimensions: { ClusterName: '${aws_ecs_cluster.cluster.name}', ServiceName: 'web' },
    period: 60,
    stat: 'Average',
  });
  const found = alarm('web-tasks');
  expect(found).toMatchObject({ ...actions, ...shared, evaluation_periods: 15, threshold: 0 });
  expect(found?.metric_query).toEqual([
    {
      id: 'missing',
      expression: 'desired - FILL(running, 0)',
      label: 'missing tasks',
      return_data: true,
    },
    { id: 'desired', metric: metric('DesiredTaskCount') },
    { id: 'running', metric: metric('RunningTaskCount') },
  ]);
});

test('without a topic an alarm notifies nobody', () => {
  for (const one of alarms({ alarms: true })) {
    expect(one).not.toHaveProperty('alarm_actions');
    expect(one).not.toHaveProperty('ok_actions');
  }
});

test('the stack ec2 has the same alarms with its own names', () => {
  const { resource } = synthEc2(services, { alarms: true });
  const found = all(resource, 'aws_cloudwatch_metric_alarm').map(({ alarm_name }) => alarm_name);
  expect(found).toHaveLength(5);
  for (const name of found) expect(name).toMatch(/^magicnight-ec2-/);
});
