import type { Action } from '../../../../../commands/review/plan/plan';
import { isFirst, risksOf } from '../../../../../commands/review/risks/risks';
import { changeOf, planOf, stateOf } from '../../../../support/plan-builder';
import { destroy, risks, update, whats } from '../../../../support/risk-lines';

describe('loss', () => {
  test.each<[string, Action[], string[]]>([
    [
      'aws_lb.main',
      ['delete', 'create'],
      [
        'stops The load balancer x is replaced: nobody reaches any service until the new one is up, and it has another name, to which DNS has to lead',
      ],
    ],
    [
      'aws_lb_target_group.main',
      ['create', 'delete'],
      [
        'stops The target group x is replaced: requests to its service fail until tasks are registered and healthy in the new one; the new one is made first',
      ],
    ],
    [
      'aws_ecr_repository.main',
      ['delete'],
      [
        'stops The image repository x is destroyed: all images in it are lost: no task starts, and none goes back to an older image, until they are pushed again',
      ],
    ],
    [
      'aws_cloudwatch_log_group.main',
      ['delete', 'create'],
      ['stops The log group x is replaced: all logs in it are lost'],
    ],
    [
      'aws_s3_bucket.main',
      ['forget'],
      [
        'stops The bucket x is no longer managed: it stays in AWS as it is, costs on, and no plan sees it any more',
      ],
    ],
    ['aws_ecs_task_definition.main', ['delete', 'create'], []],
    ['aws_iam_role_policy.main', ['delete', 'create'], []],
    ['aws_lb.main', ['update'], []],
    ['aws_lb.main', ['create'], []],
  ])('%s %s', (address, actions, expected) => {
    const before = actions[0] === 'create' && actions.length === 1 ? null : { name: 'x' };
    expect(risks([changeOf(address, actions, { before, after: { name: 'x' } })])).toEqual(expected);
  });

  test.each([
    'aws_route53_zone',
    'aws_acm_certificate',
    'aws_ecs_cluster',
    'aws_subnet',
    'aws_vpc',
    'aws_nat_gateway',
    'aws_ecs_service',
    'aws_db_instance',
    'aws_efs_file_system',
    'aws_kms_key',
    'aws_ecrpublic_repository',
    'aws_s3_directory_bucket',
    'aws_service_discovery_http_namespace',
    'aws_service_discovery_private_dns_namespace',
    'aws_service_discovery_public_dns_namespace',
    'aws_iam_server_certificate',
    'aws_eks_cluster',
    'aws_docdb_cluster',
    'aws_neptune_cluster',
    'aws_redshift_cluster',
    'aws_msk_cluster',
    'aws_memorydb_cluster',
    'aws_kinesis_stream',
    'aws_backup_vault',
  ])('a lost %s stops, replaced or destroyed', (type) => {
    const risksOfActions = (actions: Action[]) =>
      risksOf(planOf([changeOf(`${type}.a`, actions, { before: {} })]));
    expect(risksOfActions(['delete', 'create']).map(({ isBlocking: isGated }) => isGated)).toEqual([
      true,
    ]);
    expect(risksOfActions(['delete']).map(({ isBlocking: isGated }) => isGated)).toEqual([true]);
  });

  test('what an interrupted replacement has left is no loss', () => {
    const left = changeOf('aws_lb.main', ['delete'], { before: {} }, { deposed: 'ab' });
    expect(risks([left])).toEqual([]);
  });

  test('what it holds is, also where it is left by a replacement', () => {
    expect(whats([destroy('aws_s3_bucket.a', { bucket: 'films' }, 'ab')])).toEqual([
      'stops The bucket films, left by a replacement, is destroyed',
    ]);
    expect(whats([destroy('aws_cloudwatch_log_group.a', {}, 'ab')])).toEqual([
      'stops The log group, left by a replacement, is destroyed',
    ]);
  });
});

