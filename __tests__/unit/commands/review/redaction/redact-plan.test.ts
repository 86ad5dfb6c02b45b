import type { Plan } from '../../../../../commands/review/plan/plan';
import { fingerprintOf } from '../../../../../commands/review/policy/fingerprint';
import { planContexts } from '../../../../../commands/review/redaction/plan-contexts';
import { changeOf, planOf } from '../../../../support/plan-builder';

const redactPlan = (plan: Plan) => planContexts(plan).redacted.plan;

function after(plan: Plan): unknown {
  return redactPlan(plan).resource_changes[0]?.change.after;
}

test('what Terraform calls sensitive is masked, at any depth, and it is said whether it will be another', () => {
  const change = {
    before: {
      value: 'old-password',
      list: [{ a: 'first-secret', b: 1 }],
      same: 'kept-secret',
      none: '',
    },
    after: {
      value: 'new-password',
      list: [{ a: 'first-secret', b: 2 }],
      same: 'kept-secret',
      none: '',
    },
    before_sensitive: { value: true, list: [{ a: true }], same: true, none: true },
    after_sensitive: { value: true, list: [{ a: true }], same: true, none: true },
  };
  const [shown] = redactPlan(planOf([changeOf('aws_x.a', ['update'], change)])).resource_changes;
  expect(shown?.change.before).toEqual({
    value: '(sensitive)',
    list: [{ a: '(sensitive)', b: 1 }],
    same: '(sensitive)',
    none: '',
  });
  expect(shown?.change.after).toEqual({
    value: '(sensitive, another value)',
    list: [{ a: '(sensitive)', b: 2 }],
    same: '(sensitive)',
    none: '',
  });
});

test('a whole that is sensitive hides all its parts', () => {
  const change = { after: { a: { b: ['one', 2, true] } }, after_sensitive: { a: true } };
  expect(after(planOf([changeOf('aws_x.a', ['create'], change)]))).toEqual({ a: '(sensitive)' });
});

test('the same text elsewhere is masked, too, also inside JSON, drift, outputs, states and configuration', () => {
  const secret = 'hunter2"x';
  const plan = planOf(
    [
      changeOf('aws_x.a', ['create'], {
        after: { value: secret },
        after_sensitive: { value: true },
      }),
      changeOf('aws_x.b', ['create'], {
        after: { note: `say ${secret}`, json: JSON.stringify({ secret }) },
      }),
    ],
    {
      resource_drift: [changeOf('aws_x.c', ['update'], { before: { note: secret }, after: {} })],
      output_changes: { url: { actions: ['create'], after: `https://${secret}.example` } },
      prior_state: {
        values: {
          root_module: {
            resources: [
              { address: 'aws_x.d', mode: 'managed', type: 'aws_x', values: { note: secret } },
            ],
          },
        },
      },
      planned_values: {
        root_module: {
          child_modules: [
            {
              resources: [
                {
                  address: 'm.aws_x.d',
                  mode: 'managed',
                  type: 'aws_x',
                  values: { own: 'state-secret' },
                  sensitive_values: { own: true },
                },
              ],
            },
          ],
        },
      },
      configuration: {
        root_module: {
          resources: [
            {
              address: 'aws_x.a',
              mode: 'managed',
              type: 'aws_x',
              expressions: { value: { constant_value: secret } },
            },
          ],
        },
      },
    },
  );
  const text = JSON.stringify(redactPlan(plan));
  expect(text).not.toContain('hunter2');
  expect(text).not.toContain('state-secret');
  expect(text).toContain('say (sensitive)');
});

test('sensitive variables are left out, and their values are masked wherever they are', () => {
  const plan = planOf(
    [changeOf('aws_x.a', ['create'], { after: { note: 'with s3cr3t-value in it' } })],
    {
      variables: { login: { value: { password: 's3cr3t-value' } }, tag: { value: 'abc' } },
      configuration: { root_module: { variables: { login: { sensitive: true }, tag: {} } } },
    },
  );
  expect(redactPlan(plan).variables).toEqual({ tag: { value: 'abc' } });
  expect(after(plan)).toEqual({ note: 'with (sensitive) in it' });
});

