import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { physicalName } from '../../../../constructs/terraform/physical-name';
import { validateServicesOnAws } from '../../../../constructs/validation/service-on-aws-checks';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const problems = (...services: ServiceOptions[]) =>
  validateServicesOnAws(resolveServices(services), true);

test('a name that fits stays, a longer one keeps its beginning and differs by a hash', () => {
  expect(physicalName('magicnight', 32)).toBe('magicnight');
  const [one, two] = ['a', 'b'].map((end) =>
    physicalName(`magicnight-fargate-a-long-service-${end}`, 32),
  );
  expect(one).toMatch(/^magicnight-fargate-a-long-[0-9a-f]{6}$/);
  expect(one).not.toBe(two);
  expect(physicalName(`${'a'.repeat(24)}-${'b'.repeat(20)}`, 32)).toMatch(/^a{24}-[0-9a-f]{6}$/);
});

test.each<[Partial<ServiceOptions>, string]>([
  [
    { environment: { BIG: 'x'.repeat(70_000) } },
    'services.ts: service "web": its task definition would have 71899 bytes, but 65536 are allowed; remove at least 6586 bytes from environment.BIG (70002 bytes as JSON), or build them into the image',
  ],
  [
    { routes: [{ path: '/', host: 'localhost' }] },
    'services.ts: service "web": the host of route "localhost/" must end with a dot and letters, as a load balancer requires; write for example "shop.example"',
  ],
  [
    { port: 80 },
    'services.ts: service "web": port must be 1024 or more: a container has no right to a lower one, got 80; let the program in the image listen on 8080, for example, and set port: 8080',
  ],
  [
    { port: 2000, tracing: 'xray' },
    `services.ts: service "web": port must not be a port of X-Ray's daemon, got 2000; write for example 8080`,
  ],
  ...[4317, 4318].map((port): [Partial<ServiceOptions>, string] => [
    { port, tracing: 'opentelemetry' },
    `services.ts: service "web": port must not be a port of the OpenTelemetry collector, got ${port}; write for example 8080`,
  ]),
  [
    { scaling: { minTasks: 0 } },
    'services.ts: service "web": scaling.minTasks must be at least 1, got 0; to stop the service, set tasks: 0 instead of scaling',
  ],
])('%j is an error', (fields, message) => {
  const [problem = ''] = problems({ ...web, ...fields });
  const stable = problem
    .replace(/would have \d+ bytes/, 'would have 71899 bytes')
    .replace(/shorten by \d+ bytes/, 'shorten by 1 bytes');
  expect(stable).toBe(message);
});

test('only the ports of what receives the traces of a service are taken', () => {
  expect(problems({ ...web, port: 2000 })).toEqual([]);
  expect(problems({ ...web, port: 2000, tracing: 'opentelemetry' })).toEqual([]);
  expect(problems({ ...web, port: 4318, tracing: 'xray' })).toEqual([]);
});

test('a size that Fargate does not have is an error', () => {
  expect(problems({ ...web, cpuUnits: 1024, memoryMiB: 512 })).toEqual(
    [
      'services.ts: service "web": Fargate does not support 512 MiB with 1024 CPU units; memoryMiB can be 2048, 3072, 4096, 5120, 6144, 7168, 8192',
    ].map((text) => text.replace(', 8192', ' or 8192')),
  );
});
