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
  const platforms = (architecture?: 'x86_64' | 'arm64') =>
    imagesOf(resolveServices([web, { ...api, architecture }])).map(
      ({ name, platform }) => `${name} ${platform}`,
    );
  const tags = (architecture: 'x86_64' | 'arm64') =>
    imagesOf(resolveServices([{ ...api, architecture }])).map(({ tag }) => tag);
  expect(platforms('arm64')).toEqual([
    'magicnight/api linux/arm64',
    'magicnight/proxy linux/arm64',
    'magicnight/web linux/amd64',
  ]);
  expect(platforms()).toEqual([
    'magicnight/api linux/amd64',
    'magicnight/proxy linux/amd64',
    'magicnight/web linux/amd64',
  ]);
  expect(tags('arm64')).toEqual(tags('x86_64'));
});
