import type { Action, Plan, ResourceChange } from '../commands/review/plan';
import type { Kind } from '../commands/review/review';
import { isFirst, risksOf } from '../commands/review/risks';
import { Sources } from '../commands/review/sources';
import { touchedServices } from '../commands/review/touched-services';
import { changeOf, planOf, stateOf } from './plan-of';
import { sampleChange } from './sample-review';

/** Risks as lines: `stops|told what: consequence`. */
function risks(changes: readonly ResourceChange[], prior?: Plan['prior_state']): string[] {
  return risksOf(planOf(changes, { prior_state: prior })).map(
    ({ isGated, what, consequence }) => `${isGated ? 'stops' : 'told'} ${what}: ${consequence}`,
  );
}

const update = (address: string, before: object, after: object, sign: object = {}) =>
  changeOf(address, ['update'], { before, after, after_unknown: sign });

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
  ])('a lost %s stops, replaced or destroyed', (type) => {
    const lost = (actions: Action[]) =>
      risksOf(planOf([changeOf(`${type}.a`, actions, { before: {} })]));
    expect(lost(['delete', 'create']).map(({ isGated }) => isGated)).toEqual([true]);
    expect(lost(['delete']).map(({ isGated }) => isGated)).toEqual([true]);
  });

  test('what an interrupted replacement has left is no loss', () => {
    const left = changeOf('aws_lb.main', ['delete'], { before: {} }, { deposed: 'ab' });
    expect(risks([left])).toEqual([]);
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

describe('permissions', () => {
  const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
  const allow = (Action: unknown, Resource: unknown, other: object = {}) => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...other,
  });
  const rolePolicy = (before: string, after: string) =>
    risks([
      update(
        'aws_iam_role_policy.a',
        { role: 'shop', policy: before },
        { role: 'shop', policy: after },
      ),
    ]);
  const use = 'what runs with it can do that from then on';

  test('a role that may do more stops', () => {
    const before = policy(allow(['s3:Get*', 's3:PutObject'], 'arn:aws:s3:::a/*'));
    const after = policy(
      allow(['s3:GetObject', 's3:DeleteObject'], ['arn:aws:s3:::a/x', 'arn:aws:s3:::b/*']),
    );
    expect(rolePolicy(before, after)).toEqual([
      `stops role shop allows s3:GetObject on arn:aws:s3:::b/*; s3:DeleteObject on arn:aws:s3:::a/x; s3:DeleteObject on arn:aws:s3:::b/*: ${use}`,
    ]);
  });

  test('the same in other words, or less, is no risk', () => {
    const before = policy(allow('s3:*', '*'), allow('sqs:Send*', 'q'));
    expect(
      rolePolicy(before, policy(allow('sqs:SendMessage', ['q']), allow(['s3:Get*'], 'x'))),
    ).toEqual([]);
  });

  test('a wildcard, a lost condition, a lost denial and all but some are more', () => {
    const under = { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } };
    const before = policy(allow('s3:Get*', 'x', under), {
      Effect: 'Deny',
      Action: 'iam:*',
      Resource: '*',
    });
    expect(rolePolicy(before, policy(allow('s3:Get*', 'x')))).toEqual([
      `stops role shop allows s3:Get* on x: ${use}`,
      `stops role shop no longer forbids iam:* on *: ${use}`,
    ]);
    expect(rolePolicy(policy(allow('s3:Get*', 'x')), policy(allow('s3:*', 'x')))).toEqual([
      `stops role shop allows s3:* on x: ${use}`,
    ]);
    const allBut = policy({ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' });
    expect(rolePolicy(policy(allow('s3:*', '*')), allBut)).toEqual([
      `stops role shop allows all but iam:* on *: ${use}`,
    ]);
  });

  test('of a new role the ordinary is told, the wide stops', () => {
    const ofNew = (statement: object) =>
      risks([
        changeOf('aws_iam_role_policy.a', ['create'], {
          before: null,
          after: { policy: policy(statement) },
          after_unknown: { role: true },
        }),
      ])[0]?.split(' ')[0];
    expect(ofNew(allow('s3:GetObject', 'x'))).toBe('told');
    expect(ofNew(allow('ecr:GetAuthorizationToken', '*'))).toBe('told');
    expect(ofNew(allow('s3:*', '*'))).toBe('stops');
    expect(ofNew(allow('iam:PassRole', '*'))).toBe('stops');
    expect(ofNew(allow('*', 'x'))).toBe('stops');
  });

  test('a further policy of a role that is there stops', () => {
    const added = changeOf('aws_iam_role_policy.more', ['create'], {
      before: null,
      after: { role: 'shop', policy: policy(allow('s3:GetObject', 'x')) },
    });
    expect(risks([added])).toEqual([`stops role shop allows s3:GetObject on x: ${use}`]);
    const attached = changeOf('aws_iam_role_policy_attachment.a', ['create'], {
      before: null,
      after: { role: 'shop', policy_arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    });
    expect(risks([attached])).toEqual([
      'stops role shop gets the policy arn:aws:iam::aws:policy/ReadOnlyAccess: who has it, or takes it over, can do all that the policy allows',
    ]);
  });

  test('who may take a role: a service of AWS is told, all others stop', () => {
    const trust = (Principal: unknown) =>
      risks([
        changeOf('aws_iam_role.a', ['create'], {
          before: null,
          after: {
            name: 'shop',
            assume_role_policy: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }),
          },
        }),
      ]);
    const take = 'who is named there can take the role, and do all that it may';
    const ofAws = 'this service of AWS takes the role, for what it runs for us';
    expect(trust({ Service: 'ecs-tasks.amazonaws.com' })).toEqual([
      `told The trust policy of role shop allows sts:AssumeRole by Service: ecs-tasks.amazonaws.com: ${ofAws}`,
    ]);
    expect(trust('*')).toEqual([
      `stops The trust policy of role shop allows sts:AssumeRole by AWS: *: ${take}`,
    ]);
    expect(trust({ Federated: 'arn:aws:iam::1:oidc-provider/gitlab.com' })[0]).toMatch(/^stops /);
  });

  test('a policy that only the apply will tell stops where the role is there', () => {
    const unknown = update(
      'aws_iam_role_policy.a',
      { role: 'shop', policy: policy(allow('a:B', 'x')) },
      { role: 'shop' },
      { policy: true },
    );
    expect(risks([unknown])).toEqual([
      'stops What role shop allows is known only after the apply: it may allow more than before: read where it is written what it allows',
    ]);
  });

  test('as it is written it says more', () => {
    const written = policy(
      allow('logs:PutLogEvents', ['${aws_cloudwatch_log_group.x.arn}', '${data.aws_x.y.arn}']),
    );
    const sources = new Sources(new Map(), { aws_iam_role_policy: { a: { policy: written } } });
    const one = update(
      'aws_iam_role_policy.a',
      { role: 'shop', policy: policy(allow('logs:PutLogEvents', 'y')) },
      { role: 'shop' },
      { policy: true },
    );
    const prior_state = stateOf({ 'data.aws_x.y': { arn: 'y' } });
    expect(risksOf(planOf([one], { prior_state }), sources).map(({ what }) => what)).toEqual([
      'role shop allows logs:PutLogEvents on ${aws_cloudwatch_log_group.x.arn}',
    ]);
  });

  test('a boundary that goes, and a new user, stop', () => {
    expect(
      risks([
        update('aws_iam_role.a', { name: 'shop', permissions_boundary: 'arn:b' }, { name: 'shop' }),
      ]),
    ).toEqual([
      'stops role shop has no boundary any more, arn:b now: what its policies allow is no longer held back by the boundary',
    ]);
    expect(
      risks([changeOf('aws_iam_user.a', ['create'], { before: null, after: { name: 'bob' } })]),
    ).toEqual([
      'stops user bob is a new user: keys of users work from everywhere, until somebody deletes them',
    ]);
  });
});

