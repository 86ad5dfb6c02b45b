import { validateServices } from '../../../../../constructs/options/service/service-checks';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const step = { name: 'step', image: { folder: 'containers/api' } };
const stored = (name: string) => ({ secrets: { [name]: { secret: 'a' } } });
const plain = (name: string) => ({ environment: { [name]: 'a' } });

/** A container of each kind, with the subject of its errors. */
const containers: [string, (fields: object) => object, string][] = [
  ['a service', (fields) => ({ ...web, ...fields }), 'services.ts: service "web": '],
  [
    'a sidecar',
    (fields) => ({ ...web, sidecars: [{ ...step, ...fields }] }),
    'services.ts: service "web": sidecar "step": ',
  ],
  [
    'a step before the start',
    (fields) => ({ ...web, sidecars: [{ ...step, waitFor: 'success', ...fields }] }),
    'services.ts: service "web": sidecar "step": ',
  ],
];

describe.each(containers)('%s', (_kind, serviceWith, subject) => {
  const problems = (fields: object) =>
    validateServices([serviceWith(fields)]).map((problem) => {
      expect(problem.startsWith(subject)).toBe(true);
      return problem.slice(subject.length);
    });

  test('ECS refuses a variable that is both plain and secret', () => {
    const message = 'environment and secrets both set A; leave one out';
    expect(problems({ ...plain('A'), ...stored('A') })).toEqual([message]);
  });

  test.each([
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_EXECUTION_ENV',
    'ECS_AGENT_URI',
    'ECS_CONTAINER_METADATA_URI',
    'ECS_CONTAINER_METADATA_URI_V4',
  ])('ECS sets %s itself', (name) => {
    expect(problems(plain(name))).toEqual([
      `environment.${name} would be overridden by Amazon ECS; use another name`,
    ]);
    expect(problems(stored(name))).toEqual([
      `secrets.${name} would be overridden by Amazon ECS; use another name`,
    ]);
  });

  test.each(['AWS_DEFAULT_REGION', 'AWS_REGION'])('%s can be another, and is no secret', (name) => {
    expect(problems(plain(name))).toEqual([]);
    expect(problems(stored(name))).toEqual([
      `secrets.${name} would override a variable that the stack or Amazon ECS sets; write it in environment`,
    ]);
  });

  test.each(['discovery.type', 'spring.profiles.active', 'DB-PASSWORD', '_', 'a', 'A1.b-c_'])(
    'the name %s is that of a variable',
    (name) => {
      expect([...problems(plain(name)), ...problems(stored(name))]).toEqual([]);
    },
  );

  test.each([
    '',
    '=',
    'A=B',
    'A B',
    'A ',
    '1A',
    '.a',
    '-a',
    'É',
    'a\n',
    'A:B',
    '${A}',
    '%{A}',
    'a\u00a0',
  ])('the name %j is a mistake', (name) => {
    const rule = (field: string) =>
      `a variable of ${field} must have a name of letters, digits and _ . -, which begins with a letter or "_", got ${JSON.stringify(name).replace('\u00a0', '\\u00a0')}`;
    expect(problems(plain(name))).toEqual([rule('environment')]);
    expect(problems(stored(name))).toEqual([rule('secrets')]);
  });

  test('a name that is no word is quoted where its value is wrong', () => {
    expect(problems({ environment: { 'discovery.type': 1 } })).toEqual([
      'environment["discovery.type"] must be a string, got 1; write "1"',
    ]);
    expect(problems({ secrets: { 'db.password': null } })).toEqual([
      `secrets["db.password"] must be an object, got null; write { parameter: '/shop/db-password' } or { secret: 'shop/db' }`,
    ]);
  });

  test('a name that every object has is a variable like others', () => {
    expect(problems({ environment: {}, ...stored('constructor') })).toEqual([]);
  });
});

const serviceVariables = [
  'AWS_XRAY_DAEMON_ADDRESS',
  'AWS_XRAY_TRACING_NAME',
  'DRAIN_SECONDS',
  'INDEX_HTML',
  'PORT',
];

test.each(serviceVariables)('no secret of a service is %s, which the stack sets', (name) => {
  expect(validateServices([{ ...web, ...stored(name) }])).toEqual([
    `services.ts: service "web": secrets.${name} would override a variable that the stack sets; use another name`,
  ]);
});

test.each(serviceVariables)('%s is a variable like others in a sidecar', (name) => {
  const service = { ...web, page: 'sites/a', tracing: 'xray', drainSeconds: 5 };
  for (const variables of [plain(name), stored(name)]) {
    expect(validateServices([{ ...service, sidecars: [{ ...step, ...variables }] }])).toEqual([]);
  }
});

test.each<[object, string]>([
  [
    { environment: { PORT: '80' } },
    'environment.PORT must be the port, 8080, got "80"; set port: 80, and leave it out: it is set automatically',
  ],
  [
    { environment: { DRAIN_SECONDS: '4' }, drainSeconds: 5 },
    'environment.DRAIN_SECONDS must be drainSeconds, 5, got "4"; leave it out: it is set automatically',
  ],
  [
    { environment: { INDEX_HTML: 'x' }, page: 'sites/a' },
    'page and environment.INDEX_HTML both set the page; leave one out',
  ],
  ...['AWS_XRAY_DAEMON_ADDRESS', 'AWS_XRAY_TRACING_NAME'].map((name): [object, string] => [
    { tracing: 'xray', ...plain(name) },
    `tracing and environment.${name} both set how traces are sent; leave one out`,
  ]),
  ...[
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OTEL_EXPORTER_OTLP_PROTOCOL',
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
    'OTEL_SERVICE_NAME',
  ].map((name): [object, string] => [
    { tracing: 'opentelemetry', ...plain(name) },
    `tracing and environment.${name} both set how traces are sent; leave one out`,
  ]),
  ...['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_SERVICE_NAME', 'OTEL_TRACES_SAMPLER'].map(
    (name): [object, string] => [
      { tracing: 'opentelemetry', ...stored(name) },
      `secrets.${name} would override a variable that the stack sets; use another name`,
    ],
  ),
])('the value of %j would be lost', (fields, message) => {
  expect(validateServices([{ ...web, ...fields }])).toEqual([
    `services.ts: service "web": ${message}`,
  ]);
});

test.each([
  { environment: { PORT: '80' }, port: 80 },
  { environment: { DRAIN_SECONDS: '5' }, drainSeconds: 5 },
  { environment: { DRAIN_SECONDS: '4', INDEX_HTML: 'x', AWS_XRAY_TRACING_NAME: 'x' } },
])('%j is what the stack sets, or does not set', (fields) => {
  expect(validateServices([{ ...web, ...fields }])).toEqual([]);
});

test.each([
  { tracing: 'opentelemetry', ...stored('OTEL_EXPORTER_OTLP_HEADERS') },
  stored('OTEL_EXPORTER_OTLP_ENDPOINT'),
  { tracing: 'opentelemetry', ...plain('OTEL_TRACES_SAMPLER') },
])('%j is right', (fields) => {
  expect(validateServices([{ ...web, ...fields }])).toEqual([]);
});
