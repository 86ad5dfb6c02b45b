import type { Action } from '../../../../../commands/review/plan/plan';
import { planContexts } from '../../../../../commands/review/redaction/plan-contexts';
import { isFirst, risksOf } from '../../../../../commands/review/risks/risks';
import { changeOf, planOf, stateOf } from '../../../../support/plan-builder';
import { destroy, risks, update, whats } from '../../../../support/risk-lines';

describe('destroy risks', () => {
  test.each<[string, Action[], string[]]>([
    [
      'aws_lb.main',
      ['delete', 'create'],
      [
        'blocking The load balancer x is replaced: no service is reachable until the new load balancer is active; its DNS name changes, and DNS records must point to the new name',
      ],
    ],
    [
      'aws_lb_target_group.main',
      ['create', 'delete'],
      [
        'blocking The target group x is replaced: requests to its service fail until tasks are registered and healthy in the new one; the new one is created first',
      ],
    ],
    [
      'aws_ecr_repository.main',
      ['delete'],
      [
        'blocking The image repository x is destroyed: all its images are deleted: no task can start or roll back to an older image until they are pushed again',
      ],
    ],
    [
      'aws_cloudwatch_log_group.main',
      ['delete', 'create'],
      ['blocking The log group x is replaced: all its logs are deleted'],
    ],
    [
      'aws_s3_bucket.main',
      ['forget'],
      [
        'blocking The bucket x is no longer managed: it remains on AWS and continues to incur costs, but is no longer in any plan',
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
  ])('a replaced or destroyed %s blocks', (type) => {
    const risksOfActions = (actions: Action[]) =>
      risksOf(planContexts(planOf([changeOf(`${type}.a`, actions, { before: {} })])));
    expect(risksOfActions(['delete', 'create']).map(({ isBlocking: isGated }) => isGated)).toEqual([
      true,
    ]);
    expect(risksOfActions(['delete']).map(({ isBlocking: isGated }) => isGated)).toEqual([true]);
  });

  test('a deposed object without state is no risk', () => {
    const left = changeOf('aws_lb.main', ['delete'], { before: {} }, { deposed: 'ab' });
    expect(risks([left])).toEqual([]);
  });

  test('a deposed object with state is a risk', () => {
    expect(whats([destroy('aws_s3_bucket.a', { bucket: 'films' }, 'ab')])).toEqual([
      'blocking The bucket films, left over from a replacement, is destroyed',
    ]);
    expect(whats([destroy('aws_cloudwatch_log_group.a', {}, 'ab')])).toEqual([
      'blocking The log group, left over from a replacement, is destroyed',
    ]);
  });
});

test.each<[string, object, object, string[]]>([
  [
    'aws_ecs_service.a',
    { name: 'shop', desired_count: 3 },
    { name: 'shop', desired_count: 2 },
    [
      'blocking The desired task count of shop decreases from 3 to 2: each task or instance handles more load, and less capacity remains if one fails',
    ],
  ],
  [
    'aws_ecs_service.a',
    { name: 'shop', desired_count: 3 },
    { name: 'shop', desired_count: 0 },
    [
      'blocking The desired task count of shop decreases from 3 to 0: the service no longer serves requests',
    ],
  ],
  ['aws_ecs_service.a', { desired_count: 3 }, { desired_count: 4 }, []],
  [
    'aws_appautoscaling_target.a',
    { resource_id: 'service/c/shop', min_capacity: 2, max_capacity: 8 },
    { resource_id: 'service/c/shop', min_capacity: 2, max_capacity: 4 },
    [
      'blocking The maximum task count of shop decreases from 8 to 4: less capacity is available under peak load: requests can be slow or fail',
    ],
  ],
  [
    'aws_autoscaling_group.a',
    { name: 'instances', min_size: 2 },
    { name: 'instances', min_size: 1 },
    [
      'blocking The minimum instance count of instances decreases from 2 to 1: each task or instance handles more load, and less capacity remains if one fails',
    ],
  ],
  [
    'aws_ecs_task_definition.a',
    { family: 'shop', memory: '1024' },
    { family: 'shop', memory: '512' },
    [
      'informational The task memory (MiB) of shop decreases from 1024 to 512: a task that needs more memory is killed',
    ],
  ],
  [
    'aws_lb.a',
    { enable_deletion_protection: true },
    { enable_deletion_protection: false },
    [
      'blocking enable_deletion_protection changes from true to false: nothing prevents its deletion by a later plan or a person',
    ],
  ],
  [
    'aws_cloudwatch_log_group.a',
    { retention_in_days: 30 },
    { retention_in_days: 7 },
    ['blocking retention_in_days changes from 30 to 7: older logs are deleted immediately'],
  ],
  ['aws_cloudwatch_log_group.a', { retention_in_days: 30 }, { retention_in_days: 0 }, []],
  [
    'aws_ecr_repository.a',
    { image_tag_mutability: 'IMMUTABLE' },
    { image_tag_mutability: 'MUTABLE' },
    [
      'blocking image_tag_mutability changes from "IMMUTABLE" to "MUTABLE": an image tag can later refer to another image',
    ],
  ],
  [
    'aws_s3_bucket.a',
    { force_destroy: false },
    { force_destroy: true },
    ['blocking force_destroy changes from false to true: it can be destroyed with all its content'],
  ],
  [
    'aws_ecs_service.a',
    { network_configuration: [{ assign_public_ip: false }] },
    { network_configuration: [{ assign_public_ip: true }] },
    [
      'blocking network_configuration.assign_public_ip changes from false to true: its resources get public IP addresses; only security groups block access from the internet',
      'informational New tasks replace all tasks of a service: the old tasks serve requests until the new ones are healthy; if they do not become healthy, the deployment does not complete',
    ],
  ],
])('%s %j → %j', (address, before, after, expected) => {
  expect(risks([update(address, before, after)])).toEqual(expected);
});

test('blocking risks come first, each in the order of addresses', () => {
  const all = risksOf(
    planContexts(
      planOf([
        update('aws_ecs_task_definition.a', { cpu: '512' }, { cpu: '256' }),
        changeOf('aws_vpc.b', ['delete'], { before: {} }),
        changeOf('aws_lb.c', ['delete'], { before: {} }),
      ]),
    ),
  );
  expect(all.map(({ address }) => address)).toEqual([
    'aws_lb.c',
    'aws_vpc.b',
    'aws_ecs_task_definition.a',
  ]);
});

test('a plan is the first one if the state has only data sources', () => {
  expect(isFirst(planOf([]))).toBe(true);
  expect(isFirst(planOf([], { prior_state: stateOf({ 'aws_vpc.a': {} }) }))).toBe(false);
});
