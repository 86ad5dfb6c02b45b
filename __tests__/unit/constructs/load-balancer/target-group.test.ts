import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('the load balancer checks the health path of a service, and gives its tasks time to start', () => {
  const synthHealth = (more: Partial<ServiceOptions>) => {
    const { resource } = synthFargate([{ ...web, ...more }]);
    const [group] = all(resource, 'aws_lb_target_group');
    return [
      (group?.health_check as { path: string } | undefined)?.path,
      resource.aws_ecs_service?.web?.health_check_grace_period_seconds,
    ];
  };
  expect(synthHealth({ routes: ['/shop'] })).toEqual(['/shop', 60]);
  expect(synthHealth({ routes: [{ path: '/shop', stripPrefix: true }] })).toEqual(['/', 60]);
  const healthCheck = { command: ['true'], startPeriodSeconds: 300 };
  expect(synthHealth({ healthPath: '/healthz', healthCheck })).toEqual(['/healthz', 330]);
});
