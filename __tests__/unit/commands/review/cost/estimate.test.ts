import { estimateCost } from '../../../../../commands/review/cost/estimate';
import type { Plan } from '../../../../../commands/review/plan/plan';
import { PlanContext } from '../../../../../commands/review/plan/plan-context';
import { applyDefaults } from '../../../../../constructs/options/environment/resolved-environment';
import { resolveServices } from '../../../../../constructs/options/service/resolve-services';
import { vpcPricesOf } from '../../../../../constructs/pricing/prices';
import { egressPrices } from '../../../../../constructs/synth/egress-prices';
import { type SmallResource, smallPlan, to, unchanged } from '../../../../support/small-plan';

const size = { cpu: '256', memory: '512', requires_compatibilities: ['FARGATE'] };
const inUse =
  'Not in the sums, because they depend on usage: data transfer to the internet and between zones';

const costOf = (plan: Plan) => estimateCost(new PlanContext(plan));

/** A service of Fargate that is new. */
function newService(service: object, definition: object = {}): SmallResource[] {
  return [
    {
      address: 'aws_ecs_service.shop',
      after: { name: 'shop', launch_type: 'FARGATE', desired_count: 2, ...service },
      written: { task_definition: to('aws_ecs_task_definition.shop.arn') },
    },
    { address: 'aws_ecs_task_definition.shop', after: { ...size, ...definition } },
  ];
}

test('two tasks of a quarter vCPU and half a GB for 730 hours', () => {
  // 2 × 730 × (0.25 × 0.04656 + 0.5 × 0.00511) = 20.7247
  expect(costOf(smallPlan(newService({})))).toEqual({
    region: 'eu-central-1',
    pricesDate: '2026-09-21',
    before: { least: 0, most: 0 },
    after: { least: 20.72, most: 20.72 },
    lines: [{ what: 'shop: 2 tasks of 0.25 vCPU, 512 MiB', after: { least: 20.72, most: 20.72 } }],
    notes: [inUse],
  });
});

test('scaling goes from its fewest to its most tasks, with what is set for times', () => {
  const bounds = (most: number) => ({
    resource_id: 'service/main/shop',
    min_capacity: 1,
    max_capacity: most,
  });
  const arn = 'arn:aws:ecs:eu-central-1:1:task-definition/shop:1';
  const plan = smallPlan([
    unchanged('aws_ecs_service.shop', {
      ...{
        name: 'shop',
        cluster: 'arn:aws:ecs:eu-central-1:1:cluster/main',
        launch_type: 'FARGATE',
      },
      ...{ desired_count: 3, task_definition: arn },
    }),
    unchanged('aws_ecs_task_definition.shop', { ...size, arn }),
    { address: 'aws_appautoscaling_target.shop', before: bounds(4), after: bounds(6) },
    {
      address: 'aws_appautoscaling_scheduled_action.day',
      after: {
        resource_id: 'service/main/shop',
        scalable_target_action: [{ min_capacity: '2', max_capacity: '8' }],
      },
    },
  ]);
  expect(costOf(plan).lines).toEqual([
    {
      what: 'shop: 1 to 4 tasks of 0.25 vCPU, 512 MiB → 1 to 8 tasks of 0.25 vCPU, 512 MiB',
      before: { least: 10.36, most: 41.45 },
      after: { least: 10.36, most: 82.9 },
    },
  ]);
});

test('a task that is written in other units, has more disk and a public address', () => {
  const more = { cpu: '1 vCPU', memory: '2 GB', ephemeral_storage: [{ size_in_gib: 50 }] };
  const open = { network_configuration: [{ assign_public_ip: true }], desired_count: '1' };
  const { lines } = costOf(smallPlan(newService(open, more), 'us-east-1'));
  // 730 × (0.04048 + 2 × 0.004445 + 30 × 0.000111) = 38.471
  const all = { least: 38.47, most: 38.47 };
  const address = { least: 3.65, most: 3.65 };
  expect(lines).toEqual([
    { what: 'shop: 1 task of 1 vCPU, 2048 MiB, 50 GiB disk', after: all },
    { what: '1 public IPv4 address of tasks', after: address },
  ]);
});

