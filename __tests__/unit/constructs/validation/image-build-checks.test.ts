import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FolderImage } from '../../../../constructs/options/service/container-options';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import {
  buildWarnings,
  validateContexts,
} from '../../../../constructs/validation/image-build-checks';
import { inFolder } from '../../../support/in-folder';

/** The issues and warnings of an image of a service and of a sidecar. */
const of = (image: Partial<FolderImage>, files: Record<string, string>) =>
  inFolder(() => {
    const all = { 'containers/web/Dockerfile': 'ARG VERSION\nFROM scratch\nARG APP', ...files };
    for (const [path, content] of Object.entries(all)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    const web = { folder: 'containers/web' };
    const sidecars = [{ name: 'beside', image: { ...web, ...image } }];
    const services = resolveServices([{ name: 'web', image: web, routes: ['/'], sidecars }]);
    return [...validateContexts(services), ...buildWarnings(services)];
  });

const at = 'services.ts: service "web": sidecar "beside": image';

test('arguments that look like secrets, and those that the Dockerfile does not declare, get a warning', () => {
  const secret = (name: string) =>
    `${at}.args.${name} looks like a secret, but anyone who can pull the image can read it in its history; use secrets of the service, or a registry that needs no login`;
  const unused = (name: string) =>
    `${at}.args.${name} has no effect: containers/web/Dockerfile has no ARG ${name}; add it there, or remove it here`;
  const args = (values: Record<string, string>) => of({ args: values }, {});
  expect(args({ VERSION: '1', APP: 'a', HTTP_PROXY: 'x', no_proxy: 'x' })).toEqual([]);
  expect(args({ BUILDKIT_INLINE_CACHE: '1', SOURCE_DATE_EPOCH: '0' })).toEqual([]);
  expect(args({ OTHER: '1' })).toEqual([unused('OTHER')]);
  const names = ['AWS_ACCESS_KEY_ID', 'AWS_SESSION_TOKEN', 'DB_PASSWORD', 'NPM_TOKEN'];
  expect(args(Object.fromEntries(names.map((name) => [name, '1'])))).toEqual(names.map(secret));
  expect(args({ AWS_REGION: 'eu-central-1' })).toEqual([unused('AWS_REGION')]);
  for (const value of [
    `AKIA${'A1'.repeat(8)}`,
    `ghp_${'a1'.repeat(18)}`,
    'glpat-aaaaaaaaaaaaaaaaaaaa',
    `npm_${'a'.repeat(36)}`,
    'https://user:pass@registry.example.com/',
    '-----BEGIN PRIVATE KEY-----',
  ]) {
    expect(args({ APP: value })).toEqual([secret('APP')]);
  }
  expect(args({ APP: 'https://registry.example.com:443/a@b' })).toEqual([]);
});

test('a Dockerfile for another program can have other arguments', () => {
  const dockerfile = '# syntax=ghcr.io/acme/frontend:1\n';
  expect(of({ args: { OTHER: '1' } }, { 'containers/web/Dockerfile': dockerfile })).toEqual([]);
});

test('a context must not have what a synth and Terraform write', () => {
  const written = {
    'cdktf.out/stacks/local/cdk.tf.json': '{}',
    'snapshots/local.tf.json': '{}',
    'terraform.local.tfstate': '{}',
    'terraform.local.tfstate.backup': '{}',
  };
  expect(of({ context: '.' }, written)).toEqual([
    `${at}.context is ".", which has files that npm run synth and Terraform write: each run would make another image, and the image could have the state; add to .dockerignore: cdktf.out, snapshots, *.tfstate*`,
  ]);
  const own = 'containers/web/Dockerfile.dockerignore';
  expect(of({ context: '.' }, { ...written, [own]: 'snapshots\ncdktf.out' })).toEqual([
    `${at}.context is ".", which has files that npm run synth and Terraform write: each run would make another image, and the image could have the state; add to ${own}: *.tfstate*`,
  ]);
  const ignore = { '.dockerignore': 'cdktf.out\nsnapshots\n*.tfstate*\n' };
  expect(of({ context: '.' }, { ...written, ...ignore })).toEqual([]);
});

test('a context with the repository or with installed packages gets a warning', () => {
  expect(of({ context: '.' }, { '.git/HEAD': '', 'node_modules/a/index.js': '' })).toEqual([
    `${at}.context is ".", so the image also depends on .git and node_modules of this machine; add them to .dockerignore`,
  ]);
  const ignore = { '.dockerignore': 'node_modules' };
  expect(
    of({ context: '.' }, { '.git/HEAD': '', 'node_modules/a/index.js': '', ...ignore }),
  ).toEqual([
    `${at}.context is ".", so the image also depends on .git of this machine; add it to .dockerignore`,
  ]);
});
