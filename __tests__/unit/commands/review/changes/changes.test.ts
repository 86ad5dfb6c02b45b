import { attributeDifferences } from '../../../../../commands/review/changes/attribute-diff';
import { changesOf } from '../../../../../commands/review/changes/changes';
import { groupsOf } from '../../../../../commands/review/changes/groups';
import {
  countsOf,
  headline,
  outputChangesOf,
} from '../../../../../commands/review/changes/summary';
import type { Action, Plan } from '../../../../../commands/review/plan/plan';
import { PlanContext } from '../../../../../commands/review/plan/plan-context';
import { Sources } from '../../../../../commands/review/plan/sources';
import { driftOf, driftRisks } from '../../../../../commands/review/risks/drift';
import { changeOf, planOf, stateOf } from '../../../../support/plan-builder';

const of = (plan: Plan, sources = Sources.none) => changesOf(new PlanContext(plan, sources));
const drifted = (plan: Plan, sources = Sources.none) => driftOf(new PlanContext(plan, sources));

/** Differences as lines: `path: before → after`. */
const lines = (type: string, before: unknown, after: unknown, sign: unknown = {}) =>
  attributeDifferences(type, before, after, sign).map(
    (one) => `${one.path}: ${one.before ?? ''} → ${one.after ?? ''}`,
  );

describe('attributes', () => {
  test('JSON texts are compared as JSON, containers and their variables by their names', () => {
    const containers = (port: string, image: string) =>
      JSON.stringify([
        { name: 'proxy', image: 'nginx:1' },
        {
          image,
          name: 'shop',
          environment: [
            { name: 'A', value: '1' },
            { name: 'PORT', value: port },
          ],
        },
      ]);
    const before = { container_definitions: containers('80', 'shop:1') };
    const after = {
      container_definitions: JSON.stringify(
        JSON.parse(containers('81', 'shop:2')).reverse(),
        null,
        2,
      ),
    };
    expect(lines('aws_ecs_task_definition', before, after)).toEqual([
      'container_definitions[shop].image: shop:1 → shop:2',
      'container_definitions[shop].environment[PORT].value: 80 → 81',
    ]);
  });

  test('policies are compared by what they say, statement by statement', () => {
    const policy = (...Statement: object[]) => ({ policy: JSON.stringify({ Statement }) });
    const read = { Sid: 'Read', Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: '*' };
    const same = { Resource: ['*'], Action: ['s3:List*', 's3:Get*'], Effect: 'Allow', Sid: 'Read' };
    expect(lines('aws_iam_policy', policy(read), policy(same))).toEqual([]);
    const more = { ...read, Action: ['s3:Get*', 's3:List*', 's3:Put*'] };
    expect(lines('aws_iam_policy', policy(read), policy(more))).toEqual([
      'policy.Statement[Read].Action:  → s3:Put*',
    ]);
    const [one, two] = [
      { Effect: 'Allow', Action: 'a:B', Resource: 'x' },
      { Effect: 'Allow', Action: 'c:D', Resource: 'y' },
    ];
    expect(lines('aws_iam_policy', policy(one, two), policy(two, one))).toEqual([]);
  });

  test('sets have no order, lists have', () => {
    expect(lines('aws_lb', { subnets: ['b', 'a'] }, { subnets: ['a', 'b', 'c'] })).toEqual([
      'subnets:  → c',
    ]);
    expect(lines('aws_x', { command: ['a', 'b'] }, { command: ['b', 'a'] })).toEqual([
      'command: ["a","b"] → ["b","a"]',
    ]);
  });

  test('null, an empty text and an empty list are the same', () => {
    const before = { a: null, b: '', c: [], d: {} };
    expect(lines('aws_x', before, { a: '', b: null, c: null, d: [] })).toEqual([]);
  });

  test('what is known after the apply is said, also inside of blocks', () => {
    const before = { task: 'x:1', net: [{ subnets: ['a'], public: false }] };
    const after = { net: [{ public: true }] };
    expect(lines('aws_x', before, after, { task: true, net: [{ subnets: true }] })).toEqual([
      'task: x:1 → (known after apply)',
      'net.subnets: ["a"] → (known after apply)',
      'net.public: false → true',
    ]);
  });

  test('of long texts only what differs is shown', () => {
    const page = (word: string) => `${'x'.repeat(500)} ${word} ${'y'.repeat(500)}`;
    const [line = ''] = lines('aws_x', { page: page('old') }, { page: page('new') });
    expect(line).toBe(
      `page: …${'x'.repeat(39)} old ${'y'.repeat(39)}… → …${'x'.repeat(39)} new ${'y'.repeat(39)}…`,
    );
  });
});

