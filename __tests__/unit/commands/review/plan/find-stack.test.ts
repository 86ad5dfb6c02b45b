import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findStack } from '../../../../../commands/review/plan/find-stack';
import { Sources } from '../../../../../commands/review/plan/sources';
import { changeOf, planOf } from '../../../../support/plan-builder';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const stacks = {
    fargate: ['aws_vpc.a', 'aws_lb.b', 'aws_nat.c'],
    ec2: ['aws_vpc.a', 'aws_lb.b'],
  };
  for (const [stack, addresses] of Object.entries(stacks)) {
    mkdirSync(join(folder, stack));
    const sources = addresses.map((address) => [
      address,
      { path: `${stack}/x`, source: 'constructs/x.ts', line: 7, service: 'shop' },
    ]);
    writeFileSync(join(folder, stack, 'sources.json'), JSON.stringify(Object.fromEntries(sources)));
  }
  mkdirSync(join(folder, 'other'));
  writeFileSync(
    join(folder, 'other', 'cdk.tf.json'),
    JSON.stringify({ resource: { aws_x: { y: { '//': { metadata: { path: 'other/y' } } } } } }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const plan = (...addresses: string[]) =>
  planOf(addresses.map((address) => changeOf(address, ['create'])));

test('it is the one that has most of the addresses', () => {
  const { stack, sources } = findStack(
    plan('aws_vpc.a', 'aws_lb.b', 'aws_nat.c'),
    folder,
    undefined,
  );
  expect(stack).toBe('fargate');
  expect(sources.of('aws_lb.b[0]')).toEqual({
    constructPath: 'fargate/x',
    source: 'constructs/x.ts:7',
    service: 'shop',
  });
});

test('it is none where two fit, or where few of the addresses are of one', () => {
  expect(findStack(plan('aws_vpc.a', 'aws_lb.b'), folder, undefined).stack).toBeUndefined();
  expect(findStack(plan('aws_vpc.a', 'm.b', 'm.c'), folder, undefined).stack).toBeUndefined();
  expect(findStack(plan('aws_vpc.a'), '/nowhere', undefined).stack).toBeUndefined();
});

test('a stack that CDKTF alone has written gives construct paths', () => {
  const { stack, sources } = findStack(plan('aws_x.y'), folder, undefined);
  expect([stack, sources.of('aws_x.y')]).toEqual(['other', { constructPath: 'other/y' }]);
});

test('what a plan takes away is led back by the name that it has', () => {
  const sources = new Sources(new Map([['aws_lb.b', { constructPath: 'fargate/b' }]])).withRemoved(
    [
      changeOf('aws_ecs_service.shop', ['delete']),
      changeOf('aws_iam_role.shop_roles_task_0123ABCD', ['delete']),
      changeOf('aws_lb_listener_rule.http_shop_forward_0123ABCD', ['delete']),
      changeOf('aws_vpc.kept', ['update']),
    ],
    'fargate',
  );
  const of = (address: string) => sources.of(address);
  expect(of('aws_ecs_service.shop')).toEqual({ constructPath: 'fargate/shop', service: 'shop' });
  expect(of('aws_iam_role.shop_roles_task_0123ABCD')).toEqual({
    constructPath: 'fargate/shop/roles/task',
    service: 'shop',
  });
  expect(of('aws_lb_listener_rule.http_shop_forward_0123ABCD')).toEqual({
    constructPath: 'fargate/http/shop/forward',
  });
  expect([of('aws_vpc.kept'), of('aws_lb.b')]).toEqual([{}, { constructPath: 'fargate/b' }]);
});

test('a stack that does not exist, or that the plan does not belong to, is an error', () => {
  expect(() => findStack(plan('aws_vpc.a'), folder, '../x')).toThrow(
    `Stack "../x" does not exist in ${folder}; create it with: npm run synth`,
  );
  expect(() => findStack(plan('aws_vpc.a', 'aws_nat.c'), folder, 'ec2')).toThrow(
    'The plan does not belong to stack "ec2": stack "fargate" matches it better',
  );
  expect(() => findStack(plan('m.a', 'm.b'), folder, 'ec2')).toThrow(
    'The plan does not belong to stack "ec2": the stack has none of its 2 resources, such as m.a; omit --stack to review the plan of another project',
  );
});