describe('ports', () => {
  const rule = (after: object, sign: object = {}) =>
    changeOf('aws_vpc_security_group_ingress_rule.a', ['create'], {
      before: null,
      after: { ip_protocol: 'tcp', ...after },
      after_unknown: sign,
    });
  const ofNewGroup = { security_group_id: true };
  const group = { 'aws_security_group.lb': { id: 'sg-1', name: 'balancer' } };

  test('a port that opens in a security group that is there stops', () => {
    const opened = rule({
      security_group_id: 'sg-1',
      from_port: 22,
      to_port: 22,
      cidr_ipv4: '0.0.0.0/0',
    });
    expect(risks([opened], stateOf(group))).toEqual([
      'stops Security group balancer lets in TCP port 22 from anywhere (0.0.0.0/0): everyone on the internet can connect to it',
    ]);
  });

  test('of a new security group that stops which browsers do not ask for', () => {
    const first = (port: number, peer: object) =>
      risks([rule({ from_port: port, to_port: port, ...peer }, ofNewGroup)])[0]?.split(' ')[0];
    expect(first(443, { cidr_ipv4: '0.0.0.0/0' })).toBe('told');
    expect(first(80, { cidr_ipv6: '::/0' })).toBe('told');
    expect(first(22, { cidr_ipv4: '0.0.0.0/0' })).toBe('stops');
    expect(first(5432, { cidr_ipv4: '10.0.0.0/8' })).toBe('told');
    expect(first(5432, { cidr_ipv4: '81.0.0.0/8' })).toBe('stops');
    expect(first(8080, { referenced_security_group_id: 'sg-1' })).toBe('told');
  });

  test('what was open already, by whatever rule, does not open', () => {
    const there = stateOf({
      ...group,
      'aws_security_group_rule.all': {
        type: 'ingress',
        security_group_id: 'sg-1',
        protocol: 'tcp',
        from_port: 1,
        to_port: 1000,
        cidr_blocks: ['10.0.0.0/8'],
      },
    });
    const within = rule({
      security_group_id: 'sg-1',
      from_port: 443,
      to_port: 443,
      cidr_ipv4: '10.1.0.0/16',
    });
    expect(risks([within], there)).toEqual([]);
    const beyond = rule({
      security_group_id: 'sg-1',
      from_port: 443,
      to_port: 443,
      cidr_ipv4: '11.1.0.0/16',
    });
    expect(risks([beyond], there)).toHaveLength(1);
  });

  test('rules inside of a group, wider ranges and all protocols are seen', () => {
    const ingress = (from: number, to: number, protocol = 'tcp') => ({
      name: 'lb',
      id: 'sg-1',
      ingress: [{ protocol, from_port: from, to_port: to, cidr_blocks: ['0.0.0.0/0'] }],
    });
    expect(risks([update('aws_security_group.lb', ingress(443, 443), ingress(440, 449))])).toEqual([
      'stops Security group lb lets in TCP ports 440 to 449 from anywhere (0.0.0.0/0): everyone on the internet can connect to it',
    ]);
    expect(
      risks([update('aws_security_group.lb', ingress(443, 443), ingress(0, 0, '-1'))]),
    ).toEqual([
      'stops Security group lb lets in all ports from anywhere (0.0.0.0/0): everyone on the internet can connect to it',
    ]);
    expect(risks([update('aws_security_group.lb', ingress(1, 900), ingress(443, 443))])).toEqual(
      [],
    );
  });
});

