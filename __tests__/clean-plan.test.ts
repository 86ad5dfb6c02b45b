import { cleanPlan } from './plans/clean-plan';
import { planText } from './plans/plan-text';
import { shortenedPlan } from './plans/shortened-plan';

/** A plan of a state with two subnets and a service in both. */
const planOf = (one: string, other: string, time: string) => ({
  timestamp: time,
  planned_values: {
    root_module: {
      resources: [
        {
          address: 'aws_ecs_service.shop',
          // A set: sorted by ids that are made up.
          values: { id: 'shop', subnets: [one, other].sort(), image: '127.0.0.1:4566/shop:1' },
        },
        { address: 'aws_subnet.a', values: { id: one, arn: `arn:aws:ec2:eu:000000000000:${one}` } },
        { address: 'aws_subnet.b', values: { id: other } },
      ],
    },
  },
});

describe('a cleaned plan', () => {
  const replacements = [
    ['127.0.0.1:4566', 'registry.example'],
    ['000000000000', '123456789012'],
  ] as const;

  test('is the same at each making, whatever ids and times were made up', () => {
    const first = planOf(
      'subnet-9034dfb265a62313d',
      'subnet-02660d3cb253fc242',
      '2026-11-21T12:45:30Z',
    );
    const second = planOf(
      'subnet-1268f816237912263',
      'subnet-fff2e23d25ef43d0a',
      '2027-01-02T03:04:05.6Z',
    );
    const cleaned = cleanPlan(first, replacements);
    expect(cleanPlan(second, replacements)).toEqual(cleaned);
    const [a, b] = ['subnet-00000000000000001', 'subnet-00000000000000002'];
    expect(cleaned).toEqual({
      timestamp: '2026-01-01T00:00:00Z',
      planned_values: {
        root_module: {
          resources: [
            {
              address: 'aws_ecs_service.shop',
              values: { id: 'shop', subnets: [a, b], image: 'registry.example/shop:1' },
            },
            {
              address: 'aws_subnet.a',
              values: { id: a, arn: `arn:aws:ec2:eu:123456789012:${a}` },
            },
            { address: 'aws_subnet.b', values: { id: b } },
          ],
        },
      },
    });
  });

  test.each([
    ['r-rtb-08e93cb69970c22e81080289494', 'r-rtb-00000000000000001'],
    ['shop-20261121124548231900000007', 'shop-00000000000000001'],
    ['AROABDCB757896664A65A', 'AROA00000000000000001'],
    ['79b1c7a0-6c35-4ac5-8f3c-5f2f0ac1a4f3', '00000000-0000-0000-0000-000000000001'],
    [
      'shop-7lpl37no.eu-central-1.elb.amazonaws.com',
      'shop-00000001.eu-central-1.elb.amazonaws.com',
    ],
    [
      'listener/app/shop/7lpl37noumqgwuuo/qw9dpcb6shq76x02',
      'listener/app/shop/0000000000000001/0000000000000002',
    ],
    ['targetgroup/shop/bb2k2svb5fn09l39', 'targetgroup/shop/0000000000000001'],
    [
      'arn:aws:secretsmanager:eu:1:secret:shop/db-0c8F09',
      'arn:aws:secretsmanager:eu:1:secret:shop/db-000001',
    ],
  ])('%s becomes %s', (text, fixed) => {
    expect(cleanPlan({ text, again: [text] })).toEqual({ text: fixed, again: [fixed] });
  });

  test('keeps what was written: names, tags of images, hashes in addresses, other lists', () => {
    const plan = {
      address: 'aws_subnet.network_private_zone-a_3885618E',
      image: 'shop:2f21a9c19965',
      family: 'magicnight-fargate-site-a',
      zones: ['b', 'a'],
    };
    expect(cleanPlan(plan)).toEqual(plan);
  });

  test('has its public addresses replaced by those for examples', () => {
    const plan = {
      address: { public_ip: '52.182.129.241', public_dns: 'ec2-52-182-129-241.compute' },
      subnet: { ipv6_cidr_block: '2a05:d014:4581:9002::/64' },
      vpc: { ipv6_cidr_block: '2a05:d014:4581:9000::/56' },
    };
    expect(cleanPlan(plan)).toEqual({
      address: { public_ip: '203.0.113.1', public_dns: 'ec2-203-0-113-1.compute' },
      subnet: { ipv6_cidr_block: '2001:db8:1234:1a02::/64' },
      vpc: { ipv6_cidr_block: '2001:db8:1234:1a00::/56' },
    });
  });
});

test('a shortened plan lacks only what it says twice, or what is empty and stays so', () => {
  const resource = (name: string, size: number | null) => ({
    address: `a.${name}`,
    values: { size, tags: {} },
    sensitive_values: { tags: {} },
  });
  const plan = {
    planned_values: { root_module: { resources: [resource('same', 1), resource('other', 2)] } },
    prior_state: { values: { root_module: { resources: [resource('same', 1)] } } },
    resource_changes: [
      {
        address: 'a.same',
        change: {
          actions: ['no-op'],
          before: { size: 1, tags: {} },
          after: { size: 1, tags: {} },
          after_sensitive: { tags: {} },
        },
      },
      { address: 'a.other', change: { actions: ['create'], before: null, after: { size: null } } },
    ],
  };
  expect(shortenedPlan(plan)).toEqual({
    planned_values: {
      root_module: { resources: [{ address: 'a.other', values: { size: 2 } }] },
    },
    prior_state: {
      values: { root_module: { resources: [{ address: 'a.same', values: { size: 1 } }] } },
    },
    resource_changes: [
      {
        address: 'a.same',
        change: { actions: ['no-op'], before: { size: 1 }, after: { size: 1 } },
      },
      plan.resource_changes[1],
    ],
  });
});

test('a plan as text is the plan, in lines that can be compared', () => {
  const plan = { short: [1, 2], long: { text: 'x'.repeat(500), more: {} } };
  const text = planText(plan);
  expect(JSON.parse(text)).toEqual(plan);
  expect(text.split('\n')).toEqual([
    '{',
    ' "short":[1,2],',
    ' "long":{',
    `  "text":"${'x'.repeat(500)}",`,
    '  "more":{}',
    ' }',
    '}',
    '',
  ]);
});
