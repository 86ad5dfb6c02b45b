import { imagesOf } from '../../../../commands/docker/image-build';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';

test('an image is for the architecture of the services that run it; its tag follows from its content alone', () => {
  const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
  const sidecar = { name: 'cache', image: { folder: 'containers/proxy' } };
  const api = {
    name: 'api',
    image: { folder: 'containers/api' },
    routes: ['/api'],
    sidecars: [sidecar],
  };
  const project = 'acme';
  const platforms = (architecture?: 'x86_64' | 'arm64') =>
    imagesOf({ project, services: resolveServices([web, { ...api, architecture }]) }).map(
      ({ name, platform }) => `${name} ${platform}`,
    );
  const tags = (architecture: 'x86_64' | 'arm64') =>
    imagesOf({ project, services: resolveServices([{ ...api, architecture }]) }).map(
      ({ tag }) => tag,
    );
  expect(platforms('arm64')).toEqual([
    'acme/api linux/arm64',
    'acme/proxy linux/arm64',
    'acme/web linux/amd64',
  ]);
  expect(platforms()).toEqual([
    'acme/api linux/amd64',
    'acme/proxy linux/amd64',
    'acme/web linux/amd64',
  ]);
  expect(tags('arm64')).toEqual(tags('x86_64'));
});

test('builds of one folder are images of one repository, each with its variable, tag and architecture', () => {
  const image = (args?: Readonly<Record<string, string>>) => ({ folder: 'containers/web', args });
  const services = resolveServices([
    { name: 'web', image: image(), routes: ['/'] },
    { name: 'one', image: image({ APP: 'a' }), routes: ['/one'], architecture: 'arm64' },
    { name: 'two', image: image({ APP: 'b' }), routes: ['/two'] },
    { name: 'same', image: image({}), routes: ['/same'] },
  ]);
  const images = imagesOf({ project: 'acme', services });
  expect(
    images.map(({ name, variable, platform, args }) => [name, variable, platform, args]),
  ).toEqual([
    ['acme/web', 'image_web', 'linux/amd64', {}],
    ['acme/web', 'image_web__3989c1', 'linux/amd64', { APP: 'b' }],
    ['acme/web', 'image_web__f69ee5', 'linux/arm64', { APP: 'a' }],
  ]);
  expect(new Set(images.map(({ tag }) => tag)).size).toBe(3);
});
