import { Image } from '@cdktf/provider-docker/lib/image';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import '../../../support/cdktf-matchers';
import { container, synthLocal } from '../../../support/synth-local';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('images whose names differ only in punctuation are two', () => {
  const [one, two] = ['nginx:1.30', 'nginx:1-30'].map((reference, index) => ({
    ...web,
    name: `web-${index}`,
    routes: [`/${index}`],
    image: { reference },
  }));
  if (one && two)
    expect(Object.keys(JSON.parse(synthLocal(one, two)).resource.docker_image)).toHaveLength(3);
});

test('services of the same folder share one image, tagged by its content', () => {
  const stack = synthLocal(web, { ...web, name: 'two', routes: ['/two'] });
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
  const stack = synthLocal({ ...web, image: { reference: 'public.ecr.aws/nginx/nginx:1.30' } });
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
