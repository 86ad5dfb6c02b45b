import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { container, synthLocal } from '../../../support/synth-local';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('a sidecar shares the network of its service, and has a part of the size of the task', () => {
  const sidecar = {
    name: 'cache',
    image: { reference: 'redis:8.2' },
    command: ['redis-server', '${HOME}'],
    environment: { SIZE: '1' },
    user: '999',
    cpuUnits: 64,
    memoryMiB: 100,
    healthCheck: { command: ['redis-cli', 'ping'] },
    tmpfs: {},
  };
  const healthCheck = { command: ['true'] };
  const task = { ...web, healthCheck, cpuUnits: 512, memoryMiB: 1024, stopSeconds: 9 };
  const stack = synthLocal({ ...task, sidecars: [sidecar] });
  expect(container(stack, 'web-cache')).toMatchObject({
    name: '${var.name}-web-cache',
    network_mode: 'container:${docker_container.web.id}',
    image: '${docker_image.image_redis-8-2-7d5c2b.image_id}',
    command: ['redis-server', '$${HOME}'],
    env: ['SIZE=1'],
    user: '999',
    cpus: '0.5',
    cpu_shares: 64,
    memory: 100,
    memory_swap: 100,
    read_only: true,
    init: false,
    tmpfs: {},
    capabilities: { drop: ['ALL'] },
    restart: 'unless-stopped',
    stop_timeout: 9,
    healthcheck: { test: ['CMD', 'redis-cli', 'ping'] },
    wait: true,
  });
  expect(container(stack, 'web-cache')).not.toHaveProperty('networks_advanced');
  // It may need the sidecar, which is created after it, to become healthy.
  expect(container(stack, 'web')).toMatchObject({ cpus: '0.438', memory: 924, wait: false });
  expect(container(synthLocal(task), 'web')).toMatchObject({
    cpus: '0.5',
    memory: 1024,
    wait: true,
  });
});
