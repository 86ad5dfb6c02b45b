import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { container, synthLocal } from '../../../support/synth-local';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('all services with tracing share one fake X-Ray daemon, which exists only for them', () => {
  const other = { ...web, name: 'other', routes: ['/other'] };
  const stack = synthLocal(
    { ...web, tracing: 'xray', cpuUnits: 256, memoryMiB: 512 },
    { ...other, tracing: 'xray' },
    { ...other, name: 'silent', routes: ['/silent'] },
  );
  expect(container(stack, 'xray-daemon')).toMatchObject({
    name: '${var.name}-xray-daemon',
    networks_advanced: [{ name: '${docker_network.network.name}', aliases: ['xray-daemon'] }],
    user: '1000:1000',
    read_only: true,
    capabilities: { drop: ['ALL'] },
    memory: 256,
    wait: true,
  });
  expect(container(stack, 'web')).toMatchObject({
    env: ['AWS_XRAY_DAEMON_ADDRESS=xray-daemon:2000', 'AWS_XRAY_TRACING_NAME=web', 'PORT=8080'],
    cpus: '0.219',
    memory: 256,
  });
  expect(container(stack, 'other').env).toContain('AWS_XRAY_TRACING_NAME=other');
  expect(container(stack, 'silent').env).toEqual(['PORT=8080']);
  expect(container(synthLocal(web), 'xray-daemon')).toBeUndefined();
});
