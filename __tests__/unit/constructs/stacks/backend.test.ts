import { readFileSync } from 'node:fs';
import { Testing } from 'cdktf';
import { ServicesApp } from '../../../../constructs';
import type { BackendOptions } from '../../../../constructs/options/environment/backend-options';
import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';

const plain = { region: 'eu-central-1', network: { nat: 'single' }, https: false } as const;
const account = '123456789012';

/** The block `terraform` of each stack on AWS, without the providers. */
const terraformOf = (
  environments: Readonly<Record<string, EnvironmentOptions>>,
  registry: BackendOptions | undefined = undefined,
) => {
  const app = new ServicesApp({
    project: 'acme',
    services: [{ name: 'web', image: { folder: 'containers/web' }, routes: ['/'] }],
    environments,
    registry: { backend: registry },
  });
  const stacks = app.appliedStacks.filter(({ node }) => node.id !== 'local');
  return Object.fromEntries(
    stacks.map((stack) => {
      const { required_providers: _, ...terraform } = JSON.parse(Testing.synth(stack)).terraform;
      return [stack.node.id, terraform];
    }),
  );
};

test('by default, each state is a file in the root folder of the project', () => {
  const stack = (name: string) => ({
    required_version: '>= 1.5',
    backend: { local: { path: `../../../terraform.${name}.tfstate` } },
  });
  expect(terraformOf({ staging: plain })).toEqual({
    registry: stack('registry'),
    staging: stack('staging'),
  });
});

test('the pages name the oldest Terraform that the stacks accept', () => {
  for (const page of ['README.md', 'docs/getting-started.md', 'templates/project/README.md']) {
    const [, version] = /Terraform\S* 1\.(\d+)/.exec(readFileSync(page, 'utf8')) ?? [];
    expect([page, version]).toEqual([page, '5']);
  }
});

test('in S3, a state is encrypted and locked, and only credentials of its account are accepted', () => {
  const backend = { s3: { bucket: 'acme-terraform' } };
  const kmsKeyId = 'alias/terraform';
  const own = { bucket: 'acme-production', key: 'states/1', region: 'eu-west-1', kmsKeyId };
  const environments = {
    staging: { ...plain, account, backend },
    production: { ...plain, account, backend: { s3: own } },
  };
  const always = { encrypt: true, use_lockfile: true, allowed_account_ids: [account] };
  const { staging, production } = terraformOf(environments);
  expect(staging).toEqual({
    required_version: '>= 1.10',
    backend: {
      s3: {
        bucket: 'acme-terraform',
        key: 'acme/staging.tfstate',
        region: 'eu-central-1',
        ...always,
      },
    },
  });
  expect(production.backend.s3).toEqual({
    bucket: 'acme-production',
    key: 'states/1',
    region: 'eu-west-1',
    kms_key_id: 'alias/terraform',
    ...always,
  });
});

test('in GitLab, address and credentials come from the environment of Terraform', () => {
  const { staging } = terraformOf({ staging: { ...plain, backend: 'gitlab' } }, 'gitlab');
  expect(staging).toEqual({ required_version: '>= 1.5', backend: { http: {} } });
});

test('registries share a bucket in the region of the first one, and each has its own key', () => {
  const first = '210987654321';
  const environments = {
    europe: { ...plain, account: first },
    america: { ...plain, account: first, region: 'us-east-1' },
    other: { ...plain, account },
  };
  const s3 = { bucket: 'acme-terraform', key: 'first' };
  const { europe, ...stacks } = terraformOf(environments, { s3 });
  const always = { bucket: 'acme-terraform', encrypt: true, use_lockfile: true };
  const region = 'eu-central-1';
  const ofFirst = { ...always, region, allowed_account_ids: [first] };
  expect(europe.backend).toHaveProperty('local');
  expect(stacks.registry.backend.s3).toEqual({ ...ofFirst, key: 'first' });
  expect(stacks['registry-us-east-1'].backend.s3).toEqual({
    ...ofFirst,
    key: 'acme/registry-us-east-1.tfstate',
  });
  expect(stacks[`registry-${account}-eu-central-1`].backend.s3).toEqual({
    ...always,
    region,
    key: `acme/registry-${account}-eu-central-1.tfstate`,
    allowed_account_ids: [account],
  });
});
