import type { BackendOptions } from '../../../../constructs/options/environment/backend-options';
import { ValidationIssues } from '../../../../constructs/options/validation-issues';
import { checkBackend } from '../../../../constructs/validation/backend-checks';
import { resolveApp } from '../../../../constructs/validation/resolve-app';

const issuesOf = (backend: unknown) => {
  const issues = new ValidationIssues('main.ts').fieldsOf('environments.staging');
  checkBackend(issues, backend);
  return issues.all;
};

const bucket = 'acme-terraform';
const bucketRule =
  'bucket must have 3 to 63 lower-case letters, digits, hyphens and single dots, with a letter or digit at both ends';
const keyRule =
  'key must be a path of at most 1017 bytes in one line that neither begins nor ends with "/", without "//", "${" and "%{"';
const bucketExample = 'write for example "acme-terraform"';

test.each<[unknown, string]>([
  [
    'local',
    `backend must be "gitlab" or an object with the field s3, got "local"; write for example { s3: { bucket: 'acme-terraform' } }, or leave it out for a state in a file`,
  ],
  [
    {},
    "backend.s3 must be an object, got undefined; write for example { s3: { bucket: 'acme-terraform' } }",
  ],
  [{ s3: { bucket }, http: {} }, 'backend has no field "http"; there are s3'],
  [
    { s3: { bucket, dynamodbTable: 'locks' } },
    'backend.s3 has no field "dynamodbTable"; there are bucket, key, region, kmsKeyId',
  ],
  ...['ab', 'Acme', 'acme_x', 'acme..x', '-acme', 'acme.', 'a'.repeat(64)].map(
    (wrong): [object, string] => [
      { s3: { bucket: wrong } },
      `backend.s3.${bucketRule}, got "${wrong}"; ${bucketExample}`,
    ],
  ),
  [{ s3: {} }, `backend.s3.${bucketRule}, got undefined; ${bucketExample}`],
  [
    { s3: { bucket: '192.168.5.4' } },
    `backend.s3.bucket must not look like an IP address, got "192.168.5.4"; ${bucketExample}`,
  ],
  ...[
    ['xn--acme', 'xn--'],
    ['sthree-acme', 'sthree-'],
    ['amzn-s3-demo-acme', 'amzn-s3-demo-'],
    ['acme-s3alias', '-s3alias'],
    ['acme--ol-s3', '--ol-s3'],
    ['acme.mrap', '.mrap'],
    ['acme--euc1-az1--x-s3', '--x-s3'],
    ['acme--table-s3', '--table-s3'],
  ].map(([wrong, part]): [object, string] => [
    { s3: { bucket: wrong } },
    `backend.s3.bucket must be the name of a bucket for general purposes, which does not have "${part}", got "${wrong}"; ${bucketExample}`,
  ]),
  ...['', '/a', 'a/', 'a//b', 'a/${b}', '%{a}', 'a\nb'].map((key): [object, string] => [
    { s3: { bucket, key } },
    `backend.s3.${keyRule}, got ${JSON.stringify(key)}; write for example "acme/staging.tfstate", or leave it out`,
  ]),
  [
    { s3: { bucket, region: 'frankfurt' } },
    'backend.s3.region must be an AWS region outside China and the sovereign clouds, got "frankfurt"; write for example "eu-central-1"',
  ],
  [
    { s3: { bucket, kmsKeyId: 'terraform' } },
    'backend.s3.kmsKeyId must be the id or the alias of a KMS key, or the ARN of either, got "terraform"; write for example "alias/terraform"',
  ],
])('%j is an error', (backend, message) => {
  expect(issuesOf(backend)).toEqual([`main.ts: environments.staging.${message}`]);
});

const arn = 'arn:aws:kms:eu-central-1:123456789012';
const id = '0a1b2c3d-1234-4234-9234-0123456789ab';

test.each<[unknown]>([
  [undefined],
  ['gitlab'],
  [{ s3: { bucket: 'a1.b--c' } }],
  [{ s3: { bucket, key: 'env:/staging/terraform state' } }],
  ...[id, 'mrk-0123456789abcdef0123456789abcdef', 'alias/a/b', `${arn}:key/${id}`].map(
    (kmsKeyId): [unknown] => [{ s3: { bucket, kmsKeyId } }],
  ),
  [{ s3: { bucket, region: 'eu-west-1', kmsKeyId: `${arn}:alias/terraform` } }],
])('%j is valid', (backend) => {
  expect(issuesOf(backend)).toEqual([]);
});

describe('two stacks never have the same state', () => {
  const plain = { region: 'eu-central-1', network: { nat: 'single' }, https: false } as const;
  const errorOf = (staging: object, production: object, registry?: object) => {
    const own = (s3: object) => ({ ...plain, backend: { s3: { bucket, ...s3 } as never } });
    const backend = registry && ({ s3: { bucket, ...registry } } as BackendOptions);
    const options = {
      project: 'acme',
      services: [{ name: 'web', image: { folder: 'containers/web' }, routes: ['/'] }],
      environments: { staging: own(staging), production: own(production) },
      registry: { backend },
    };
    return () => resolveApp(options);
  };

  test.each<[string, object, object, object | undefined, string]>([
    [
      'with the same key',
      { key: 'a' },
      { key: 'a' },
      undefined,
      'environments.production.backend.s3.key must not be the key of environments.staging: stack "staging" has its state there, in the same bucket, got "a"; leave it out for "acme/production.tfstate"',
    ],
    [
      'with a key that is the default of another',
      { key: 'acme/production.tfstate' },
      {},
      undefined,
      'environments.staging.backend.s3.key must not be the key of environments.production: stack "production" has its state there, in the same bucket, got "acme/production.tfstate"; leave it out for "acme/staging.tfstate"',
    ],
    [
      'with the key of the registry',
      {},
      { key: 'acme/registry.tfstate' },
      {},
      'environments.production.backend.s3.key must not be the key of registry: stack "registry" has its state there, in the same bucket, got "acme/registry.tfstate"; leave it out for "acme/production.tfstate"',
    ],
  ])('%s', (_, staging, production, registry, message) => {
    expect(errorOf(staging, production, registry)).toThrow(new Error(`main.ts: ${message}`));
  });

  test('in other buckets, the same key is right', () => {
    expect(errorOf({ key: 'a' }, { key: 'a', bucket: 'acme-production' })).not.toThrow();
  });
});
