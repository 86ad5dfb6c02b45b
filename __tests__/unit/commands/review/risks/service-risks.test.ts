import { affectedServices } from '../../../../../commands/review/changes/summary';
import type { Kind } from '../../../../../commands/review/model/kind';
import { Sources } from '../../../../../commands/review/plan/sources';
import { planContexts } from '../../../../../commands/review/redaction/plan-contexts';
import { risksOf } from '../../../../../commands/review/risks/risks';
import { changeOf, planOf } from '../../../../support/plan-builder';
import { destroy, replace, risks, update } from '../../../../support/risk-lines';
import { sampleChange } from '../../../../support/sample-report';

describe('services', () => {
  test('a new revision starts new tasks; the risk says what happens if they do not become healthy', () => {
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
      'informational New tasks replace all tasks of shop: the old tasks serve requests until the new ones are healthy; if they do not become healthy, ';
    expect(deployed(true)).toEqual([`${start}ECS rolls back`]);
    expect(deployed(false)).toEqual([`${start}the deployment does not complete`]);
    const tags = update('aws_ecs_service.a', breaker(true), { ...breaker(true), tags: { a: 'b' } });
    expect(risks([tags])).toEqual([]);
  });

  test('resources that are removed with their service are for information, except routes, target groups and state', () => {
    const destroyed = [
      'aws_ecs_service.shop',
      'aws_lb_target_group.shop_targets',
      'aws_cloudwatch_log_group.shop_logs',
      'aws_iam_role.shop_role',
      'aws_security_group.shop_access',
    ];
    const sources = new Sources(
      new Map(destroyed.map((address) => [address, { service: 'shop' }])),
    );
    const plan = (addresses: string[]) =>
      planOf(addresses.map((address) => changeOf(address, ['delete'], { before: {} })));
    const blocking = (addresses: string[]) =>
      risksOf(planContexts(plan(addresses), sources)).flatMap(({ isBlocking: isGated, address }) =>
        isGated ? address : [],
      );
    expect(blocking(destroyed).sort()).toEqual(destroyed.slice(0, 3).sort());
    expect(blocking(destroyed.slice(3))).toHaveLength(2);
  });

  test('with another target group, requests can fail until the new tasks are healthy', () => {
    const service = (arn: string) => ({ name: 'shop', load_balancer: [{ target_group_arn: arn }] });
    expect(risks([update('aws_ecs_service.a', service('x'), service('y'))])).toEqual([
      'informational New tasks in another target group replace all tasks of shop: requests can fail until the new tasks are healthy; a rollback needs the old target group',
    ]);
  });

  test('a revision that is deregistered while its service ignores the new one blocks, one that stays does not', () => {
    const task = (skip_destroy: boolean) => ({ family: 'shop', skip_destroy });
    const replaced = (before: boolean, after: boolean) =>
      risks([replace('aws_ecs_task_definition.a', task(before), task(after))]);
    expect(replaced(false, true)).toEqual([
      'blocking The revision of shop that its service can still run is deregistered: its tasks run on, but no deployment can go back to it; to keep it, apply deployedBy alone before you change the task',
    ]);
    expect(replaced(true, true)).toEqual([]);
    expect(replaced(true, false)).toEqual([]);
    expect(replaced(false, false)).toEqual([]);
    expect(risks([update('aws_ecs_task_definition.a', task(false), task(true))])).toEqual([]);
    expect(risks([destroy('aws_ecs_task_definition.a', task(true))])).toEqual([]);
  });

  test('they are named in a sentence, with those that are not affected', () => {
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
    expect(affectedServices(changes, ['api', 'mail', 'shop', 'web'])).toEqual([
      'Services: shop is new; mail changes; old is removed; api, web are not affected.',
    ]);
    expect(affectedServices([], ['api'])).toEqual([]);
  });
});
