import { inspect } from 'node:util';
import { validateServices } from '../../../../../constructs/options/service/service-checks';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const problems = (fields: object) => validateServices([{ ...web, ...fields }]);
const sidecar = { name: 'cache', image: { folder: 'containers/api' } };

test.each([
  { architecture: 'arm64' },
  { ephemeralStorageGiB: 21 },
  { ephemeralStorageGiB: 200 },
  { spotPercent: 100 },
  { tracing: 'xray' },
  { tracing: 'opentelemetry' },
  { deployedBy: 'pipeline' },
  { exec: false },
  { exec: true, writableRoot: true, sidecars: [{ ...sidecar, writableRoot: true }] },
  { initProcess: true },
  { cpuUnits: 196_608, memoryMiB: 249_856 },
])('%j is right', (fields) => {
  expect(problems(fields)).toEqual([]);
});

const words =
  (field: string, rule: string) =>
  (value: unknown, instead = ''): [object, string] => [
    { [field]: value },
    `${field} must be ${rule}, got ${typeof value === 'string' ? JSON.stringify(value) : inspect(value)}${instead}`,
  ];
const architecture = words('architecture', '"x86_64" or "arm64"');
const deployedBy = words('deployedBy', '"terraform" or "pipeline"');
const tracing = words('tracing', '"xray" or "opentelemetry"');
const disk = words('ephemeralStorageGiB', 'a whole number from 21 to 200 (every task has 20)');

test.each<[object, string]>([
  // The nearest word would be that of the other processor.
  architecture('amd64', '; write "x86_64"'),
  architecture('AMD64', '; write "x86_64"'),
  architecture('aarch64', '; write "arm64"'),
  architecture('x86-64', '; did you mean "x86_64"?'),
  architecture('riscv'),
  architecture(null),
  architecture(['arm64']),
  deployedBy('pipelines', '; did you mean "pipeline"?'),
  deployedBy(true),
  tracing('x-ray', '; did you mean "xray"?'),
  tracing('open-telemetry', '; did you mean "opentelemetry"?'),
  tracing(true),
  disk(20),
  disk(201),
  disk('30'),
  words('spotPercent', 'a whole number from 0 to 100')(-1),
  words('spotPercent', 'a whole number from 0 to 100')(101),
  words('exec', 'true or false')('yes'),
  words('initProcess', 'true or false')(1),
])('%p is an error', (fields, message) => {
  expect(problems(fields)).toEqual([`services.ts: service "web": ${message}`]);
});

const exec = (closed: string) =>
  `services.ts: service "web": exec needs a writable root file system, where its agent stores files, but it is read-only in ${closed}; set writableRoot: true there, or leave out exec`;

test('commands can be run only in containers that can be written', () => {
  const sidecars = [sidecar];
  expect(problems({ exec: true })).toEqual([exec('its container')]);
  expect(problems({ exec: true, sidecars })).toEqual([exec('its container, sidecar "cache"')]);
  expect(problems({ exec: true, writableRoot: true, sidecars })).toEqual([exec('sidecar "cache"')]);
});
