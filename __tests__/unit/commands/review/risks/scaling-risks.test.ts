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
  'aws_autoscaling_group.hosts': { name: 'hosts', min_size: 2, max_size: 4, desired_capacity: 2 },
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
    'a time sets less than it did',
    [update(action, time(4, 8), time(1, 8))],
    ['stops At the times of night shop has 1 tasks at least, 4 now'],
  ],
  [
    'a new time sets less than there is',
    [create(action, time(0, 0))],
    ['stops At the times of night shop has 0 tasks at least, 2 now; 0 tasks at most, 8 now'],
  ],
  [
    'a new time sets nothing, of what is not known',
    [create(action, time(0, 0, 'service/c/other'))],
    ['stops At the times of night other has 0 tasks at least; 0 tasks at most'],
  ],
  ['a new time sets more', [create(action, time(3, 9))], []],
  [
    'a time of a service of the same plan',
    [
      create(action, time(0, 0, 'service/c/new')),
      create('aws_appautoscaling_target.a', { resource_id: 'service/c/new', max_capacity: 4 }),
    ],
    ['told At the times of night new has 0 tasks at least; 0 tasks at most'],
  ],
  [
    'a time of hosts; -1 leaves what is there',
    [
      create('aws_autoscaling_schedule.a', {
        scheduled_action_name: 'night',
        autoscaling_group_name: 'hosts',
        min_size: 0,
        max_size: -1,
        desired_capacity: 0,
      }),
    ],
    ['stops At the times of night hosts has 0 hosts at least, 2 now; 0 hosts, 2 now'],
  ],
  [
    'limits below what there is',
    [create('aws_appautoscaling_target.a', { resource_id, min_capacity: 1, max_capacity: 3 })],
    ['stops shop has 3 tasks at most, 5 now'],
  ],
  [
    'a target that is raised',
    [update('aws_appautoscaling_policy.a', tracking(50), tracking(90))],
    ['told cpu keeps 90 as its target, 50 now'],
  ],
  [
    'a target that is lowered',
    [update('aws_appautoscaling_policy.a', tracking(90), tracking(50))],
    [],
  ],
  ['a policy that goes', [policy], ['told The scaling policy cpu is destroyed']],
  [
    'a policy that goes with its service',
    [policy, destroy('aws_appautoscaling_target.a', { resource_id })],
    ['stops The scaling of service shop is destroyed'],
  ],
])('%s', (_what, changes, expected) => {
  expect(whats(changes, prior)).toEqual(expected);
});

describe('what is kept', () => {
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

  test('fewer images, or objects for a shorter time, are told', () => {
    expect(whats([update('aws_ecr_lifecycle_policy.a', images(100), images(1))])).toEqual([
      'told repository api keeps 1 images, 100 now',
    ]);
    expect(whats([update(ofBucket, objects(90), objects(7))])).toEqual([
      'told bucket films keeps objects for 7 days, 90 now',
    ]);
    expect(whats([create(ofBucket, objects(7))])).toEqual([
      'told bucket films keeps objects for 7 days',
    ]);
  });

  test('more, or of a new bucket, is not', () => {
    expect(whats([update('aws_ecr_lifecycle_policy.a', images(1), images(100))])).toEqual([]);
    expect(
      whats([create(ofBucket, objects(7)), create('aws_s3_bucket.a', { bucket: 'films' })]),
    ).toEqual([]);
  });
});