test('sensitive values are found in other forms: numbers, marks of states, JSON as Terraform writes it, URLs, base64', () => {
  const secret = 'p&ss<word>';
  const plan = planOf(
    [
      changeOf('aws_x.a', ['create'], {
        after: {
          json: '{"a":"p\\u0026ss\\u003cword\\u003e"}',
          url: 'x?y=p%26ss%3Cword%3E',
          header: `Basic ${Buffer.from(secret).toString('base64')}`,
          pin: 48213377,
          text: 'PIN 48213377',
        },
      }),
    ],
    {
      prior_state: {
        values: {
          root_module: {
            resources: [
              {
                address: 'data.aws_y.a',
                mode: 'data',
                type: 'aws_y',
                values: { secret, pin: 48213377 },
                sensitive_values: { secret: true, pin: true },
              },
            ],
          },
        },
      },
    },
  );
  expect(after(plan)).toEqual({
    json: '{"a":"(sensitive)"}',
    url: 'x?y=(sensitive)',
    header: 'Basic (sensitive)==',
    pin: '(sensitive)',
    text: 'PIN (sensitive)',
  });
});

test.each([
  ['DB_PASS', true],
  ['PASSPHRASE', true],
  ['MYSQL_PWD', true],
  ['JWT_KEY', true],
  ['GITHUB_PAT', true],
  ['SENTRY_DSN', true],
  ['PASSENGERS', false],
  ['KEYBOARD', false],
  ['SECRET_ARN', false],
])('the name %s speaks of a secret: %s', (name, isSecret) => {
  const containers = (value: string) =>
    JSON.stringify([{ environment: [{ name, value }] }], null, 2);
  const change = { after: { env: [`${name}=v`], container_definitions: containers('the-value') } };
  const redacted = JSON.stringify(after(planOf([changeOf('aws_x.a', ['create'], change)])));
  expect(redacted.includes('the-value')).toBe(!isSecret);
  expect(redacted.includes(`${name}=v`)).toBe(!isSecret);
});

test('short sensitive values and numbers are masked in their place alone', () => {
  const change = {
    after: { a: 'true', b: '8080', c: 'true 8080' },
    after_sensitive: { a: true, b: true },
  };
  expect(after(planOf([changeOf('aws_x.a', ['create'], change)]))).toEqual({
    a: '(sensitive)',
    b: '(sensitive)',
    c: 'true 8080',
  });
});

test('values of environment variables whose names speak of secrets are masked, and shown to change', () => {
  const containers = (password: string, port: string) =>
    JSON.stringify([
      {
        name: 'shop',
        environment: [
          { name: 'DB_PASSWORD', value: password },
          { name: 'STRIPE_API_KEY', value: 'sk_live_1' },
          { name: 'PORT', value: port },
          { name: 'TOKENIZER', value: 'bpe' },
        ],
      },
    ]);
  const change = {
    before: { container_definitions: containers('one', '80') },
    after: { container_definitions: containers('two', '81') },
  };
  const [shown] = redactPlan(planOf([changeOf('aws_x.a', ['update'], change)])).resource_changes;
  const values = (side: unknown) =>
    JSON.parse(
      (side as { container_definitions: string }).container_definitions,
    )[0].environment.map(({ value }: { value: string }) => value);
  expect(values(shown?.change.before)).toEqual(['(sensitive)', '(sensitive)', '80', '(sensitive)']);
  expect(values(shown?.change.after)).toEqual([
    '(sensitive, another value)',
    '(sensitive)',
    '81',
    '(sensitive)',
  ]);
});

test('such variables are masked in outputs and in maps, too, and their values wherever they are', () => {
  const containers = (value: string) => [
    {
      name: 'shop',
      environment: [
        { name: 'A', value: 'b' },
        { name: 'DB_PASSWORD', value },
      ],
    },
  ];
  const plan = planOf(
    [
      changeOf('aws_lambda_function.a', ['create'], {
        after: {
          environment: [{ variables: { API_TOKEN: 'top-secret', PORT: '80', TOKEN_FILE: '/t' } }],
          command: 'run --token top-secret --password hunter3',
        },
      }),
    ],
    {
      output_changes: {
        tasks: { actions: ['update'], before: containers('hunter2'), after: containers('hunter3') },
      },
    },
  );
  expect(after(plan)).toEqual({
    environment: [{ variables: { API_TOKEN: '(sensitive)', PORT: '80', TOKEN_FILE: '/t' } }],
    command: 'run --token (sensitive) --password (sensitive)',
  });
  const redacted = redactPlan(plan).output_changes.tasks;
  expect(JSON.stringify(redacted)).not.toContain('hunter');
  expect(redacted?.after).toEqual(containers('(sensitive, another value)'));
});

