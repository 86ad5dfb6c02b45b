import { Container } from '@cdktf/provider-docker/lib/container';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import '../../../support/cdktf-matchers';
import { container, synthLocal } from '../../../support/synth-local';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('a container has the limits, privileges and health check of its options', () => {
  const stack = synthLocal({
    ...web,
    port: 80,
    cpuUnits: 1536,
    memoryMiB: 1024,
    user: '33:33',
    stopSeconds: 60,
    tmpfs: { '/var/tmp': 8, '/native': { sizeMiB: 9, executable: true } },
    environment: { B: '2', A: '1' },
    healthCheck: { command: ['true', 'x'], intervalSeconds: 7 },
  });
  expect(stack).toHaveResourceWithProperties(Container, {
    name: '${var.name}-web',
    cpus: '1.5',
    memory: 1024,
    memory_swap: 1024,
    user: '33:33',
    read_only: true,
    tmpfs: { '/var/tmp': 'size=8m,mode=1777', '/native': 'size=9m,mode=1777,exec' },
    capabilities: { drop: ['ALL'] },
    security_opts: ['no-new-privileges:true'],
    stop_timeout: 60,
    destroy_grace_seconds: 60,
    env: ['A=1', 'B=2', 'PORT=80'],
    log_driver: 'json-file',
    healthcheck: {
      test: ['CMD', 'true', 'x'],
      interval: '7s',
      timeout: '5s',
      retries: 3,
      start_period: '15s',
    },
  });
});

test('the shortest options get the defaults', () => {
  const stack = synthLocal(web);
  expect(container(stack, 'web')).toMatchObject({
    cpus: '0.25',
    memory: 512,
    read_only: true,
    tmpfs: { '/tmp': 'size=64m,mode=1777' },
    stop_timeout: 30,
    env: ['PORT=8080'],
  });
  expect(container(stack, 'web')).not.toHaveProperty('user');
  expect(container(stack, 'web')).not.toHaveProperty('healthcheck');
  expect(container(stack, 'web')).not.toHaveProperty('mounts');
});

test.each([
  [['true'], ['CMD', 'true'], true],
  [['CMD', 'true'], ['CMD', 'true'], true],
  [['CMD-SHELL', 'test ${PORT}'], ['CMD-SHELL', 'test $${PORT}'], true],
  [['NONE'], ['NONE'], false],
])('health check %j becomes %j, with waiting: %j', (command, test, wait) => {
  const stack = synthLocal({ ...web, healthCheck: { command } });
  expect(container(stack, 'web')).toMatchObject({ healthcheck: { test }, wait });
});

test('durations have the form that Docker returns', () => {
  const healthCheck = {
    command: ['true'],
    intervalSeconds: 300,
    timeoutSeconds: 60,
    startPeriodSeconds: 90,
  };
  expect(container(synthLocal({ ...web, healthCheck }), 'web')).toMatchObject({
    healthcheck: { interval: '5m0s', timeout: '1m0s', start_period: '1m30s' },
    wait_timeout: 90 + 3 * (300 + 60) + 15,
  });
});

test('a share of a CPU has no more decimals than Docker supports', () => {
  expect(container(synthLocal({ ...web, cpuUnits: 129 }), 'web').cpus).toBe('0.126');
});

test('a changed health check, tmpfs or network replaces the container', () => {
  const labels = (more: Partial<ServiceOptions>) =>
    JSON.stringify(container(synthLocal({ ...web, ...more }), 'web').labels);
  const check = { healthCheck: { command: ['true'] } };
  expect(labels({})).not.toBe(labels({ tmpfs: { '/tmp': 1 } }));
  expect(labels({})).toBe(labels({ tmpfs: { '/tmp': { sizeMiB: 64 } } }));
  expect(labels({})).not.toBe(labels({ tmpfs: { '/tmp': { sizeMiB: 64, executable: true } } }));
  expect(labels({})).not.toBe(labels(check));
  expect(labels(check)).not.toBe(labels({ healthCheck: { ...check.healthCheck, retries: 1 } }));
  expect(labels({})).toBe(labels({ environment: { A: '1' } }));
  expect(labels({ tmpfs: { '/a': 1, '/b': 2 } })).toBe(labels({ tmpfs: { '/b': 2, '/a': 1 } }));
  expect(labels({})).toContain('${docker_network.network_web.id}');
});

test('Terraform waits only for existing health checks', () => {
  const reference = { image: { reference: 'nginx:1.30' } };
  expect(container(synthLocal(web), 'web').wait).toBe(true);
  expect(container(synthLocal({ ...web, ...reference }), 'web').wait).toBe(false);
  const options = { ...reference, healthCheck: { command: ['true'] } };
  expect(container(synthLocal({ ...web, ...options }), 'web').wait).toBe(true);
});

test('command and init process are set; removing the command replaces the container', () => {
  const options = { ...web, command: ['nginx', '-g', 'daemon off;'], initProcess: true };
  const [own, plain] = [synthLocal(options), synthLocal(web)].map((stack) =>
    container(stack, 'web'),
  );
  expect(own).toMatchObject({ command: ['nginx', '-g', 'daemon off;'], init: true });
  expect(plain).not.toHaveProperty('command');
  expect(plain.init).toBe(false);
  // The provider does not detect that a command is removed.
  expect(own.labels).not.toEqual(plain.labels);
});

test('an entry point overrides that of the image', () => {
  const options = { ...web, entryPoint: ['/bin/sh', '-c'], command: ['exit 0'] };
  const [own, plain] = [synthLocal(options), synthLocal(web)].map((stack) =>
    container(stack, 'web'),
  );
  expect(own).toMatchObject({ entrypoint: ['/bin/sh', '-c'], command: ['exit 0'] });
  expect(plain).not.toHaveProperty('entrypoint');
  expect(own.labels).not.toEqual(plain.labels);
});

test('Terraform evaluates nothing in an environment variable or a command', () => {
  const stack = synthLocal({
    ...web,
    environment: { TEXT: '${HOME} %{if true} $5 100%' },
    healthCheck: { command: ['sh', '-c', 'test ${PORT}'] },
  });
  expect(container(stack, 'web').env).toContain('TEXT=$${HOME} %%{if true} $5 100%');
  expect(container(stack, 'web').healthcheck.test).toEqual(['CMD', 'sh', '-c', 'test $${PORT}']);
});
