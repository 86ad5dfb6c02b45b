import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { container, synthLocal } from '../../../support/synth-local';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('the proxy has all routes, and is published only on the loopback address', () => {
  const stack = synthLocal(
    { ...web, port: 80, routes: ['/', { path: '/b/', host: 'SHOP.local', stripPrefix: true }] },
    { ...web, name: 'api', routes: ['/v1'] },
  );
  expect(container(stack, 'proxy')).toMatchObject({
    env: [
      'PUBLIC_PORT=${var.https_port}',
      'ROUTES=/=http://web:80 /v1=http://api:8080 shop.local/b=http://web:80/',
    ],
    ports: [
      { internal: 8443, external: '${var.https_port}', ip: '127.0.0.1' },
      { internal: 8080, external: '${var.http_port}', ip: '127.0.0.1' },
    ],
  });
  const published = Object.values<{ ports?: unknown }>(JSON.parse(stack).resource.docker_container);
  expect(published.filter(({ ports }) => ports)).toHaveLength(1);
});