test('what is a secret wherever it stands is masked: keys, and passwords in addresses', () => {
  const change = {
    before: { url: 'postgres://shop:first@db:5432/x' },
    after: {
      url: 'postgres://shop:second@db:5432/x',
      plain: 'http://shop:8080/a?b=c@d',
      pem: '-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n',
      key: 'AKIAIOSFODNN7EXAMPLE',
    },
  };
  expect(after(planOf([changeOf('aws_x.a', ['update'], change)]))).toEqual({
    url: 'postgres://shop:(sensitive, another value)@db:5432/x',
    plain: 'http://shop:8080/a?b=c@d',
    pem: '(sensitive)\n',
    key: '(sensitive)',
  });
});

describe('fingerprint', () => {
  const rule = (other: object = {}) =>
    changeOf('aws_lb.main', ['update'], {
      before: { subnets: ['b', 'a'], idle_timeout: 60, name: 'x' },
      after: { subnets: ['a', 'b', 'c'], idle_timeout: 61, name: 'x', ...other },
    });
  const base = fingerprintOf(
    planOf([rule(), changeOf('aws_x.b', ['delete'], { before: { a: 1 } })]),
  );

  test('is the same for another order of changes and of sets, another time, version, and what stays', () => {
    const other = planOf(
      [
        changeOf('aws_x.same', ['no-op'], { before: { a: 1 }, after: { a: 1 } }),
        changeOf('aws_x.b', ['delete'], { before: { a: 2 } }),
        rule({ subnets: ['c', 'b', 'a'] }),
        changeOf('data.aws_x.d', ['read'], {}, { mode: 'data' }),
      ],
      { terraform_version: '1.12.0' },
    );
    const stamped = { ...other, timestamp: '2026-11-21T13:00:00Z' };
    expect(fingerprintOf(stamped)).toEqual(base);
    expect(base.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(base.changes)).toEqual(['aws_lb.main', 'aws_x.b']);
  });

  test.each([
    ['another value', [rule({ idle_timeout: 62 }), changeOf('aws_x.b', ['delete'])]],
    ['another element', [rule({ subnets: ['a', 'b', 'd'] }), changeOf('aws_x.b', ['delete'])]],
    ['another action', [rule(), changeOf('aws_x.b', ['forget'])]],
    ['another address', [rule(), changeOf('aws_x.c', ['delete'])]],
    ['one change more', [rule(), changeOf('aws_x.b', ['delete']), changeOf('aws_x.c', ['delete'])]],
    ['one change fewer', [rule()]],
  ])('is another for %s', (_what, changes) => {
    expect(fingerprintOf(planOf(changes)).fingerprint).not.toBe(base.fingerprint);
  });

  test('names each output', () => {
    const plan = planOf([], { output_changes: { url: { actions: ['create'], after: 'x' } } });
    expect(Object.keys(fingerprintOf(plan).changes)).toEqual(['output.url']);
  });

  test('does not count sensitive values, but that there is one', () => {
    const secret = (value: string) =>
      redactPlan(
        planOf([
          changeOf('aws_x.a', ['create'], { after: { value }, after_sensitive: { value: true } }),
        ]),
      );
    const one = fingerprintOf(secret('first-secret'));
    expect(fingerprintOf(secret('second-secret'))).toEqual(one);
    const none = planOf([changeOf('aws_x.a', ['create'], { after: {} })]);
    expect(fingerprintOf(none).fingerprint).not.toBe(one.fingerprint);
  });

  test('is of what is in JSON texts, whatever way they are written', () => {
    const policy = (text: string) =>
      fingerprintOf(
        planOf([changeOf('aws_iam_policy.a', ['create'], { after: { policy: text } })]),
      );
    const statement = { Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: '*' };
    const one = policy(JSON.stringify({ Statement: [statement] }));
    const same = { Resource: ['*'], Action: ['s3:List*', 's3:Get*'], Effect: 'Allow' };
    expect(policy(JSON.stringify({ Statement: same }, null, 2))).toEqual(one);
    const other = { ...statement, Action: 's3:*' };
    expect(policy(JSON.stringify({ Statement: [other] }))).not.toEqual(one);
  });
});
