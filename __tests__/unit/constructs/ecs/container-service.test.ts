import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthEc2 } from '../../../support/synth-ec2';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const synth = (more: Partial<ServiceOptions> = {}, options: Partial<EnvironmentOptions> = {}) => {
  const { resource } = synthFargate([{ ...web, ...more }], options);
  return { resource, service: resource.aws_ecs_service?.web };
};

test.each<[Partial<ServiceOptions>, string[] | undefined, number]>([
  [{}, ['desired_count'], 1],
  [{ scaling: { minTasks: 2 } }, ['desired_count'], 2],
  [{ tasks: 3 }, undefined, 3],
  [{ tasks: 0 }, undefined, 0],
  [{ deployedBy: 'terraform' }, ['desired_count'], 1],
  [{ deployedBy: 'pipeline' }, ['desired_count', 'task_definition'], 1],
  [{ deployedBy: 'pipeline', tasks: 2 }, ['task_definition'], 2],
])('with %j Terraform ignores changes of %j', (more, ignored, count) => {
  const { service, resource } = synth(more);
  expect(service?.desired_count).toBe(count);
  expect(service?.lifecycle).toEqual(ignored ? { ignore_changes: ignored } : {});
  const isScaled = more.tasks === undefined;
  expect(all(resource, 'aws_appautoscaling_target')).toHaveLength(isScaled ? 1 : 0);
  expect(all(resource, 'aws_appautoscaling_policy')).toHaveLength(isScaled ? 1 : 0);
});

test('Terraform keeps the revisions of a service that a pipeline deploys, since the service can still run them', () => {
  const task = (more: Partial<ServiceOptions>) =>
    all(synth(more).resource, 'aws_ecs_task_definition')[0];
  expect(task({ deployedBy: 'pipeline' })).toMatchObject({ skip_destroy: true });
  expect(task({ deployedBy: 'terraform' })).not.toHaveProperty('skip_destroy');
});

const [onDemand, spot] = ['FARGATE', 'FARGATE_SPOT'].map(
  (capacity_provider) => (weight: number) => ({ capacity_provider, base: 0, weight }),
);

test.each([
  [0, [onDemand?.(1)]],
  [1, [onDemand?.(99), spot?.(1)]],
  [70, [onDemand?.(30), spot?.(70)]],
  [100, [spot?.(1)]],
])('%d percent on Spot are the weights %j', (spotPercent, strategy) => {
  expect(synth({ spotPercent }).service?.capacity_provider_strategy).toEqual(strategy);
});

test('on EC2 the share of Spot is that of the instances', () => {
  const { resource } = synthEc2([{ ...web, spotPercent: 70 }]);
  expect(all(resource, 'aws_ecs_service')).toEqual([
    expect.objectContaining({
      capacity_provider_strategy: [
        {
          capacity_provider: '${aws_ecs_capacity_provider.hosts_provider.name}',
          base: 0,
          weight: 1,
        },
      ],
    }),
  ]);
});

test('an apply that waits fails if ECS rolls back the deployment', () => {
  const waiting = synth({}, { waitForSteadyState: true }).service;
  expect(waiting).toMatchObject({
    wait_for_steady_state: true,
    lifecycle: {
      postcondition: [
        {
          condition: '${self.task_definition == aws_ecs_task_definition.web_task.arn}',
          error_message:
            "The deployment of service web failed, and ECS rolled it back. See the service's events and logs.",
        },
      ],
    },
  });
  const byPipeline = synth({ deployedBy: 'pipeline' }, { waitForSteadyState: true }).service;
  expect(byPipeline?.wait_for_steady_state).toBe(true);
  expect(byPipeline?.lifecycle).not.toHaveProperty('postcondition');
  expect(synth().service).not.toHaveProperty('wait_for_steady_state');
});

test('in production an apply waits unless it is told not to', () => {
  expect(synth({}, { production: true }).service?.wait_for_steady_state).toBe(true);
  const { service } = synth({}, { production: true, waitForSteadyState: false });
  expect(service).not.toHaveProperty('wait_for_steady_state');
});

/** Actions that the task role allows. */
const runActions = (more: Partial<ServiceOptions>) =>
  all(synth(more).resource, 'aws_iam_role_policy')
    .filter(({ name }) => name === 'run')
    .flatMap(({ policy }) => JSON.parse(String(policy)).Statement)
    .flatMap(({ Action }) => Action);

test('people may run commands only with exec', () => {
  const exec = { exec: true, writableRoot: true };
  expect(synth(exec).service?.enable_execute_command).toBe(true);
  expect(runActions(exec)).toEqual([
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ]);
  const [task] = all(synth(exec).resource, 'aws_ecs_task_definition');
  expect(JSON.parse(String(task?.container_definitions))[0].linuxParameters).toMatchObject({
    initProcessEnabled: true,
  });
  expect(synth().service).not.toHaveProperty('enable_execute_command');
  expect(runActions({})).toEqual([]);
});

test('a task on Fargate has its own architecture and storage, one on EC2 the storage of its instance', () => {
  const more = { architecture: 'arm64', ephemeralStorageGiB: 50 } as const;
  const [task] = all(synth(more).resource, 'aws_ecs_task_definition');
  expect(task).toMatchObject({
    runtime_platform: { operating_system_family: 'LINUX', cpu_architecture: 'ARM64' },
    ephemeral_storage: { size_in_gib: 50 },
  });
  const { resource } = synthEc2([{ ...web, ...more }], {}, { instanceTypes: ['t4g.small'] });
  const [onEc2] = all(resource, 'aws_ecs_task_definition');
  expect(onEc2).toMatchObject({ runtime_platform: { cpu_architecture: 'ARM64' } });
  expect(onEc2).not.toHaveProperty('ephemeral_storage');
  expect(all(synth().resource, 'aws_ecs_task_definition')[0]).not.toHaveProperty(
    'ephemeral_storage',
  );
});
