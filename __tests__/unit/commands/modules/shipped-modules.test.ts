import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { tarOf } from '../../../../commands/modules/archive';
import { moduleBlock } from '../../../../commands/modules/registry-place';
import { shippedModules } from '../../../../commands/modules/shipped-modules';
import {
  generatedMarker,
  generatedReadmeStart,
} from '../../../../constructs/synth/generated-files';
import { inFolder } from '../../../support/in-folder';

/** The text of a file: of one of a module as npm run synth begins it, and its own name. */
const textOf = (file: string) => {
  const [, name = ''] = file.split('/');
  if (name === 'by-hand') return file;
  return file.endsWith('README.md')
    ? `${generatedReadmeStart(name)} ${file}`
    : `${generatedMarker(name)} ${file}`;
};

/** The modules of a project of these files. */
const modulesOf = (...files: string[]) =>
  inFolder(() => {
    for (const file of files) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, textOf(file));
    }
    return shippedModules();
  });

const whole = (name: string) => [`modules/${name}/main.tf.json`, `modules/${name}/README.md`];

test('a module is what npm run synth has written of it, and the licence', () => {
  const modules = modulesOf(
    ...whole('shop'),
    ...['modules/shop/CHANGELOG.md', 'modules/shop/tests/a.tftest.hcl', 'LICENSE'],
    ...['snapshots/fargate.tf.json', 'modules/by-hand/main.tf.json', 'modules/by-hand/README.md'],
    ...whole('a-2'),
  );
  const tar = (name: string) =>
    tarOf(
      new Map([
        ['main.tf.json', textOf(`modules/${name}/main.tf.json`)],
        ['README.md', textOf(`modules/${name}/README.md`)],
        ['LICENSE', textOf('LICENSE')],
      ]),
    );
  expect(modules).toEqual([
    { name: 'a-2', tar: tar('a-2') },
    { name: 'shop', tar: tar('shop') },
  ]);
});

test('a project without a licence has modules without one', () => {
  const files = ['main.tf.json', 'README.md'].map(
    (file) => [file, textOf(`modules/a/${file}`)] as const,
  );
  expect(modulesOf(...whole('a'))).toEqual([{ name: 'a', tar: tarOf(new Map(files)) }]);
});

const named = (name: string) =>
  `modules/${name} is not a valid name in GitLab's module registry: use 1 to 64 lower-case letters, digits and hyphens, without a hyphen at the ends`;

test.each([
  [
    ['LICENSE', 'modules/by-hand/main.tf'],
    'modules has no module: write the modules with npm run synth, and commit them',
  ],
  [
    [...whole('a'), 'modules/b/main.tf.json'],
    'modules/b/README.md is missing: write it with npm run synth, and commit it',
  ],
  [
    ['modules/b/README.md'],
    'modules/b/main.tf.json is missing: write it with npm run synth, and commit it',
  ],
  [whole('Shop'), named('Shop')],
  [whole('my_shop'), named('my_shop')],
  [whole('shop-'), named('shop-')],
  [whole('a'.repeat(65)), named('a'.repeat(65))],
])('%j cannot be published', (files, message) => {
  expect(() => modulesOf(...files)).toThrow(new Error(message));
});

const context = { project: '1217', namespace: 'group', version: '0.1.0' };

test('an HCL user writes host, first group and module', () => {
  const own = { ...context, api: 'https://gitlab.example.com/api/v4' };
  expect(moduleBlock(own, 'shop')).toBe(`module "shop" {
  source  = "gitlab.example.com/group/shop/aws"
  version = "0.1.0"
}`);
  const other = { ...context, api: 'https://gitlab.example.com:8443/api/v4' };
  expect(moduleBlock(other, 'shop')).toContain('"gitlab.example.com:8443/group/shop/aws"');
});

test('of a group with a dot, which Terraform does not take, the address of the project is written', () => {
  const own = { ...context, namespace: 'my.group', api: 'https://gitlab.example.com/api/v4' };
  expect(moduleBlock(own, 'shop')).toBe(`module "shop" {
  source = "https://gitlab.example.com/api/v4/projects/1217/packages/terraform/modules/shop/aws/0.1.0"
}`);
});
