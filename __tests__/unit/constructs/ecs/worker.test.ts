import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthEc2 } from '../../../support/synth-ec2';
import { all, type SynthesizedStack, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const mailer = { name: 'mailer', image: { folder: 'containers/api' } };
const withMailer = (
  more: Partial<ServiceOptions> = {},
  options: Partial<EnvironmentOptions> = {},
) => synthFargate([web, { ...mailer, ...more }], options);

/** Resources by type and id that a stack has only with the service. */
function added({ resource }: SynthesizedStack): string[] {
  const before = synthFargate([web]).resource;
  return Object.entries(resource)
    .flatMap(([type, byId]) =>
      Object.keys(byId)
        .filter((id) => before[type]?.[id] === undefined)
        .map((id) => `${type}.${id}`),
    )
    .sort();
}

const container = ({ resource }: SynthesizedStack) => {
  const text = String(resource.aws_ecs_task_definition?.mailer_task?.container_definitions);
  return JSON.parse(text)[0];
};

test('a service without routes has no target group, no rule, and no port open', () => {
  const stack = withMailer();
  expect(added(stack)).toEqual([
    'aws_appautoscaling_policy.mailer_scaling_cpu',
    'aws_appautoscaling_target.mailer_scaling_tasks',
    'aws_cloudwatch_log_group.mailer_logs',
    'aws_ecs_service.mailer',
    'aws_ecs_task_definition.mailer_task',
    'aws_iam_role.mailer_roles_execution',
    'aws_iam_role.mailer_roles_task',
    'aws_iam_role_policy.mailer_roles_start',
    'aws_security_group.mailer_access',
    'aws_vpc_security_group_egress_rule.mailer_access_out-443',
  ]);
  expect(stack.resource.aws_security_group?.mailer_access).toMatchObject({
    description: 'Tasks of mailer',
  });
  expect(container(stack)).toMatchObject({ portMappings: [], stopTimeout: 90 });
  const { mailer: service, web: routed } = stack.resource.aws_ecs_service ?? {};
  expect(service).not.toHaveProperty('load_balancer');
  expect(service).not.toHaveProperty('health_check_grace_period_seconds');
  expect(routed).toHaveProperty('load_balancer');
});

test('a service without routes changes nothing of the others', () => {
  const { resource } = withMailer();
  for (const [type, byId] of Object.entries(synthFargate([web]).resource)) {
    for (const [id, one] of Object.entries(byId)) {
      expect({ type, id, one: resource[type]?.[id] }).toEqual({ type, id, one });
    }
  }
});

test.each(['bridge', 'awsvpc'] as const)(
  'on EC2 in mode %s it has no port either',
  (networkMode) => {
    const instanceTypes = ['m5.4xlarge'];
    const stack = synthEc2([web, mailer], {}, { instanceTypes, networkMode });
    expect(container(stack)).toMatchObject({ portMappings: [] });
    expect(Object.keys(stack.resource.aws_lb_target_group ?? {})).toEqual(['web_targets']);
    const from = Object.keys(stack.resource.aws_vpc_security_group_ingress_rule ?? {});
    expect(from.filter((id) => id.includes('mailer'))).toEqual([]);
  },
);

test('alarms watch its tasks, and no requests', () => {
  const alarmTopicArn = 'arn:aws:sns:eu-central-1:123456789012:alarms';
  const { resource } = withMailer({}, { production: true, alarmTopicArn, https: false });
  const names = all(resource, 'aws_cloudwatch_metric_alarm').map(({ alarm_name: name }) => name);
  expect(names.filter((name) => String(name).includes('mailer'))).toEqual([
    'magicnight-fargate-mailer-tasks',
  ]);
});

test('outputs have a target group of services with routes only', () => {
  const { output } = withMailer();
  expect(output.target_group_arns?.value).toEqual({
    web: '${aws_lb_target_group.web_targets.arn}',
  });
  expect(Object.keys(output.service_arns?.value as object)).toEqual(['mailer', 'web']);
});

test('with recreate, old tasks stop before new ones start, and zones are not balanced', () => {
  const service = (more: Partial<ServiceOptions>) =>
    withMailer(more).resource.aws_ecs_service?.mailer;
  expect(service({ recreate: true })).toMatchObject({
    deployment_minimum_healthy_percent: 0,
    deployment_maximum_percent: 100,
    availability_zone_rebalancing: 'DISABLED',
  });
  expect(service({})).toMatchObject({
    deployment_minimum_healthy_percent: 100,
    deployment_maximum_percent: 200,
    availability_zone_rebalancing: 'ENABLED',
  });
});
