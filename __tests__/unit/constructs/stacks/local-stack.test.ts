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
  expect(parts).toContain('network');
  for (const name of parts.filter((part) => part !== 'web')) {
    expect(() => resolveServices([{ ...web, name }])).toThrow(
      'must not be the name of another part of the stack',
    );
  }
});

test('a further service changes only the routes of the proxy', () => {
  const [before, after] = [
    synthLocal(web),
    synthLocal(web, { ...web, name: 'two', routes: ['/two'] }),
  ].map((stack) => JSON.parse(stack).resource);
  expect(after.docker_container.web).toEqual(before.docker_container.web);
  expect(after.docker_image).toEqual(before.docker_image);
  expect(after.docker_network).toEqual(before.docker_network);
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