describe('changes', () => {
  test('each kind is told, data and what stays are left out', () => {
    const plan = planOf([
      changeOf('aws_x.same', ['no-op']),
      changeOf('aws_x.new', ['create']),
      changeOf('aws_x.changed', ['update']),
      changeOf('aws_x.down_first', ['delete', 'create']),
      changeOf('aws_x.up_first', ['create', 'delete']),
      changeOf('aws_x.gone', ['delete']),
      changeOf('aws_x.forgotten', ['forget']),
      changeOf('aws_x.moved', ['no-op'], {}, { previous_address: 'aws_x.before' }),
      changeOf('aws_x.moved_changed', ['update'], {}, { previous_address: 'aws_x.b2' }),
      changeOf('aws_x.imported', ['no-op'], { importing: { id: 'i-1' } }),
      changeOf('data.aws_x.read', ['read'], {}, { mode: 'data' }),
      changeOf('aws_x.left', ['delete'], {}, { deposed: 'ab12' }),
    ]);
    expect(of(plan).map(({ address, kind }) => `${kind} ${address}`)).toEqual([
      'update aws_x.changed',
      'replace aws_x.down_first',
      'forget aws_x.forgotten',
      'destroy aws_x.gone',
      'import aws_x.imported',
      'destroy aws_x.left (deposed ab12)',
      'move aws_x.moved',
      'update aws_x.moved_changed',
      'create aws_x.new',
      'replace aws_x.up_first',
    ]);
    expect(headline({ counts: countsOf(plan), outputs: [] })).toBe(
      '1 to add, 2 to change, 2 to replace, 2 to destroy, 1 to import, 2 to move, 1 to forget',
    );
  });

  test('why something is replaced leads to what it depends on', () => {
    const plan = planOf(
      [
        changeOf(
          'module.net.aws_vpc.main[0]',
          ['delete', 'create'],
          { replace_paths: [['cidr_block']] },
          { action_reason: 'replace_because_cannot_update' },
        ),
        changeOf(
          'module.net.aws_subnet.a["x.y"]',
          ['create', 'delete'],
          {
            before: { vpc_id: 'vpc-1' },
            after: {},
            after_unknown: { vpc_id: true },
            replace_paths: [['vpc_id']],
          },
          { action_reason: 'replace_because_cannot_update' },
        ),
        changeOf(
          'aws_instance.a',
          ['delete', 'create'],
          {},
          { action_reason: 'replace_because_tainted' },
        ),
        changeOf(
          'aws_instance.b',
          ['delete'],
          {},
          { action_reason: 'delete_because_no_resource_config' },
        ),
      ],
      {
        configuration: {
          root_module: {
            module_calls: {
              net: {
                module: {
                  resources: [
                    {
                      address: 'aws_subnet.a',
                      mode: 'managed',
                      type: 'aws_subnet',
                      expressions: {
                        vpc_id: {
                          references: ['aws_vpc.main[0].id', 'aws_vpc.main[0]', 'aws_vpc.main'],
                        },
                      },
                    },
                  ],
                },
              },
            },
          },
        },
      },
    );
    expect(Object.fromEntries(of(plan).map(({ address, reasons }) => [address, reasons]))).toEqual({
      'module.net.aws_vpc.main[0]': [
        'cidr_block cannot be changed in place',
        'the old one is destroyed before the new one is created',
      ],
      'module.net.aws_subnet.a["x.y"]': [
        'vpc_id cannot be changed in place, and module.net.aws_vpc.main[0] is replaced',
        'the new one is created before the old one is destroyed',
      ],
      'aws_instance.a': [
        'it is tainted: its last apply failed',
        'the old one is destroyed before the new one is created',
      ],
      'aws_instance.b': ['it is no longer in the configuration'],
    });
    const subnet = of(plan).find(({ address }) => address.includes('aws_subnet'));
    expect(subnet?.attributes).toEqual([
      { path: 'vpc_id', before: 'vpc-1', after: '(known after apply)', isReplacing: true },
    ]);
  });

  test('a revision of a task definition that Terraform keeps is said to stay', () => {
    const task = (name: string, actions: Action[], skip_destroy?: boolean) =>
      changeOf(`aws_ecs_task_definition.${name}`, actions, {
        before: { family: 'shop', skip_destroy },
        replace_paths: actions.length > 1 ? [['container_definitions']] : [],
      });
    const changes = of(
      planOf([
        task('gone', ['delete']),
        task('kept', ['delete'], true),
        task('replaced', ['delete', 'create']),
        task('replaced_kept', ['delete', 'create'], true),
      ]),
    );
    const cannot = 'container_definitions cannot be changed in place';
    const created = 'task definitions are immutable: this creates a new revision';
    expect(changes.map(({ reasons }) => reasons)).toEqual([
      [],
      ['its revision stays registered'],
      [cannot, created],
      [cannot, `${created}, and the old one stays registered`],
    ]);
  });

  test('they are led back to their constructs, moved ones by either address, and grouped', () => {
    const sources = new Sources(
      new Map([
        [
          'aws_lb.main',
          {
            constructPath: 'fargate/balancer/Default',
            source: 'constructs/load-balancer/load-balancer.ts',
          },
        ],
        ['aws_x.api', { constructPath: 'fargate/api/task', service: 'api' }],
      ]),
    );
    const plan = planOf([
      changeOf('aws_lb.main', ['update']),
      changeOf('aws_x.api[0]', ['create']),
      changeOf('aws_x.other', ['no-op'], {}, { previous_address: 'aws_x.api' }),
      changeOf('module.a.module.b["c.d"].aws_x.y', ['create']),
      changeOf('aws_x.unknown', ['create']),
    ]);
    const groups = groupsOf(of(plan, sources));
    expect(
      groups.map(({ title, changes }) => [title, ...changes.map(({ address }) => address)]),
    ).toEqual([
      ['Service api', 'aws_x.api[0]', 'aws_x.other'],
      ['balancer', 'aws_lb.main'],
      ['Resources', 'aws_x.unknown'],
      ['module.a.module.b["c.d"]', 'module.a.module.b["c.d"].aws_x.y'],
    ]);
    expect(groups[1]?.changes[0]).toMatchObject({
      source: 'constructs/load-balancer/load-balancer.ts',
    });
  });

  test('outputs change part by part', () => {
    const plan = planOf([], {
      output_changes: {
        same: { actions: ['no-op'], before: 1, after: 1 },
        urls: {
          actions: ['update'],
          before: { a: 'x', b: 'y' },
          after: { a: 'x', b: 'z' },
          after_unknown: false,
        },
        late: { actions: ['create'], before: null, after_unknown: true },
      },
    });
    expect(outputChangesOf(plan)).toEqual([
      { name: 'late', before: undefined, after: '(known after apply)' },
      { name: 'urls.b', before: 'y', after: 'z' },
    ]);
  });
});

