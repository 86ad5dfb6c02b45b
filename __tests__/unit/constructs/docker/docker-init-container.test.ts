import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { container, synthLocal } from '../../../support/synth-local';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('an init container succeeds before the container of the service is created', () => {
  const prepare = { name: 'prepare', image: web.image, waitFor: 'success' as const };
  const stack = synthLocal({ ...web, sidecars: [prepare] });
  expect(container(stack, 'web-prepare')).toMatchObject({
    networks_advanced: [{ name: '${docker_network.network_web.name}' }],
    attach: true,
    must_run: false,
    restart: 'no',
    lifecycle: { postcondition: [{ condition: '${self.exit_code == 0}' }] },
  });
  expect(container(stack, 'web-prepare')).not.toHaveProperty('wait');
  expect(container(stack, 'web')).toMatchObject({
    depends_on: ['docker_container.web-prepare'],
    lifecycle: { replace_triggered_by: ['docker_container.web-prepare.id'] },
    wait: true,
  });
});
