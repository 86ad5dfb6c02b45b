import { inspect } from 'node:util';
import { validateServices } from '../../../../../constructs/options/service/service-checks';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const problems = (fields: object) => validateServices([{ ...web, ...fields }]);

test.each([
  { parameter: '/shop/db-password' },
  { parameter: 'plain.name_1' },
  { parameter: `/${'a'.repeat(1010)}`, kmsKey: 'alias/shop/db' },
  { secret: 'shop/db+x=y.z@w-1' },
  { secret: 's'.repeat(512), key: 'pass-word.1', kmsKey: 'alias/shop' },
])('%j is a place of a secret', (secret) => {
  expect(problems({ secrets: { DB_PASSWORD: secret } })).toEqual([]);
});

const parameterRule =
  'secrets.X.parameter must be the name of a parameter: words of letters, digits and . _ -, each with a slash before it if there are several, at most 1011 characters';
const secretRule =
  'secrets.X.secret must be the name of a secret: letters, digits and / _ + = . @ -, at most 512 characters';
const places = "; write { parameter: '/shop/db-password' } or { secret: 'shop/db' }";
const arn = (service: string, rest: string) =>
  `arn:aws:${service}:eu-central-1:123456789012:${rest}`;

test.each<[unknown, string]>([
  [null, `secrets.X must be an object, got null${places}`],
  ['/shop/db', `secrets.X must be an object, got "/shop/db"${places}`],
  [
    new Map([['parameter', '/a']]),
    `secrets.X must be an object, got Map(1) { 'parameter' => '/a' }${places}`,
  ],
  [
    {},
    "secrets.X must have either a parameter or a secret, got {}; write { parameter: '/shop/db-password' } or { secret: 'shop/db' }",
  ],
  [
    { parameter: '/a', secret: 'b' },
    "secrets.X must have either a parameter or a secret, got { parameter: '/a', secret: 'b' }; write { parameter: '/shop/db-password' } or { secret: 'shop/db' }",
  ],
  [
    { parametre: '/a', secret: 'b' },
    'secrets.X has no field "parametre"; did you mean "parameter"?',
  ],
  [{ parameter: 5 }, `${parameterRule}, got 5`],
  [{ parameter: 'shop/db' }, `${parameterRule}, got "shop/db"; write { parameter: '/shop/db' }`],
  [{ parameter: '/a//b' }, `${parameterRule}, got "/a//b"`],
  [{ parameter: '/a/' }, `${parameterRule}, got "/a/"`],
  [{ parameter: `/${'a'.repeat(1011)}` }, `${parameterRule}, got "/${'a'.repeat(95)}...`],
  [
    { parameter: arn('ssm', 'parameter/shop/db-secret') },
    `${parameterRule}, got "${arn('ssm', 'parameter/shop/db-secret')}"; write { parameter: '/shop/db-secret' }`,
  ],
  [
    { parameter: '/a', key: 'b' },
    'secrets.X.key is not supported for a parameter, which has a single value; leave it out',
  ],
  [{ secret: Number.NaN }, `${secretRule}, got NaN`],
  [{ secret: '' }, `${secretRule}, got ""`],
  [{ secret: 's'.repeat(513) }, `${secretRule}, got "${'s'.repeat(96)}...`],
  [
    { secret: arn('secretsmanager', 'secret:shop/db-a1B2c3:key::') },
    `${secretRule}, got "${arn('secretsmanager', 'secret:shop/db-a1B2c3:key::')}"; write { secret: 'shop/db' }`,
  ],
  [
    { parameter: arn('secretsmanager', 'secret:shop/db-a1B2c3') },
    `${parameterRule}, got "${arn('secretsmanager', 'secret:shop/db-a1B2c3')}"; write { secret: 'shop/db' }`,
  ],
  ...['a:b', '', 'a b', 'a"', '${x}', '\ud800', 7].map((key): [object, string] => [
    { secret: 'a', key },
    `secrets.X.key must be a JSON key without spaces and : " $ % { }, got ${typeof key === 'string' ? JSON.stringify(key) : inspect(key)}`,
  ]),
  ...['shop', 'alias/', 'alias/a b', arn('kms', 'key/1'), null].map((kmsKey): [object, string] => [
    { secret: 'a', kmsKey },
    `secrets.X.kmsKey must be the alias of a KMS key, got ${kmsKey === null ? 'null' : JSON.stringify(kmsKey)}; write for example "alias/shop"`,
  ]),
  [
    { parameter: '/a', kmsKey: 'alias/aws/ssm' },
    'secrets.X.kmsKey must not be an AWS managed key, got "alias/aws/ssm"; leave it out',
  ],
])('%p is an error', (secret, message) => {
  expect(problems({ secrets: { X: secret } })).toEqual([`services.ts: service "web": ${message}`]);
});

test.each<[object, string]>([
  ...[[], null, 'X', new Map()].map((secrets): [object, string] => [
    { secrets },
    `secrets must be an object of variables and where they are stored, got ${typeof secrets === 'string' ? JSON.stringify(secrets) : inspect(secrets)}; write for example { DB_PASSWORD: { parameter: '/shop/db-password' } }`,
  ]),
])('%p is an error', (fields, message) => {
  expect(problems(fields)).toEqual([`services.ts: service "web": ${message}`]);
});
