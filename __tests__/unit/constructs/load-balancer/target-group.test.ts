import { TerraformStack, Testing } from 'cdktf';
import { targetGroup } from '../../../../constructs/load-balancer/target-group';
import type { Network } from '../../../../constructs/network/network';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
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

/** Name of the target group of a service with an account-wide name. */
function nameOf(name: string): string {
  const network = { vpcId: 'vpc-1', identity: '10.0.0.0/16' } as Network;
  const [service] = resolveServices([web]);
  if (!service) throw new Error('web was not resolved');
  const stack = new TerraformStack(Testing.app(), 'stack');
  const loadBalancer = { identity: '' };
  const group = targetGroup(stack, { name, service, network, loadBalancer, targetType: 'ip' });
  return String(group.nameInput);
}

test('two hyphens between prefix and service become one, and the length of the prefix keeps names apart', () => {
  expect(nameOf('acme-production-web')).toBe('acme-production-web-00f1');
  expect(nameOf('shop--api-a')).toBe('shop-api-a-00f14');
  expect(nameOf('shop-api--a')).toBe('shop-api-a-00f18');
  const long = nameOf(`${'a'.repeat(24)}--site`);
  expect(long).toMatch(/^a{24}-[0-9a-f]{6}$/);
  expect(nameOf(`${'a'.repeat(25)}--ite`)).not.toBe(long);
});

test('Terraform joins them in the same way if only Terraform knows the prefix', () => {
  const text = '${var.name_prefix}-api-00f1${length("${var.name_prefix}")}';
  expect(nameOf('${var.name_prefix}--api')).toContain(`length("${text}") <= 32 ? "${text}" : `);
});
