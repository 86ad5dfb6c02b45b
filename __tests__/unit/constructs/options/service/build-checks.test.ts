import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FolderImage } from '../../../../../constructs/options/service/container-options';
import { validateServices } from '../../../../../constructs/options/service/service-checks';
import { inFolder } from '../../../../support/in-folder';

const files = {
  'containers/web/Dockerfile': 'FROM scratch AS build\nFROM scratch AS worker\nFROM scratch',
  'containers/web/Dockerfile.dev': 'FROM scratch',
  'containers/web/Dockerfile.dev.dockerignore': '',
  '.docker/api.Dockerfile': '# syntax=ghcr.io/acme/frontend:1\nservice: api',
  'containers/plain/notes': '',
};

/** The issues of an image, without where it is written. */
const issues = (image: object) =>
  inFolder(() => {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    return validateServices([{ name: 'web', image, routes: ['/'] }]).map((issue) =>
      issue.replace('services.ts: service "web": ', ''),
    );
  });

const web = { folder: 'containers/web' };
const paths = "below the project's root folder, of letters, digits, spaces and . _ -";

test.each<FolderImage>([
  { ...web, target: 'worker' },
  { ...web, target: 'WORKER' },
  { ...web, context: '.' },
  { ...web, context: 'containers' },
  { ...web, dockerfile: 'containers/web/Dockerfile.dev', args: { NODE_ENV: '', _a1: '${x}' } },
  // Another program reads its targets.
  { ...web, dockerfile: '.docker/api.Dockerfile', target: 'any' },
  { folder: 'containers/plain', dockerfile: '.docker/api.Dockerfile' },
])('%j is valid', (image) => {
  expect(issues(image)).toEqual([]);
});

test('a folder that is no text is an error like another', () => {
  const folder = Symbol('x') as never;
  expect(issues({ folder })).toEqual([
    expect.stringMatching(/^image\.folder must be a folder .*, got Symbol\(x\)$/),
  ]);
});

test.each<[object, string]>([
  [
    { ...web, target: 'work' },
    'image.target must be a stage of containers/web/Dockerfile, got "work"; did you mean "worker"?',
  ],
  [
    { ...web, target: 'test' },
    'image.target must be a stage of containers/web/Dockerfile, got "test"; there are build, worker',
  ],
  [
    { ...web, target: '0' },
    'image.target must be a stage of containers/web/Dockerfile, got "0"; there are build, worker',
  ],
  [
    { ...web, dockerfile: 'containers/web/Dockerfile.dev', target: '0' },
    'image.target must be a stage of containers/web/Dockerfile.dev, got "0"; it names none: write FROM … AS app there, or leave target out',
  ],
  [
    { ...web, dockerfile: 'containers/web/Dockerfile.dev', target: 'worker' },
    'image.target must be a stage of containers/web/Dockerfile.dev, got "worker"; it names none: write FROM … AS worker there, or leave target out',
  ],
  [
    { ...web, target: 1 },
    'image.target must be a stage of containers/web/Dockerfile, got 1; write the name after AS, or leave it out',
  ],
  [
    { ...web, dockerfile: '.docker/api.Dockerfile', target: '${a}' },
    'image.target must be letters, digits and . _ -, got "${a}"',
  ],
  [
    { ...web, dockerfile: 'Dockerfile.dev' },
    'image.dockerfile must be a file, relative to the project\'s root folder, got "Dockerfile.dev"; write "containers/web/Dockerfile.dev"',
  ],
  [
    { ...web, dockerfile: 'containers/web/Dockerfile.de' },
    'image.dockerfile must be a file, relative to the project\'s root folder, got "containers/web/Dockerfile.de"; did you mean "containers/web/Dockerfile.dev"?',
  ],
  [
    { ...web, dockerfile: '.docker' },
    'image.dockerfile must be a file, relative to the project\'s root folder, got ".docker"; did you mean ".docker/api.Dockerfile"?',
  ],
  [
    { ...web, dockerfile: 'docker/Dockerfile' },
    'image.dockerfile must be a file, relative to the project\'s root folder, got "docker/Dockerfile"; create docker/Dockerfile',
  ],
  [
    { ...web, dockerfile: '../Dockerfile' },
    `image.dockerfile must be a file ${paths}, got "../Dockerfile"`,
  ],
  [
    { ...web, dockerfile: 'a/../../Dockerfile' },
    `image.dockerfile must be a file ${paths}, got "a/../../Dockerfile"`,
  ],
  [{ ...web, dockerfile: null }, `image.dockerfile must be a file ${paths}, got null`],
  [
    { folder: 'containers/none', dockerfile: '.docker/api.Dockerfile' },
    `image.folder must be a folder ${paths}, got "containers/none"`,
  ],
  [{ ...web, context: '..' }, `image.context must be "." or a folder ${paths}, got ".."`],
  [{ ...web, context: '/srv' }, `image.context must be "." or a folder ${paths}, got "/srv"`],
  [{ ...web, context: 'none' }, `image.context must be "." or a folder ${paths}, got "none"`],
  [
    { ...web, context: 'containers/plain/notes' },
    `image.context must be "." or a folder ${paths}, got "containers/plain/notes"; write "containers/plain"`,
  ],
  [
    { ...web, args: ['A=1'] },
    "image.args must be an object of names and strings, got [ 'A=1' ]; write for example { APP: 'shop' }",
  ],
  [
    { ...web, args: { 'my-app': '1' } },
    'names of image.args must be letters, digits and _, and not begin with a digit, got "my-app"',
  ],
  [{ ...web, args: { NODE: 24 } }, 'image.args.NODE must be a string, got 24; write "24"'],
  [{ ...web, args: { NODE: null } }, 'image.args.NODE must be a string, got null; leave it out'],
  [
    { ...web, args: { NODE: 'a\0' } },
    'image.args.NODE must be a string without NUL, unpaired surrogates or "${TfToken[", got "a\\u0000"',
  ],
  [
    { ...web, buildArgs: {} },
    'image has no field "buildArgs"; there are folder, reference, dockerfile, context, target, args',
  ],
  [{ ...web, dockerFile: 'a' }, 'image has no field "dockerFile"; did you mean "dockerfile"?'],
  [
    { reference: 'public.ecr.aws/nginx/nginx:1.30', target: 'a', args: {} },
    'image.reference is an image that exists already, so target, args have no effect; remove them',
  ],
  [
    { reference: 'public.ecr.aws/nginx/nginx:1.30', context: '.' },
    'image.reference is an image that exists already, so context has no effect; remove it',
  ],
])('%j is not valid', (image, issue) => {
  expect(issues(image)).toEqual([issue]);
});
