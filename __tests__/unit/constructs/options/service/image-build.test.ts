import type { FolderImage } from '../../../../../constructs/options/service/container-options';
import {
  builtImages,
  imageVariant,
  isSameBuild,
} from '../../../../../constructs/options/service/image-build';
import { resolveServices } from '../../../../../constructs/options/service/resolve-services';

const web = (more: Partial<FolderImage> = {}): FolderImage => ({
  folder: 'containers/web',
  ...more,
});

test.each<[Partial<FolderImage>, string]>([
  [{}, ''],
  [{ args: {} }, ''],
  [{ dockerfile: 'containers/web/Dockerfile', context: 'containers/web' }, ''],
  [{ target: 'worker' }, 'worker'],
  [{ target: 'my-worker' }, 'my_worker_30055c'],
  [{ target: 'my_worker' }, 'my_worker_f1b275'],
  [{ target: 'worker', args: { APP: 'a' } }, 'worker_c7be94'],
  [{ args: { APP: 'a' } }, 'f69ee5'],
  [{ args: { APP: 'b' } }, '3989c1'],
  [{ context: '.' }, '4d5e12'],
])('an image with %j differs from others of its folder by %j', (more, variant) => {
  expect(imageVariant(web(more))).toBe(variant);
});

test('services with the same build share an image, also if they write it differently', () => {
  const written = web({ context: 'containers/web', args: {} });
  expect(isSameBuild(web(), written)).toBe(true);
  expect(isSameBuild(web({ args: { B: '', A: '' } }), web({ args: { A: '', B: '' } }))).toBe(true);
  expect(isSameBuild(web(), web({ args: { A: '' } }))).toBe(false);
  const services = [web({ args: { A: '1' } }), written, web(), { folder: 'containers/api' }].map(
    (image, index) => ({ name: `s${index}`, image, routes: [`/${index}`] }),
  );
  expect(builtImages(resolveServices(services))).toEqual([
    { folder: 'containers/api' },
    { folder: 'containers/web' },
    { folder: 'containers/web', args: { A: '1' } },
  ]);
});
