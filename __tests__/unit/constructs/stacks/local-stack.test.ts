import { Container } from '@cdktf/provider-docker/lib/container';
import { Image } from '@cdktf/provider-docker/lib/image';
import { App, Testing } from 'cdktf';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { LocalStack } from '../../../../constructs/stacks/local-stack';
import '../../../support/cdktf-matchers';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

const synth = (...services: ServiceOptions[]) => {
  const app = new App({
    context: { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true },
  });
  return Testing.synth(new LocalStack(app, 'local', { services: resolveServices(services) }));
};

const container = (stack: string, name: string) =>
  JSON.parse(stack).resource.docker_container[name];

test('a container has the limits, rights and health check of its description', () => {
  const stack = synth({
    ...web,
    port: 80,
    cpuUnits: 1536,
    memoryMiB: 1024,
    user: '33:33',
    stopSeconds: 60,
    tmpfs: { '/var/tmp': 8 },
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
    tmpfs: { '/var/tmp': 'size=8m,mode=1777' },
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

test('the shortest description gets the defaults', () => {
  const stack = synth(web);
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

test('durations are written as Docker gives them back', () => {
  const healthCheck = {
    command: ['true'],
    intervalSeconds: 300,
    timeoutSeconds: 60,
    startPeriodSeconds: 90,
  };
  expect(container(synth({ ...web, healthCheck }), 'web')).toMatchObject({
    healthcheck: { interval: '5m0s', timeout: '1m0s', start_period: '1m30s' },
    wait_timeout: 90 + 3 * (300 + 60) + 15,
  });
});

test('a share of a CPU has no more decimals than the engine takes', () => {
  expect(container(synth({ ...web, cpuUnits: 129 }), 'web').cpus).toBe('0.126');
});

test('another health check, tmpfs or network makes another container', () => {
  const labels = (more: Partial<ServiceOptions>) =>
    JSON.stringify(container(synth({ ...web, ...more }), 'web').labels);
  const check = { healthCheck: { command: ['true'] } };
  expect(labels({})).not.toBe(labels({ tmpfs: { '/tmp': 1 } }));
  expect(labels({})).not.toBe(labels(check));
  expect(labels(check)).not.toBe(labels({ healthCheck: { ...check.healthCheck, retries: 1 } }));
  expect(labels({})).toBe(labels({ environment: { A: '1' } }));
  expect(labels({ tmpfs: { '/a': 1, '/b': 2 } })).toBe(labels({ tmpfs: { '/b': 2, '/a': 1 } }));
  expect(labels({})).toContain('${docker_network.network.id}');
});

test('Terraform waits for a health check only where there is one', () => {
  const reference = { image: { reference: 'nginx:1.30' } };
  expect(container(synth(web), 'web').wait).toBe(true);
  expect(container(synth({ ...web, ...reference }), 'web').wait).toBe(false);
  const described = { ...reference, healthCheck: { command: ['true'] } };
  expect(container(synth({ ...web, ...described }), 'web').wait).toBe(true);
});

test('images whose names differ in punctuation only are two', () => {
  const [one, two] = ['nginx:1.30', 'nginx:1-30'].map((reference, index) => ({
    ...web,
    name: `web-${index}`,
    routes: [`/${index}`],
    image: { reference },
  }));
  if (one && two)
    expect(Object.keys(JSON.parse(synth(one, two)).resource.docker_image)).toHaveLength(3);
});

test('no service may have the name of a part of the stack', () => {
  const app = new App({ context: { excludeStackIdFromLogicalIds: true } });
  const stack = new LocalStack(app, 'local', { services: resolveServices([web]) });
  const parts = stack.node.children
    .map(({ node }) => node.id)
    .filter((id) => /^[a-z][a-z0-9-]*$/.test(id));
  expect(parts).toContain('network');
  for (const name of parts.filter((part) => part !== 'web')) {
    expect(() => resolveServices([{ ...web, name }])).toThrow(
      'must not be that of a part of the stack itself',
    );
  }
});

test('a container beside that of a service shares its network, and takes its part of the task', () => {
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
  const stack = synth({ ...task, sidecars: [sidecar] });
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
  // It may need the other to become healthy, which is made after it.
  expect(container(stack, 'web')).toMatchObject({ cpus: '0.438', memory: 924, wait: false });
  expect(container(synth(task), 'web')).toMatchObject({ cpus: '0.5', memory: 1024, wait: true });
});

test('a container whose success is waited for ends before that of the service is made', () => {
  const prepare = { name: 'prepare', image: web.image, waitFor: 'success' as const };
  const stack = synth({ ...web, sidecars: [prepare] });
  expect(container(stack, 'web-prepare')).toMatchObject({
    networks_advanced: [{ name: '${docker_network.network.name}' }],
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

test('secrets are stand-ins, unless a variable has a value; it takes no other key', () => {
  const stack = synth({
    ...web,
    name: 'my-shop',
    secrets: { PASSWORD: { parameter: '/shop/db' } },
    sidecars: [
      {
        name: 'cache',
        image: web.image,
        environment: { Z: '1', A: '2' },
        secrets: { KEY: { secret: 'shop/api', key: 'a\\b' }, PASSWORD: { secret: 'shop/db' } },
      },
    ],
  });
  const { secrets_my_shop: variable } = JSON.parse(stack).variable;
  expect(container(stack, 'my-shop').env).toEqual([
    'PASSWORD=${lookup(var.secrets_my_shop, "PASSWORD", "stand-in for /shop/db")}',
    'PORT=8080',
  ]);
  expect(container(stack, 'my-shop-cache').env).toEqual([
    'A=2',
    'KEY=${lookup(var.secrets_my_shop, "KEY", "stand-in for shop/api:a\\\\b")}',
    'PASSWORD=${lookup(var.secrets_my_shop, "PASSWORD", "stand-in for shop/db")}',
    'Z=1',
  ]);
  expect(variable).toMatchObject({ type: 'map(string)', default: {}, sensitive: true });
  expect(variable.validation[0].condition).toContain('["KEY","PASSWORD"]');
  expect(Object.keys(JSON.parse(synth(web)).variable)).toEqual(['http_port', 'https_port', 'name']);
});

test('one stand-in for X-Ray is there for all services that send traces, and only for them', () => {
  const other = { ...web, name: 'other', routes: ['/other'] };
  const stack = synth(
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
  expect(container(synth(web), 'xray-daemon')).toBeUndefined();
});

test('a command and a first process are as described; without the command the container is another', () => {
  const described = { ...web, command: ['nginx', '-g', 'daemon off;'], initProcess: true };
  const [own, plain] = [synth(described), synth(web)].map((stack) => container(stack, 'web'));
  expect(own).toMatchObject({ command: ['nginx', '-g', 'daemon off;'], init: true });
  expect(plain).not.toHaveProperty('command');
  expect(plain.init).toBe(false);
  // The provider keeps a command that is no longer given.
  expect(own.labels).not.toEqual(plain.labels);
});

test('an entry point takes the place of that of the image', () => {
  const described = { ...web, entryPoint: ['/bin/sh', '-c'], command: ['exit 0'] };
  const [own, plain] = [synth(described), synth(web)].map((stack) => container(stack, 'web'));
  expect(own).toMatchObject({ entrypoint: ['/bin/sh', '-c'], command: ['exit 0'] });
  expect(plain).not.toHaveProperty('entrypoint');
  expect(own.labels).not.toEqual(plain.labels);
});

test('a page is mounted read-only, by a path that Terraform makes absolute', () => {
  expect(synth({ ...web, page: 'sites/a' })).toHaveResourceWithProperties(Container, {
    mounts: [
      {
        type: 'bind',
        source: '${abspath("${path.module}/../../../sites/a")}',
        target: '/srv/www',
        read_only: true,
      },
    ],
  });
});

test('Terraform evaluates nothing in an environment variable or a command', () => {
  const stack = synth({
    ...web,
    environment: { TEXT: '${HOME} %{if true} $5 100%' },
    healthCheck: { command: ['sh', '-c', 'test ${PORT}'] },
  });
  expect(container(stack, 'web').env).toContain('TEXT=$${HOME} %%{if true} $5 100%');
  expect(container(stack, 'web').healthcheck.test).toEqual(['CMD', 'sh', '-c', 'test $${PORT}']);
});

test('services of the same folder share one image, tagged by its content', () => {
  const stack = synth(web, { ...web, name: 'two', routes: ['/two'] });
  expect(Object.keys(JSON.parse(stack).resource.docker_image)).toEqual([
    'image_containers-proxy',
    'image_containers-web',
  ]);
  expect(stack).toHaveResourceWithProperties(Image, {
    name: expect.stringMatching(/^magicnight\/web:[0-9a-f]{12}$/),
    build: {
      context: '${path.module}/../../../containers/web',
      label: { 'magicnight.content': expect.stringMatching(/^[0-9a-f]{64}$/) },
    },
    keep_locally: true,
  });
  for (const name of ['web', 'two']) {
    expect(container(stack, name).image).toBe('${docker_image.image_containers-web.image_id}');
  }
});

test('an image by reference is pulled, not built', () => {
  const stack = synth({ ...web, image: { reference: 'public.ecr.aws/nginx/nginx:1.30' } });
  expect(JSON.parse(stack).resource.docker_image).toMatchObject({
    'image_public-ecr-aws-nginx-nginx-1-30-76f6bb': {
      name: 'public.ecr.aws/nginx/nginx:1.30',
      keep_locally: true,
    },
  });
  expect(
    JSON.parse(stack).resource.docker_image['image_public-ecr-aws-nginx-nginx-1-30-76f6bb'],
  ).not.toHaveProperty('build');
});

test('the proxy gets all routes, and is published on the loopback address only', () => {
  const stack = synth(
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

test('a further service changes nothing of the others but the routes', () => {
  const [before, after] = [synth(web), synth(web, { ...web, name: 'two', routes: ['/two'] })].map(
    (stack) => JSON.parse(stack).resource,
  );
  expect(after.docker_container.web).toEqual(before.docker_container.web);
  expect(after.docker_image).toEqual(before.docker_image);
  expect(after.docker_network).toEqual(before.docker_network);
});

test('the order of the descriptions makes no difference', () => {
  const two = { ...web, name: 'two', routes: ['/two', '/deux'] };
  const turned = { ...two, routes: ['/deux', '/two'] };
  expect(synth(web, two)).toBe(synth(turned, web));
});

test('outputs say where each route is', () => {
  const stack = synth({
    ...web,
    routes: ['/', { path: '/b', stripPrefix: true }, { path: '/c', host: 'shop.local' }],
  });
  expect(JSON.parse(stack).output).toMatchObject({
    url: { value: 'https://localhost:${var.https_port}' },
    urls: {
      value: {
        '/': 'https://localhost:${var.https_port}/',
        '/b': 'https://localhost:${var.https_port}/b/',
        'shop.local/c': 'https://shop.local:${var.https_port}/c',
      },
    },
  });
});