describe('drift', () => {
  const written = (expressions: Record<string, unknown>): Partial<Plan> => ({
    configuration: {
      root_module: {
        resources: [{ address: 'aws_x.a', mode: 'managed', type: 'aws_x', expressions }],
      },
    },
  });

  test('is what is written and was changed, or is gone; not what AWS fills in', () => {
    const plan = planOf([], {
      resource_drift: [
        changeOf('aws_x.a', ['update'], {
          before: { size: 1, tags: null, routes: [] },
          after: { size: 2, tags: {}, routes: ['r'] },
        }),
        changeOf('aws_y.gone', ['delete'], { before: { name: 'y' } }),
      ],
      ...written({ size: {}, tags: {} }),
    });
    expect(
      drifted(plan).map(({ address, kind, attributes }) => [kind, address, attributes]),
    ).toEqual([
      ['update', 'aws_x.a', [{ path: 'size', before: '1', after: '2', isReplacing: false }]],
      ['destroy', 'aws_y.gone', [{ path: 'name', before: 'y', isReplacing: false }]],
    ]);
  });

  test('what others own is none', () => {
    const plan = planOf([], {
      resource_drift: [
        changeOf('aws_x.a', ['update'], {
          before: { desired_count: 1, size: 1 },
          after: { desired_count: 3, size: 1 },
        }),
      ],
      ...written({ desired_count: {}, size: {} }),
    });
    const lifecycle = { ignore_changes: ['desired_count'] };
    const sources = new Sources(new Map(), { aws_x: { a: { lifecycle } } });
    expect(drifted(plan, sources)).toEqual([]);
    expect(drifted(plan)).toHaveLength(1);
  });

  test('a port that somebody opened is drift, one that a rule of Terraform opens is not', () => {
    const ingress = (...ports: number[]) => ({
      id: 'sg-1',
      ingress: ports.map((port) => ({
        protocol: 'tcp',
        from_port: port,
        to_port: port,
        cidr_blocks: ['0.0.0.0/0'],
      })),
    });
    const plan = planOf([], {
      resource_drift: [
        changeOf('aws_security_group.lb', ['update'], {
          before: ingress(80),
          after: ingress(80, 443, 22),
        }),
      ],
      prior_state: stateOf({
        'aws_vpc_security_group_ingress_rule.https': {
          security_group_id: 'sg-1',
          ip_protocol: 'tcp',
          from_port: 443,
          to_port: 443,
          cidr_ipv4: '0.0.0.0/0',
        },
      }),
      configuration: {
        root_module: {
          resources: [
            {
              address: 'aws_security_group.lb',
              mode: 'managed',
              type: 'aws_security_group',
              expressions: { name: {} },
            },
          ],
        },
      },
    });
    expect(drifted(plan)[0]?.attributes).toEqual([
      {
        path: 'additional rules',
        after: 'allows inbound TCP port 22 from anywhere (0.0.0.0/0)',
        isReplacing: false,
      },
    ]);
    const risks = driftRisks(drifted(plan));
    expect(risks.map(({ what, isBlocking: isGated }) => [what, isGated])).toEqual([
      [
        'A security group was changed outside of Terraform: it allows inbound TCP port 22 from anywhere (0.0.0.0/0)',
        false,
      ],
    ]);
  });
});
