import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { all, type SynthesizedStack, synthFargate } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const arn = (service: string, rest: string) =>
  `arn:aws:${service}:eu-central-1:\${data.aws_caller_identity.account.account_id}:${rest}`;

/** Variable → `valueFrom`, of the first container or another. */
const containerSecrets = ({ resource }: SynthesizedStack, index = 0) => {
  const [task] = all(resource, 'aws_ecs_task_definition');
  return JSON.parse(String(task?.container_definitions))[index].secrets;
};

/** Role → statements that concern secrets. */
const grantsOf = ({ resource }: SynthesizedStack) =>
  all(resource, 'aws_iam_role_policy').map(({ role, policy }) => [
    role,
    JSON.parse(String(policy)).Statement.filter(({ Action }: { Action: string[] }) =>
      /^(kms|secretsmanager|ssm):/.test(Action.join()),
    ),
  ]);

test('a parameter has its ARN, and is not looked up', () => {
  const stack = synthFargate([
    { ...web, secrets: { B: { parameter: 'plain' }, A: { parameter: '/shop/db' } } },
  ]);
  expect(containerSecrets(stack)).toEqual([
    { name: 'A', valueFrom: arn('ssm', 'parameter/shop/db') },
    { name: 'B', valueFrom: arn('ssm', 'parameter/plain') },
  ]);
  expect(Object.keys(stack.data)).not.toContain('aws_ssm_parameter');
  expect(grantsOf(stack)).toEqual([
    [
      '${aws_iam_role.web_roles_execution.id}',
      [
        {
          Effect: 'Allow',
          Action: ['ssm:GetParameters'],
          Resource: arn('ssm', 'parameter/plain'),
        },
        {
          Effect: 'Allow',
          Action: ['ssm:GetParameters'],
          Resource: arn('ssm', 'parameter/shop/db'),
        },
      ],
    ],
  ]);
});

test('a secret is looked up, and one of its keys has the form of ECS', () => {
  const stack = synthFargate([
    { ...web, secrets: { ALL: { secret: 'shop' }, ONE: { secret: 'shop', key: 'password' } } },
  ]);
  const looked = '${data.aws_secretsmanager_secret.secret_shop.arn}';
  expect(containerSecrets(stack)).toEqual([
    { name: 'ALL', valueFrom: looked },
    { name: 'ONE', valueFrom: `${looked}:password::` },
  ]);
  expect(all(stack.data, 'aws_secretsmanager_secret')).toEqual([{ name: 'shop' }]);
  expect(grantsOf(stack)).toEqual([
    [
      '${aws_iam_role.web_roles_execution.id}',
      [{ Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: looked }],
    ],
  ]);
});

const versionId = '4f8c1b2e-5d3a-4c79-9e21-0b6d7a3f8e54';

test.each([
  [{ versionStage: 'AWSPREVIOUS' }, '::AWSPREVIOUS:'],
  [{ versionStage: 'blue', key: 'password' }, ':password:blue:'],
  [{ versionId }, `:::${versionId}`],
  [{ versionId, key: 'password' }, `:password::${versionId}`],
])('the version %j of a secret is read with the same permission', (version, end) => {
  const secrets = { A: { secret: 'shop', ...version } };
  const stack = synthFargate([{ ...web, secrets }]);
  const looked = '${data.aws_secretsmanager_secret.secret_shop.arn}';
  expect(containerSecrets(stack)).toEqual([{ name: 'A', valueFrom: `${looked}${end}` }]);
  expect(grantsOf(stack)).toEqual(
    grantsOf(synthFargate([{ ...web, secrets: { A: { secret: 'shop' } } }])),
  );
});

test.each([
  [{ parameter: '/a' }, 'ssm'],
  [{ secret: 'a' }, 'secretsmanager'],
])('%j with its own key may be decrypted through %s only', (place, service) => {
  const stack = synthFargate([{ ...web, secrets: { A: { ...place, kmsKey: 'alias/shop' } } }]);
  expect(all(stack.data, 'aws_kms_key')).toEqual([{ key_id: 'alias/shop' }]);
  const [[, statements] = []] = grantsOf(stack);
  expect(statements[1]).toEqual({
    Effect: 'Allow',
    Action: ['kms:Decrypt'],
    Resource: '${data.aws_kms_key.key_alias-shop.arn}',
    Condition: { StringEquals: { 'kms:ViaService': `${service}.eu-central-1.amazonaws.com` } },
  });
});

test('a secret of two services is looked up once, and each has its own permission', () => {
  const secrets = { A: { secret: 'shop/db', kmsKey: 'alias/shop' } };
  const stack = synthFargate([
    { ...web, secrets },
    { ...web, name: 'two', routes: ['/two'], secrets },
  ]);
  expect(all(stack.data, 'aws_secretsmanager_secret')).toEqual([{ name: 'shop/db' }]);
  expect(all(stack.data, 'aws_kms_key')).toHaveLength(1);
  expect(grantsOf(stack).map(([, statements]) => statements.length)).toEqual([2, 2]);
});

test('secrets whose names differ only in punctuation are different', () => {
  const names = ['shop-db', 'shop/db', 'shop//db', 'shop_db', '/shop/db'];
  const secrets = Object.fromEntries(names.map((secret, index) => [`S${index}`, { secret }]));
  const stack = synthFargate([{ ...web, secrets }]);
  expect(
    all(stack.data, 'aws_secretsmanager_secret')
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...names].sort());
});

test('a sidecar has its own secrets, read with the execution role', () => {
  const image = { folder: 'containers/api' };
  const sidecars = [{ name: 'cache', image, secrets: { KEY: { parameter: '/k' } } }];
  const stack = synthFargate([{ ...web, sidecars }]);
  expect(containerSecrets(stack)).toBeUndefined();
  expect(containerSecrets(stack, 1)).toEqual([
    { name: 'KEY', valueFrom: arn('ssm', 'parameter/k') },
  ]);
  const [[role, statements] = []] = grantsOf(stack);
  expect(role).toBe('${aws_iam_role.web_roles_execution.id}');
  expect(statements).toHaveLength(1);
});

test('in GovCloud the ARN has its partition', () => {
  const stack = synthFargate([{ ...web, secrets: { A: { parameter: '/a' } } }], {
    region: 'us-gov-west-1',
  });
  expect(containerSecrets(stack)[0].valueFrom).toMatch(/^arn:aws-us-gov:ssm:us-gov-west-1:/);
});
