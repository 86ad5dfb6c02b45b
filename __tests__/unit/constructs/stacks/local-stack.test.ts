import { App } from 'cdktf';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { LocalStack } from '../../../../constructs/stacks/local-stack';
import { synthLocal } from '../../../support/synth-local';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('no service may have the name of a part of the stack', () => {
  const app = new App({ context: { excludeStackIdFromLogicalIds: true } });
  const stack = new LocalStack(app, 'local', {
    project: 'magicnight',
    services: resolveServices([web]),
  });
  const parts = stack.node.children
    .map(({ node }) => node.id)
    .filter((id) => /^[a-z][a-z0-9-]*$/.test(id));
  expect(parts).toContain('proxy');
  for (const name of parts.filter((part) => part !== 'web')) {
    expect(() => resolveServices([{ ...web, name }])).toThrow(
      'must not be the name of another part of the stack',
    );
  }
});

test('each service is on a network with the proxy, and not on that of another', () => {
  const stack = JSON.parse(synthLocal(web, { ...web, name: 'two', routes: ['/two'] })).resource;
  const networks = (name: string) => stack.docker_container[name].networks_advanced;
  expect(stack.docker_network).toMatchObject({
    network_two: {
      name: '${var.name}-two',
      labels: [{ label: 'magicnight.name', value: '${var.name}' }],
    },
    network_web: { name: '${var.name}-web' },
  });
  expect(networks('web')).toEqual([
    { name: '${docker_network.network_web.name}', aliases: ['web'] },
  ]);
  expect(networks('two')).toEqual([
    { name: '${docker_network.network_two.name}', aliases: ['two'] },
  ]);
  expect(networks('proxy')).toEqual([
    { name: '${docker_network.network_two.name}' },
    { name: '${docker_network.network_web.name}' },
  ]);
  expect(stack.docker_container.proxy.labels).toContainEqual({
    label: 'magicnight.network',
    value: '${docker_network.network_two.id},${docker_network.network_web.id}',
  });
});

test('a service without routes is on a network without the proxy', () => {
  const mailer = { name: 'mailer', image: { folder: 'containers/api' } };
  const { docker_container: containers } = JSON.parse(synthLocal(web, mailer)).resource;
  expect(containers.mailer.networks_advanced).toEqual([
    { name: '${docker_network.network_mailer.name}', aliases: ['mailer'] },
  ]);
  expect(containers.proxy.networks_advanced).toEqual([
    { name: '${docker_network.network_web.name}' },
  ]);
});

test('the health check of an image is not that of a service without routes, as on AWS', () => {
  const mailer = { name: 'mailer', image: { folder: 'containers/api' } };
  const mailerOf = (more: Partial<ServiceOptions>) =>
    JSON.parse(synthLocal(web, { ...mailer, ...more })).resource.docker_container.mailer;
  expect(mailerOf({})).toMatchObject({ healthcheck: { test: ['NONE'] }, wait: false });
  expect(mailerOf({ healthCheck: { command: ['true'] } })).toMatchObject({
    healthcheck: { test: ['CMD', 'true'] },
    wait: true,
  });
});

test('a further service changes only the proxy, its routes and networks', () => {
  const [before, after] = [
    synthLocal(web),
    synthLocal(web, { ...web, name: 'two', routes: ['/two'] }),
  ].map((stack) => JSON.parse(stack).resource);
  expect(after.docker_container.web).toEqual(before.docker_container.web);
  expect(after.docker_image).toEqual(before.docker_image);
  expect(after.docker_network).toMatchObject(before.docker_network);
});

test('the order of services and routes does not matter', () => {
  const two = { ...web, name: 'two', routes: ['/two', '/deux'] };
  const turned = { ...two, routes: ['/deux', '/two'] };
  expect(synthLocal(web, two)).toBe(synthLocal(turned, web));
});

test('outputs have the URL of each route', () => {
  const stack = synthLocal({
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
