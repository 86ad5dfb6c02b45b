import { driftOf } from '../commands/drift/drifted';
import type { Plan, ValueChange } from '../commands/review/plan';

/** A plan made with -refresh-only in which one service has changed. */
const drift = (change: ValueChange): Plan => {
  const name = 'api';
  const type = 'aws_ecs_service';
  const address = `${type}.${name}`;
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: [],
    resource_drift: [{ address, mode: 'managed', type, name, change }],
    output_changes: {},
  };
};
const scaled = {
  resource: { aws_ecs_service: { api: { lifecycle: { ignore_changes: ['desired_count'] } } } },
};

test('drift is told by attribute, without values', () => {
  const plan = drift({
    actions: ['update'],
    before: { desired_count: 1, cluster: 'a', tags: { a: 'b' } },
    after: { desired_count: 2, cluster: 'b', tags: { a: 'b' }, launch_type: 'EC2' },
  });
  expect(driftOf(plan, {})).toEqual(['aws_ecs_service.api: cluster, desired_count, launch_type']);
  expect(driftOf(plan, scaled)).toEqual(['aws_ecs_service.api: cluster, launch_type']);
});

test('what others own is no drift', () => {
  const plan = drift({
    actions: ['update'],
    before: { desired_count: 1 },
    after: { desired_count: 2 },
  });
  expect(driftOf(plan, scaled)).toEqual([]);
});

test('an attribute that is read back as nothing in another form is no drift', () => {
  const before = { tags: null, policy: { a: 1, b: 2 }, name: '' };
  const after = { tags: {}, policy: { b: 2, a: 1 } };
  expect(driftOf(drift({ actions: ['update'], before, after }), {})).toEqual([]);
});

test('a resource that somebody has deleted is gone', () => {
  const plan = drift({ actions: ['delete'], before: { desired_count: 1 }, after: null });
  expect(driftOf(plan, scaled)).toEqual(['aws_ecs_service.api: is gone']);
});
