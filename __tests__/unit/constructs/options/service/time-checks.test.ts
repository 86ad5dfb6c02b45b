import { resolveServices } from '../../../../../constructs/options/service/resolve-services';
import { validateServices } from '../../../../../constructs/options/service/service-checks';
import type { ServiceOptions } from '../../../../../constructs/options/service/service-options';
import { validateServicesOnAws } from '../../../../../constructs/validation/service-on-aws-checks';
import { all, synthFargate } from '../../../../support/synth-fargate';
import { synthLocal } from '../../../../support/synth-local';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test.each<[object, string]>([
  [
    { drainSeconds: 29 },
    'drainSeconds must be at least 2 less than stopSeconds (30), to leave time for open requests, got 29; write 28 or less, or increase stopSeconds',
  ],
  [
    { environment: { DRAIN_SECONDS: '60' }, stopSeconds: 60 },
    'environment.DRAIN_SECONDS must be at least 2 less than stopSeconds (60), to leave time for open requests, got "60"; write 58 or less, or increase stopSeconds',
  ],
  [
    { environment: { DRAIN_SECONDS: '5' }, drainSeconds: 6 },
    'environment.DRAIN_SECONDS must be drainSeconds, 6, got "5"; leave it out: it is set automatically',
  ],
  [{ drainSeconds: 1.5 }, 'drainSeconds must be a whole number from 0 to 118, got 1.5'],
  [
    { deregistrationSeconds: 3601 },
    'deregistrationSeconds must be a whole number from 0 to 3600, got 3601',
  ],
  [
    { targetHealth: { timeoutSeconds: 10 } },
    'targetHealth.timeoutSeconds must be less than intervalSeconds (10), got 10',
  ],
  [
    { targetHealth: { intervalSeconds: 301 } },
    'targetHealth.intervalSeconds must be a whole number from 5 to 300, got 301',
  ],
  [
    { targetHealth: { timeoutSeconds: 1 } },
    'targetHealth.timeoutSeconds must be a whole number from 2 to 120, got 1',
  ],
  [
    { targetHealth: { healthyThreshold: 1 } },
    'targetHealth.healthyThreshold must be a whole number from 2 to 10, got 1',
  ],
  [
    { targetHealth: { unhealthyThreshold: 11 } },
    'targetHealth.unhealthyThreshold must be a whole number from 2 to 10, got 11',
  ],
  [
    { targetHealth: { interval: 5 } },
    'targetHealth has no field "interval"; did you mean "intervalSeconds"?',
  ],
])('%j is an error', (fields, message) => {
  expect(validateServices([{ ...web, ...fields }])).toEqual([
    `services.ts: service "web": ${message}`,
  ]);
});

const fargate = (fields: Partial<ServiceOptions>) =>
  validateServicesOnAws(resolveServices([{ ...web, ...fields }]), true);

test('a container that is killed while the load balancer waits for its answers is an error', () => {
  expect(fargate({ deregistrationSeconds: 60 })).toEqual([
    'services.ts: service "web": the load balancer waits 60 s for open requests (deregistrationSeconds), but the container is killed after 30 s (stopSeconds); set stopSeconds: 60, or deregistrationSeconds: 30',
  ]);
  // Fargate gives no container more than 120 seconds.
  expect(fargate({ deregistrationSeconds: 600, stopSeconds: 120 })).toEqual([]);
  expect(fargate({ stopSeconds: 5 })).toEqual([]);
});

/** What the stack says of the times of a service. */
const times = (fields: Partial<ServiceOptions>) => {
  const { resource } = synthFargate([{ ...web, ...fields }]);
  const [group] = all(resource, 'aws_lb_target_group');
  const [service] = all(resource, 'aws_ecs_service');
  const [task] = all(resource, 'aws_ecs_task_definition');
  const [container] = JSON.parse(String(task?.container_definitions));
  return {
    deregistration: group?.deregistration_delay,
    stop: container.stopTimeout,
    grace: service?.health_check_grace_period_seconds,
    environment: container.environment,
    health: group?.health_check,
  };
};

test('the load balancer waits no longer than the container lives, by default 30 seconds', () => {
  expect(times({})).toMatchObject({ deregistration: '30', stop: 30 });
  expect(times({ stopSeconds: 10 })).toMatchObject({ deregistration: '10', stop: 10 });
  expect(times({ stopSeconds: 90 })).toMatchObject({ deregistration: '30', stop: 90 });
});

test('the container is told how long to drain', () => {
  expect(times({ drainSeconds: 10 }).environment).toEqual([
    { name: 'DRAIN_SECONDS', value: '10' },
    { name: 'PORT', value: '8080' },
  ]);
});

test('bad answers do not count until a task had time to be found healthy', () => {
  expect(times({})).toMatchObject({
    grace: 60,
    health: { interval: 10, timeout: 5, healthy_threshold: 2, unhealthy_threshold: 3 },
  });
  const targetHealth = { intervalSeconds: 30, healthyThreshold: 5 };
  expect(times({ targetHealth })).toMatchObject({
    grace: 150,
    health: { interval: 30, timeout: 5, healthy_threshold: 5, unhealthy_threshold: 3 },
  });
});

test.each([0, 7200])('a written grace period of %d s is that of the service', (seconds) => {
  const healthCheck = { command: ['true'], startPeriodSeconds: 300 };
  expect(times({ healthCheck, healthCheckGraceSeconds: seconds }).grace).toBe(seconds);
});

test('the grace period has no effect on the laptop', () => {
  const options = { healthCheck: { command: ['true'] } };
  expect(synthLocal({ ...web, ...options, healthCheckGraceSeconds: 300 })).toBe(
    synthLocal({ ...web, ...options }),
  );
});

test('a task on Spot must be gone before AWS takes it back', () => {
  const onSpot = { spotPercent: 1, stopSeconds: 60 };
  expect(fargate({ ...onSpot, deregistrationSeconds: 59 })).toEqual([]);
  expect(fargate({ ...onSpot, deregistrationSeconds: 60 })).toEqual([
    'services.ts: service "web": a Spot task is stopped 120 s after its notice, but it needs 120 s: deregistrationSeconds 60 and stopSeconds 60; use values with a sum of less than 120, or set spotPercent: 0',
  ]);
  expect(fargate({ ...onSpot, deregistrationSeconds: 60, spotPercent: 0 })).toEqual([]);
});

test.each<[object, string]>([
  ...[-1, 7201, 1.5, 60_000, '60', null].map((healthCheckGraceSeconds): [object, string] => [
    { healthCheckGraceSeconds },
    `healthCheckGraceSeconds must be a whole number from 0 to 7200, got ${JSON.stringify(healthCheckGraceSeconds)}`,
  ]),
  [
    { drainSeconds: Object.create(null) },
    'drainSeconds must be a whole number from 0 to 118, got [Object: null prototype] {}',
  ],
  [
    { drainSeconds: '5', environment: { DRAIN_SECONDS: '6' } },
    'drainSeconds must be a whole number from 0 to 118, got "5"',
  ],
  [
    { targetHealth: { timeoutSeconds: new Date(0) } },
    'targetHealth.timeoutSeconds must be a whole number from 2 to 120, got 1970-01-01T00:00:00.000Z',
  ],
])('of a time of the wrong kind %j only that is said', (fields, message) => {
  expect(validateServices([{ ...web, ...fields }])).toEqual([
    `services.ts: service "web": ${message}`,
  ]);
});