test('half of them on Spot: from 30 percent of its price to all of it', () => {
  const capacity_provider_strategy = [
    { capacity_provider: 'FARGATE', weight: 1, base: 0 },
    { capacity_provider: 'FARGATE_SPOT', weight: 1, base: 0 },
  ];
  const { lines, notes } = costOf(
    smallPlan(newService({ launch_type: null, capacity_provider_strategy })),
  );
  // 10.3624 × (1 + 0.3), and 10.3624 × 2
  expect(lines).toEqual([
    {
      what: 'shop: 2 tasks of 0.25 vCPU, 512 MiB, partly on Spot',
      after: { least: 13.47, most: 20.72 },
    },
  ]);
  expect(notes).toContain(
    'Fargate Spot prices vary: the minimum assumes 30 percent of the on-demand price, the maximum the full price',
  );
});

test('tasks on EC2 instances cost nothing, but the instances and their disks do', () => {
  const plan = smallPlan([
    unchanged('aws_ecs_service.shop', { name: 'shop', launch_type: 'EC2', desired_count: 9 }),
    {
      address: 'aws_autoscaling_group.hosts',
      after: {
        ...{ name: 'main', min_size: 1, max_size: 3 },
        mixed_instances_policy: [
          {
            launch_template: [
              {
                launch_template_specification: [{}],
                override: [{ instance_type: 't3.small' }, { instance_type: 't4g.medium' }],
              },
            ],
          },
        ],
      },
      written: {
        mixed_instances_policy: [
          {
            launch_template: [
              {
                launch_template_specification: [
                  { launch_template_id: to('aws_launch_template.hosts.id') },
                ],
              },
            ],
          },
        ],
      },
    },
    {
      address: 'aws_launch_template.hosts',
      after: { block_device_mappings: [{ ebs: [{ volume_size: 30, volume_type: 'gp3' }] }] },
    },
  ]);
  // 730 × 0.024, 3 × 730 × 0.0384; 30 × 0.0952
  expect(costOf(plan).lines).toEqual([
    {
      what: 'Auto Scaling group main: 1 to 3 of t3.small or t4g.medium',
      after: { least: 17.52, most: 84.1 },
    },
    {
      what: 'disks of Auto Scaling group main: 1 to 3 of 30 GiB gp3',
      after: { least: 2.86, most: 8.57 },
    },
  ]);
});

test('a load balancer that goes, with an address in each of its subnets', () => {
  const lb = { name: 'main', load_balancer_type: 'application', subnets: ['a', 'b'] };
  const { lines, before, after } = costOf(smallPlan([{ address: 'aws_lb.main', before: lb }]));
  expect(lines).toEqual([
    { what: 'load balancer main', before: { least: 19.71, most: 19.71 } },
    { what: '2 public IPv4 addresses of load balancer main', before: { least: 7.3, most: 7.3 } },
  ]);
  expect([before, after]).toEqual([
    { least: 27.01, most: 27.01 },
    { least: 0, most: 0 },
  ]);
});

test('what costs the same everywhere is counted', () => {
  const plan = smallPlan([
    unchanged('aws_route53_zone.main', {}),
    unchanged('aws_cloudwatch_metric_alarm.a[0]', {}),
    { address: 'aws_cloudwatch_metric_alarm.a[1]', after: {} },
    { address: 'aws_wafv2_web_acl.main', after: { rule: [{}, {}, {}] } },
  ]);
  expect(costOf(plan).lines).toEqual([
    { what: '1 web ACL with 3 rules', after: { least: 8, most: 8 } },
    {
      what: '1 alarm → 2 alarms',
      before: { least: 0.1, most: 0.1 },
      after: { least: 0.2, most: 0.2 },
    },
    { what: '1 hosted zone', before: { least: 0.5, most: 0.5 }, after: { least: 0.5, most: 0.5 } },
  ]);
});

