import { inspect } from 'node:util';
import { validateServices } from '../../../../../constructs/options/service/service-checks';
import { inExampleFolder } from '../../../../support/in-folder';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const cache = { name: 'cache', image: { folder: 'containers/api' } };
const problems = (sidecars: unknown, more: object = {}) =>
  validateServices([{ ...web, sidecars, ...more }]);
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...cache, name: `cache-${index}` }));

test.each([
  { cpuUnits: 2, memoryMiB: 6, tmpfs: { '/tmp': 6 } },
  { cpuUnits: 32_768, memoryMiB: 249_856 },
  { waitFor: 'healthy', healthCheck: { command: ['true'] } },
  { waitFor: 'success', essential: false },
  { waitFor: 'start', essential: true, user: '1000', secrets: { A: { secret: 'a' } } },
  { name: 'abcdefghijklmnopqrst' },
])('a sidecar with %j is right', (fields) => {
  expect(problems([{ ...cache, ...fields }])).toEqual([]);
});

test.each<[object, string]>([
  [{ cpuUnits: 1 }, 'cpuUnits must be a whole number from 2 to 32768, got 1'],
  [{ cpuUnits: 32_769 }, 'cpuUnits must be a whole number from 2 to 32768, got 32769'],
  [{ memoryMiB: 5 }, 'memoryMiB must be a whole number from 6 to 249856, got 5'],
  [{ memoryMiB: '64' }, 'memoryMiB must be a whole number from 6 to 249856, got "64"'],
  [{ essential: null }, 'essential must be true or false, got null'],
  [{ writableRoot: 0 }, 'writableRoot must be true or false, got 0'],
  [
    { tmpfs: { '/tmp': 129 } },
    'tmpfs["/tmp"] must be a whole number from 1 to 128 (memoryMiB), got 129',
  ],
  [{ environment: { PORT: 1 } }, 'environment.PORT must be a string, got 1; write "1"'],
  [
    { secrets: { A: { parameter: 1 } } },
    'secrets.A.parameter must be the name of a parameter: words of letters, digits and . _ -, each with a slash before it if there are several, at most 1011 characters, got 1',
  ],
  [
    { port: 80 },
    'a sidecar has no field "port"; there are name, image, command, entryPoint, environment, secrets, healthCheck, user, writableRoot, tmpfs, initProcess, cpuUnits, memoryMiB, essential, waitFor',
  ],
  [
    { image: { folder: 'containers/ap' } },
    'image.folder must be a folder with Dockerfile, got "containers/ap"; did you mean "containers/api"?',
  ],
  [
    { waitFor: 'healty', healthCheck: { command: ['true'] } },
    'waitFor must be "start" or "healthy" or "success", got "healty"; did you mean "healthy"?',
  ],
  [{ waitFor: 'healthy' }, 'waitFor: "healthy" needs a healthCheck: ECS ignores that of the image'],
  [
    { waitFor: 'success', essential: true },
    'waitFor: "success" cannot be combined with essential: true, which stops the task when the sidecar exits; leave out essential',
  ],
])('a sidecar with %j is an error', (fields, message) => {
  const found = inExampleFolder(() => problems([{ ...cache, ...fields }]));
  expect(found).toEqual([`services.ts: service "web": sidecar "cache": ${message}`]);
});

const nameRule =
  'name must be lower-case letters, digits and single hyphens, start with a letter and have at most 20 characters';

test.each<[unknown, string]>([
  ['Cache', `sidecar "Cache": ${nameRule}, got "Cache"`],
  [
    'abcdefghijklmnopqrstu',
    `sidecar "abcdefghijklmnopqrstu": ${nameRule}, got "abcdefghijklmnopqrstu"`,
  ],
  [undefined, `sidecar 1: ${nameRule}, got undefined`],
  [7, `sidecar 1: ${nameRule}, got 7`],
  ['web', 'sidecar "web": another container of the task has the name "web"; use another name'],
  [
    'xray-daemon',
    'sidecar "xray-daemon": another container of the task has the name "xray-daemon"; use another name',
  ],
])('a sidecar of name %p is an error', (name, message) => {
  expect(problems([{ ...cache, name }])).toEqual([`services.ts: service "web": ${message}`]);
});

test.each<[unknown, string]>([
  ...[null, {}, 'cache', new Map()].map((value): [unknown, string] => [
    value,
    `sidecars must be an array, got ${typeof value === 'string' ? `"${value}"` : inspect(value)}; write for example [{ name: 'cache', image: { folder: 'containers/cache' } }]`,
  ]),
  [Array(1), 'sidecar 1: a sidecar must be an object, got undefined'],
  [['cache'], 'sidecar 1: a sidecar must be an object, got "cache"'],
  [
    [cache, cache],
    'sidecar "cache": another container of the task has the name "cache"; use another name',
  ],
])('sidecars %p are an error', (sidecars, message) => {
  expect(problems(sidecars)).toEqual([`services.ts: service "web": ${message}`]);
});

test('the name of the collector is taken where it runs, for sidecars and for the service', () => {
  const collector = { ...cache, name: 'otel-collector' };
  expect(problems([collector])).toEqual([]);
  expect(problems([collector], { tracing: 'opentelemetry' })).toEqual([
    'services.ts: service "web": sidecar "otel-collector": another container of the task has the name "otel-collector"; use another name',
  ]);
  expect(problems([], { name: 'otel-collector' })).toEqual([]);
  expect(problems([], { name: 'otel-collector', tracing: 'opentelemetry' })).toEqual([
    'services.ts: service "otel-collector": with tracing, the OpenTelemetry collector is a container of the task and has the name "otel-collector"; rename the service',
  ]);
});

test('a task has at most ten containers, that of the service and what receives traces among them', () => {
  const tooMany =
    'services.ts: service "web": a task can have at most 10 containers, got 11; remove sidecars';
  expect(problems(many(9))).toEqual([]);
  expect(problems(many(10))).toEqual([tooMany]);
  expect(problems(many(8), { tracing: 'xray' })).toEqual([]);
  expect(problems(many(9), { tracing: 'xray' })).toEqual([tooMany]);
  expect(problems(many(9), { tracing: 'opentelemetry' })).toEqual([tooMany]);
});