describe('services', () => {
  test('a new revision means new tasks, and what happens if they do not get healthy', () => {
    const breaker = (rollback: boolean) => ({
      name: 'shop',
      deployment_circuit_breaker: [{ enable: true, rollback }],
    });
    const deployed = (rollback: boolean) =>
      risks([
        update(
          'aws_ecs_service.a',
          { ...breaker(rollback), task_definition: 'shop:1' },
          breaker(rollback),
          { task_definition: true },
        ),
      ]);
    const start =
      'told New tasks take the place of all tasks of shop: the old ones answer until the new ones are healthy; if those never are, ';
    expect(deployed(true)).toEqual([`${start}ECS goes back to the old ones`]);
    expect(deployed(false)).toEqual([`${start}the deployment does not end`]);
    const tags = update('aws_ecs_service.a', breaker(true), { ...breaker(true), tags: { a: 'b' } });
    expect(risks([tags])).toEqual([]);
  });

  test('what goes with a service is told, but for its routes, its targets and what it keeps', () => {
    const gone = [
      'aws_ecs_service.shop',
      'aws_lb_target_group.shop_targets',
      'aws_cloudwatch_log_group.shop_logs',
      'aws_iam_role.shop_role',
      'aws_security_group.shop_access',
    ];
    const sources = new Sources(new Map(gone.map((address) => [address, { service: 'shop' }])));
    const plan = (addresses: string[]) =>
      planOf(addresses.map((address) => changeOf(address, ['delete'], { before: {} })));
    const stops = (addresses: string[]) =>
      risksOf(plan(addresses), sources).flatMap(({ isGated, address }) => (isGated ? address : []));
    expect(stops(gone).sort()).toEqual(gone.slice(0, 3).sort());
    expect(stops(gone.slice(3))).toHaveLength(2);
  });

  test('a new route is told, a redirect is not', () => {
    const rule = (type: string) =>
      changeOf('aws_lb_listener_rule.a', ['create'], {
        before: null,
        after: {
          action: [{ type }],
          condition: [
            { host_header: [{ values: ['shop.example.com'] }] },
            { path_pattern: [{ values: ['/shop', '/shop/*'] }] },
          ],
        },
      });
    expect(risks([rule('forward')])).toEqual([
      'told Requests for shop.example.com /shop, /shop/* get a route of their own: whoever reaches the load balancer reaches the service behind it',
    ]);
    expect(risks([rule('redirect')])).toEqual([]);
  });

  test('they are named in a sentence, with those that are not touched', () => {
    const of = (service: string, kind: Kind, type = 'aws_ecs_service') => ({
      ...sampleChange(kind, `${type}.${service}`),
      service,
    });
    const changes = [
      of('shop', 'create'),
      of('shop', 'create', 'aws_iam_role'),
      of('mail', 'update', 'aws_appautoscaling_target'),
      of('old', 'destroy'),
    ];
    expect(touchedServices(changes, ['api', 'mail', 'shop', 'web'])).toEqual([
      'Services: shop is new; mail changes; old goes; api, web are not touched.',
    ]);
    expect(touchedServices([], ['api'])).toEqual([]);
  });
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

describe('permissions that grow in ways of their own', () => {
  const all = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
  test.each<[string, ResourceChange]>([
    [
      'a policy of the same plan for a role that is there',
      changeOf('aws_iam_role_policy_attachment.a', ['create'], {
        before: null,
        after: { role: 'web' },
        after_unknown: { policy_arn: true },
      }),
    ],
    [
      'the policy of another role',
      changeOf('aws_iam_role_policy.a', ['delete', 'create'], {
        before: { role: 'ops', policy: all },
        after: { role: 'web', policy: all },
      }),
    ],
    [
      'the attachment of another role',
      changeOf('aws_iam_role_policy_attachment.a', ['delete', 'create'], {
        before: { role: 'ops', policy_arn: 'arn:a' },
        after: { role: 'web', policy_arn: 'arn:a' },
      }),
    ],
    [
      'a policy in a block of its role',
      update(
        'aws_iam_role.a',
        { name: 'web', inline_policy: [] },
        { name: 'web', inline_policy: [{ name: 'a', policy: all }] },
      ),
    ],
    [
      'a port in a block of a network list',
      update(
        'aws_network_acl.a',
        { id: 'acl-1', ingress: [] },
        {
          id: 'acl-1',
          ingress: [
            {
              action: 'allow',
              protocol: 'tcp',
              from_port: 22,
              to_port: 22,
              cidr_block: '0.0.0.0/0',
            },
          ],
        },
      ),
    ],
  ])('%s stops', (_what, change) => {
    expect(risksOf(planOf([change])).map(({ isGated }) => isGated)).toEqual([true]);
  });
});