test.each([
  ['single', 1],
  ['per-az', 2],
] as const)('a way out is priced as npm run synth prices it: nat %s', (nat, count) => {
  const services = resolveServices([
    { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] },
  ]);
  const environment = applyDefaults(
    { project: 'magicnight', name: 'fargate', services },
    { region: 'eu-north-1', network: { nat }, https: false },
  );
  const prices = { ...{ natHour: 0, endpointHour: 0 }, ...vpcPricesOf('eu-north-1') };
  const priced = egressPrices(environment, prices).find(({ isChosen }) => isChosen)?.monthly;
  const each = [...Array(count).keys()];
  const plan = smallPlan(
    each.flatMap((zone) => [
      { address: `aws_nat_gateway.a[${zone}]`, after: { connectivity_type: 'public' } },
      { address: `aws_eip.a[${zone}]`, after: {} },
    ]),
    'eu-north-1',
  );
  expect(costOf(plan).after.most).toBeCloseTo(priced ?? Number.NaN, 2);
});

test('unchanged services share a line, below the changes', () => {
  const service = (index: number, count: number) => ({
    ...{ name: `s${index}`, launch_type: 'FARGATE', desired_count: count },
    task_definition: 'arn:x',
  });
  const plan = smallPlan([
    unchanged('aws_ecs_task_definition.all', { ...size, arn: 'arn:x' }),
    ...[1, 2, 3, 4].map((index) => unchanged(`aws_ecs_service.s${index}`, service(index, 1))),
    { address: 'aws_ecs_service.s5', before: service(5, 1), after: service(5, 2) },
  ]);
  expect(costOf(plan).lines.map(({ what }) => what)).toEqual([
    's5: 1 task of 0.25 vCPU, 512 MiB → 2 tasks of 0.25 vCPU, 512 MiB',
    '4 unchanged services',
  ]);
});

test('resources without a known price are noted, and left out of the sums', () => {
  const arm = { runtime_platform: [{ cpu_architecture: 'ARM64' }] };
  const plan = smallPlan(
    [
      ...newService({}, arm),
      { address: 'aws_instance.one', after: { instance_type: 't3.small' } },
      { address: 'aws_db_instance.main', after: {} },
      {
        address: 'aws_vpc_endpoint.ecr',
        after: { vpc_endpoint_type: 'Interface', subnet_ids: ['a', 'b'] },
      },
    ],
    'ca-central-1',
  );
  const { after, lines, notes } = costOf(plan);
  expect([after, lines]).toEqual([{ least: 0, most: 0 }, []]);
  expect(notes).toEqual([
    'Not in the sums: shop, because the price of Fargate on ARM64 in ca-central-1 is not known',
    'Not in the sums: instance aws_instance.one, because the price of t3.small in ca-central-1 is not known',
    'Disks of instance aws_instance.one are not in the sums: not all of them are gp3 with a known size',
    'The price of interface endpoints in ca-central-1 is not known',
    'Not in the sums, because they depend on usage: data processed by interface endpoints; data transfer to the internet and between zones',
    'Not in the sums, because their prices are not known: 1 × aws_db_instance',
  ]);
});

test('there is no estimate without prices of the region', () => {
  const unknown = costOf(smallPlan(newService({}), 'il-central-1'));
  expect(unknown).toEqual({
    ...{ region: 'il-central-1', pricesDate: '2026-09-21', lines: [] },
    ...{ before: { least: 0, most: 0 }, after: { least: 0, most: 0 } },
    notes: ['Prices of region il-central-1 are not known'],
  });
});

test('the region is that of a variable of the provider, else that of ARNs', () => {
  const plan = smallPlan([
    unchanged('aws_lb.main', { arn: 'arn:aws:elasticloadbalancing:eu-west-1:1:x' }),
  ]);
  const of = (expressions: object) =>
    costOf({
      ...plan,
      variables: { where: { value: 'us-east-2' } },
      configuration: { provider_config: { aws: { expressions: { ...expressions } } } },
    }).region;
  expect(of({ region: { references: ['var.where'] } })).toBe('us-east-2');
  expect(of({})).toBe('eu-west-1');
  expect(costOf(smallPlan([], '')).notes).toEqual([
    'The region is not known, so there is no estimate',
  ]);
});