test.each<[string, object, object, string[]]>([
  [
    'aws_ecs_service.a',
    { name: 'shop', desired_count: 3 },
    { name: 'shop', desired_count: 2 },
    ['stops shop has 2 tasks, 3 now: fewer remain when one fails, and each has more to do'],
  ],
  [
    'aws_ecs_service.a',
    { name: 'shop', desired_count: 3 },
    { name: 'shop', desired_count: 0 },
    ['stops shop has 0 tasks, 3 now: nothing answers any more'],
  ],
  ['aws_ecs_service.a', { desired_count: 3 }, { desired_count: 4 }, []],
  [
    'aws_appautoscaling_target.a',
    { resource_id: 'service/c/shop', min_capacity: 2, max_capacity: 8 },
    { resource_id: 'service/c/shop', min_capacity: 2, max_capacity: 4 },
    [
      'stops shop has 4 tasks at most, 8 now: when it is busy there are fewer of them than before: it may get slow, or refuse requests',
    ],
  ],
  [
    'aws_autoscaling_group.a',
    { name: 'hosts', min_size: 2 },
    { name: 'hosts', min_size: 1 },
    [
      'stops hosts has 1 hosts at least, 2 now: fewer remain when one fails, and each has more to do',
    ],
  ],
  [
    'aws_ecs_task_definition.a',
    { family: 'shop', memory: '1024' },
    { family: 'shop', memory: '512' },
    ['told shop has 512 MiB of memory in each task, 1024 now: a task that needs more is killed'],
  ],
  [
    'aws_lb.a',
    { enable_deletion_protection: true },
    { enable_deletion_protection: false },
    [
      'stops enable_deletion_protection becomes false, true now: a later plan or a person can destroy it at once',
    ],
  ],
  [
    'aws_cloudwatch_log_group.a',
    { retention_in_days: 30 },
    { retention_in_days: 7 },
    ['stops retention_in_days becomes 7, 30 now: older logs are deleted at once'],
  ],
  ['aws_cloudwatch_log_group.a', { retention_in_days: 30 }, { retention_in_days: 0 }, []],
  [
    'aws_ecr_repository.a',
    { image_tag_mutability: 'IMMUTABLE' },
    { image_tag_mutability: 'MUTABLE' },
    [
      'stops image_tag_mutability becomes "MUTABLE", "IMMUTABLE" now: what a tag names can be another image tomorrow',
    ],
  ],
  [
    'aws_s3_bucket.a',
    { force_destroy: false },
    { force_destroy: true },
    ['stops force_destroy becomes true, false now: it can be destroyed with all that is in it'],
  ],
  [
    'aws_ecs_service.a',
    { network_configuration: [{ assign_public_ip: false }] },
    { network_configuration: [{ assign_public_ip: true }] },
    [
      'stops network_configuration.assign_public_ip becomes true, false now: what runs there gets addresses of the internet; only security groups keep others out',
      'told New tasks take the place of all tasks of a service: the old ones answer until the new ones are healthy; if those never are, the deployment does not end',
    ],
  ],
])('%s %j → %j', (address, before, after, expected) => {
  expect(risks([update(address, before, after)])).toEqual(expected);
});

test('what stops comes first, each in the order of addresses', () => {
  const all = risksOf(
    planOf([
      update('aws_ecs_task_definition.a', { cpu: '512' }, { cpu: '256' }),
      changeOf('aws_vpc.b', ['delete'], { before: {} }),
      changeOf('aws_lb.c', ['delete'], { before: {} }),
    ]),
  );
  expect(all.map(({ address }) => address)).toEqual([
    'aws_lb.c',
    'aws_vpc.b',
    'aws_ecs_task_definition.a',
  ]);
});

test('a plan is the first where nothing but data is there', () => {
  expect(isFirst(planOf([]))).toBe(true);
  expect(isFirst(planOf([], { prior_state: stateOf({ 'aws_vpc.a': {} }) }))).toBe(false);
});
