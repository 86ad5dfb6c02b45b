import type { ResourceChange } from '../../../../../commands/review/plan/plan';
import { stateOf } from '../../../../support/plan-builder';
import { create, destroy, update, whats } from '../../../../support/risk-lines';

const resource_id = 'service/c/shop';
const prior = stateOf({
  'aws_ecs_service.shop': {
    name: 'shop',
    cluster: 'arn:aws:ecs:eu-central-1:1:cluster/c',
    desired_count: 5,
  },
  'aws_appautoscaling_target.shop': { resource_id, min_capacity: 2, max_capacity: 8 },
  'aws_autoscaling_group.instances': {
    name: 'instances',
    min_size: 2,
    max_size: 4,
    desired_capacity: 2,
  },
});
const time = (min_capacity: number, max_capacity: number, of = resource_id) => ({
  name: 'night',
  resource_id: of,
  scalable_target_action: [{ min_capacity, max_capacity }],
});
const action = 'aws_appautoscaling_scheduled_action.a';
const tracking = (target_value: number) => ({
  name: 'cpu',
  target_tracking_scaling_policy_configuration: [{ target_value }],
});
const policy = destroy('aws_appautoscaling_policy.a', { name: 'cpu', resource_id });

test.each<[string, ResourceChange[], string[]]>([
  [
    'a schedule sets less than before',
    [update(action, time(4, 8), time(1, 8))],
    ['blocking Schedule night sets shop to at least 1 tasks instead of 4'],
  ],
  [
    'a new schedule sets less than the current limits',
    [create(action, time(0, 0))],
    [
      'blocking Schedule night sets shop to at least 0 tasks instead of 2, at most 0 tasks instead of 8',
    ],
  ],
  [
    'a new schedule sets an unknown service to no tasks',
    [create(action, time(0, 0, 'service/c/other'))],
    ['blocking Schedule night sets other to at least 0 tasks, at most 0 tasks'],
  ],
  ['a new schedule sets more', [create(action, time(3, 9))], []],
  [
    'a schedule for a service of the same plan',
    [
      create(action, time(0, 0, 'service/c/new')),
      create('aws_appautoscaling_target.a', { resource_id: 'service/c/new', max_capacity: 4 }),
    ],
    ['informational Schedule night sets new to at least 0 tasks, at most 0 tasks'],
  ],
  [
    'a schedule for instances; -1 leaves a limit unchanged',
    [
      create('aws_autoscaling_schedule.a', {
        scheduled_action_name: 'night',
        autoscaling_group_name: 'instances',
        min_size: 0,
        max_size: -1,
        desired_capacity: 0,
      }),
    ],
    [
      'blocking Schedule night sets instances to at least 0 instances instead of 2, 0 instances instead of 2',
    ],
  ],
  [
    'a limit below the current count',
    [create('aws_appautoscaling_target.a', { resource_id, min_capacity: 1, max_capacity: 3 })],
    ['blocking The maximum task count of shop becomes 3; it has 5 tasks now'],
  ],
  [
    'a higher target',
    [update('aws_appautoscaling_policy.a', tracking(50), tracking(90))],
    ['informational The target value of scaling policy cpu increases from 50 to 90'],
  ],
  ['a lower target', [update('aws_appautoscaling_policy.a', tracking(90), tracking(50))], []],
  ['a destroyed policy', [policy], ['informational The scaling policy cpu is destroyed']],
  [
    'a policy that is destroyed with its service',
    [policy, destroy('aws_appautoscaling_target.a', { resource_id })],
    ['blocking The scalable target of service shop is destroyed'],
  ],
])('%s', (_what, changes, expected) => {
  expect(whats(changes, prior)).toEqual(expected);
});

describe('retention', () => {
  const images = (countNumber: number) => ({
    repository: 'api',
    policy: JSON.stringify({
      rules: [{ selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber } }],
    }),
  });
  const objects = (days: number) => ({
    bucket: 'films',
    rule: [{ status: 'Enabled', expiration: [{ days }] }],
  });
  const ofBucket = 'aws_s3_bucket_lifecycle_configuration.a';

  test('fewer images, or objects for a shorter time, are reported', () => {
    expect(whats([update('aws_ecr_lifecycle_policy.a', images(100), images(1))])).toEqual([
      'informational Repository api keeps 1 images instead of 100',
    ]);
    expect(whats([update(ofBucket, objects(90), objects(7))])).toEqual([
      'informational Bucket films keeps objects for 7 days instead of 90',
    ]);
    expect(whats([create(ofBucket, objects(7))])).toEqual([
      'informational Bucket films keeps objects for 7 days',
    ]);
  });

  test('more images, or rules of a new bucket, are not reported', () => {
    expect(whats([update('aws_ecr_lifecycle_policy.a', images(1), images(100))])).toEqual([]);
    expect(
      whats([create(ofBucket, objects(7)), create('aws_s3_bucket.a', { bucket: 'films' })]),
    ).toEqual([]);
  });
});
