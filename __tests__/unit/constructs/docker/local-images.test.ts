import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Image } from '@cdktf/provider-docker/lib/image';
import { ServicesApp } from '../../../../constructs/app';
import { contentTag } from '../../../../constructs/images/content-tag';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import '../../../support/cdktf-matchers';
import { inFolder } from '../../../support/in-folder';
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

test('services of one folder with different targets and arguments have images of their own', () => {
  const image = { folder: 'containers/web' };
  const options = { A: '${a} %{b}', B: '' };
  const build = (stack: string, name: string) =>
    JSON.parse(stack).resource.docker_image[`image_containers-web${name}`];
  const stack = inFolder(() => {
    for (const folder of ['containers/web', 'containers/proxy']) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/Dockerfile`, 'FROM scratch AS one\nFROM scratch AS two\n');
    }
    return synthLocal(
      { ...web, image },
      { ...web, name: 'two', routes: ['/two'], image: { ...image, target: 'one' } },
      {
        ...web,
        name: 'three',
        routes: ['/three'],
        image: { ...image, target: 'one', args: options },
      },
    );
  });
  expect(build(stack, '').build).not.toHaveProperty('target');
  expect(build(stack, '_one').build).toMatchObject({
    context: '${path.module}/../../../containers/web',
    target: 'one',
  });
  expect(build(stack, '_one_6e3b30').build).toMatchObject({
    context: '${path.module}/../../../containers/web',
    target: 'one',
    build_args: { A: '$${a} %%{b}', B: '' },
  });
  expect(container(stack, 'two').image).toBe('${docker_image.image_containers-web_one.image_id}');
  const names = ['', '_one', '_one_6e3b30'].map((name) => build(stack, name).name);
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^magicnight\/web:[0-9a-f]{12}$/);
});

test('a build with another Dockerfile or context is one of a copy beside the stack', () => {
  inFolder(() => {
    mkdirSync('containers/web', { recursive: true });
    mkdirSync('containers/proxy', { recursive: true });
    writeFileSync('containers/proxy/Dockerfile', 'FROM scratch\n');
    writeFileSync('containers/web/main.js', '');
    writeFileSync('web.Dockerfile', 'FROM scratch\n');
    const image = { folder: 'containers/web', dockerfile: 'web.Dockerfile' };
    const outdir = 'cdktf.out';
    const environments = {
      test: { region: 'eu-central-1', network: { nat: 'none' as const }, https: false as const },
    };
    const services = [{ ...web, image }];
    new ServicesApp({ outdir, project: 'acme', services, environments }).synth();
    const folder = 'cdktf.out/stacks/local';
    const { resource } = JSON.parse(readFileSync(`${folder}/cdk.tf.json`, 'utf8'));
    const tag = contentTag(image);
    expect(resource.docker_image['image_containers-web_afc379']).toMatchObject({
      name: `acme/web:${tag}`,
      build: {
        context: `\${path.module}/contexts/${tag}/context`,
        dockerfile: `\${abspath("\${path.module}/contexts/${tag}/Dockerfile")}`,
      },
    });
    expect(readdirSync(`${folder}/contexts/${tag}`).sort()).toEqual([
      'Dockerfile',
      'Dockerfile.dockerignore',
      'context',
    ]);
    expect(readdirSync(`${folder}/contexts/${tag}/context`)).toEqual(['main.js']);
  });
});
