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
  { secret: 'shop/db', versionStage: 'AWSPREVIOUS' },
  { secret: 'shop/db', versionStage: 's'.repeat(256), key: 'user' },
  { secret: 'shop/db', versionId: '4f8c1b2e-5d3a-4c79-9e21-0b6d7a3f8e54' },
])('%j is a place of a secret', (secret) => {
  expect(problems({ secrets: { DB_PASSWORD: secret } })).toEqual([]);
});

const parameterRule =
  'secrets.X.parameter must be the name of a parameter: words of letters, digits and . _ -, each with a slash before it if there are several, at most 1011 characters';
const secretRule =
  'secrets.X.secret must be the name of a secret: letters, digits and / _ + = . @ ! -, at most 512 characters';
const places = "; write { parameter: '/shop/db-password' } or { secret: 'shop/db' }";
const arn = (service: string, rest: string) =>
  `arn:aws:${service}:eu-central-1:123456789012:${rest}`;
const elsewhere =
  'in the account and region of the environment; one of another account or region is not supported';
const either = 'secrets.X must have either a parameter or a secret, got';
const newest = 'of which ECS always reads the newest version';

test.each<[unknown, string]>([
  [null, `secrets.X must be an object, got null${places}`],
  [
    new Map([['parameter', '/a']]),
    `secrets.X must be an object, got Map(1) { 'parameter' => '/a' }${places}`,
  ],
  [
    '/shop/db',
    "secrets.X must be an object, got \"/shop/db\"; write { parameter: '/shop/db' } or { secret: '/shop/db' }",
  ],
  [
    'shop/db',
    "secrets.X must be an object, got \"shop/db\"; write { parameter: '/shop/db' } or { secret: 'shop/db' }",
  ],
  ['db@home', 'secrets.X must be an object, got "db@home"; write { secret: \'db@home\' }'],
  ['a b', `secrets.X must be an object, got "a b"${places}`],
  [
    'postgres://shop:hunter2@db/shop',
    `secrets.X must be an object, got "postgres://shop:hunter2@db/shop"${places}`,
  ],
  [{}, `${either} {}; write { parameter: '/shop/db-password' } or { secret: 'shop/db' }`],
  [{ parameter: '/a', secret: 'b' }, `${either} { parameter: '/a', secret: 'b' }${places}`],
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
    { parameter: '/a', key: 'b' },
    'secrets.X.key is not supported for a parameter, which has a single value; leave it out',
  ],
  [{ secret: Number.NaN }, `${secretRule}, got NaN`],
  [{ secret: '' }, `${secretRule}, got ""`],
  [{ secret: 's'.repeat(513) }, `${secretRule}, got "${'s'.repeat(96)}...`],
  [
    { parameter: '/a', versionStage: 'AWSPREVIOUS' },
    `secrets.X.versionStage is not supported for a parameter, ${newest}; leave it out`,
  ],
  [
    { parameter: '/a', versionId: 'a'.repeat(32) },
    `secrets.X.versionId is not supported for a parameter, ${newest}; leave it out`,
  ],
  [
    { secret: 'a', versionStage: 'b', versionId: 'a'.repeat(32) },
    'secrets.X must not have both a versionStage and a versionId; leave one out',
  ],
  ...['', 'a b', 'a:b', '${x}', 'a'.repeat(257), 1].map((versionStage): [object, string] => [
    { secret: 'a', versionStage },
    `secrets.X.versionStage must be a staging label without spaces and : " $ % { }, at most 256 characters, got ${String(versionStage).length > 200 ? `"${'a'.repeat(96)}...` : JSON.stringify(versionStage)}; write for example "AWSPREVIOUS"`,
  ]),
  ...['', 'a'.repeat(31), 'a'.repeat(65), `${'a'.repeat(32)}:`, 1].map(
    (versionId): [object, string] => [
      { secret: 'a', versionId },
      `secrets.X.versionId must be a version ID of 32 to 64 characters without spaces and : " $ % { }, got ${JSON.stringify(versionId)}`,
    ],
  ),
  ...['', 'a b', 'a"', '${x}', '\ud800', 7].map((key): [object, string] => [
    { secret: 'a', key },
    `secrets.X.key must be a JSON key without spaces and : " $ % { }, got ${typeof key === 'string' ? JSON.stringify(key) : inspect(key)}`,
  ]),
  [
    { secret: 'a', key: 'password:AWSPREVIOUS:' },
    "secrets.X.key must be a JSON key without spaces and : \" $ % { }, got \"password:AWSPREVIOUS:\"; write { key: 'password', versionStage: 'AWSPREVIOUS' }",
  ],
  [
    { secret: 'a', kmsKey: arn('kms', 'alias/shop') },
    `secrets.X.kmsKey must be the alias of a KMS key, got "${arn('kms', 'alias/shop')}"; write "alias/shop", an alias ${elsewhere}`,
  ],
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

/** Texts with which other tools name a secret, and what to write instead. */
const references: [text: string, secret: string, isArn?: 'ARN'][] = [
  ['secretsmanager shop/db-a1B2c3', "{ secret: 'shop/db' }", 'ARN'],
  ['secretsmanager shop/db', "{ secret: 'shop/db' }", 'ARN'],
  [
    'secretsmanager shop/db-master:user::',
    "{ secret: 'shop/db', key: 'user' }, or secret: 'shop/db-master' if the ARN lacks the end that AWS adds",
    'ARN',
  ],
  ['secretsmanager shop/db-a1B2c3:password::', "{ secret: 'shop/db', key: 'password' }", 'ARN'],
  ['secretsmanager shop/db-a1B2c3:password', "{ secret: 'shop/db', key: 'password' }", 'ARN'],
  [
    'secretsmanager shop/db-a1B2c3:password:AWSCURRENT:',
    "{ secret: 'shop/db', key: 'password' }",
    'ARN',
  ],
  [
    'secretsmanager shop/db-a1B2c3:password:AWSPREVIOUS:',
    "{ secret: 'shop/db', key: 'password', versionStage: 'AWSPREVIOUS' }",
    'ARN',
  ],
  [
    'secretsmanager shop/db-a1B2c3:::4f8c1b2e-5d3a-4c79-9e21-0b6d7a3f8e54',
    "{ secret: 'shop/db', versionId: '4f8c1b2e-5d3a-4c79-9e21-0b6d7a3f8e54' }",
    'ARN',
  ],
  ["secretsmanager shop/db-a1B2c3:it's::", "{ secret: 'shop/db', key: 'it\\'s' }", 'ARN'],
  ['secretsmanager rds!cluster-0a1b-a1B2c3', "{ secret: 'rds!cluster-0a1b' }", 'ARN'],
  ['secretsmanager shop?db-a1B2c3', ''],
  ['secretsmanager shop/db-a1B2c3:a b::', ''],
  ['secretsmanager shop/db-a1B2c3:a:b:c:d', ''],
  ['secret:shop/db-a1B2c3:password::', "{ secret: 'shop/db', key: 'password' }", 'ARN'],
  ['ssm /shop/db', "{ parameter: '/shop/db' }", 'ARN'],
  ['ssm //shop/db', "{ parameter: '/shop/db' }", 'ARN'],
  ['ssm /plain', "{ parameter: 'plain' }", 'ARN'],
  ['ssm /shop/db:3', `{ parameter: '/shop/db' }, ${newest}, not "3"`, 'ARN'],
  ['ssm /shop/db:live', `{ parameter: '/shop/db' }, ${newest}, not "live"`, 'ARN'],
  ['ssm /a//b', ''],
  ['rds db', ''],
];

/** `secretsmanager shop/db` as an ARN of a region and an account. */
const written = (text: string) =>
  text
    .replace(/^secretsmanager /, 'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:')
    .replace(/^ssm /, 'arn:aws:ssm:us-east-1:123456789012:parameter')
    .replace(/^rds /, 'arn:aws:rds:us-east-1:123456789012:db:');
const suggested = (secret: string, isArn?: string) => {
  const kind = secret.startsWith('{ secret') ? 'secret' : 'parameter';
  return `; write ${secret}${isArn ? `, the name of a ${kind} ${elsewhere}` : ''}`;
};

test.each(references)(
  '%s is an error in each field, and never another secret',
  (text, secret, ...[isArn]) => {
    const value = written(text);
    const got = `got "${value}"`;
    const after = (other = '') => (secret === '' ? other : suggested(secret, isArn));
    const issuesOf = (one: unknown) =>
      problems({ secrets: { X: one } }).map((issue) =>
        issue.replace('services.ts: service "web": ', ''),
      );
    expect(issuesOf({ secret: value })).toEqual([`${secretRule}, ${got}${after()}`]);
    expect(issuesOf({ parameter: value })).toEqual([`${parameterRule}, ${got}${after()}`]);
    expect(issuesOf(value)).toEqual([`secrets.X must be an object, ${got}${after(places)}`]);
    expect(issuesOf({ valueFrom: value })[1]).toContain(after(places));
  },
);

test.each<[object, string]>([
  [
    { secret: 'shop/db:password::' },
    `${secretRule}, got "shop/db:password::"; write { secret: 'shop/db', key: 'password' }`,
  ],
  [
    { secret: written('secretsmanager shop/db-a1B2c3'), key: 'user', kmsKey: 'alias/shop' },
    `${secretRule}, got "${written('secretsmanager shop/db-a1B2c3')}"${suggested("{ secret: 'shop/db', key: 'user', kmsKey: 'alias/shop' }", 'ARN')}`,
  ],
  [
    { parameter: '/shop/db:3' },
    `${parameterRule}, got "/shop/db:3"; write { parameter: '/shop/db' }, ${newest}, not "3"`,
  ],
  [
    { parameter: 'parameter/shop/db' },
    `${parameterRule}, got "parameter/shop/db"; write { parameter: '/parameter/shop/db' }, or { parameter: '/shop/db' } if this is the end of an ARN`,
  ],
])('%j keeps what it names', (secret, message) => {
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
