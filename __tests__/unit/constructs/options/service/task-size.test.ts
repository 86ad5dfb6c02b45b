import type { Size } from '../../../../../constructs/options/service/fargate-sizes';
import { resolveServices } from '../../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../../constructs/options/service/service-options';
import {
  requiredSize,
  sidecarSize,
  taskSizeWithoutDaemon,
} from '../../../../../constructs/options/service/task-size';
import { validateServicesOnAws } from '../../../../../constructs/validation/service-on-aws-checks';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const cache = { name: 'cache', image: { folder: 'containers/api' } };
const resolved = (more: Partial<ServiceOptions> = {}) => {
  const [service] = resolveServices([{ ...web, ...more }]);
  if (!service) throw new Error('there is no service');
  return service;
};
const size = (cpuUnits: number, memoryMiB: number): Size => ({ cpuUnits, memoryMiB });

test('containers beside a service, and X-Ray, take their share', () => {
  expect(sidecarSize(resolved())).toEqual(size(0, 0));
  expect(sidecarSize(resolved({ tracing: 'xray' }))).toEqual(size(32, 256));
  expect(sidecarSize(resolved({ tracing: 'opentelemetry' }))).toEqual(size(64, 256));
  const sidecars = [cache, { ...cache, name: 'two', cpuUnits: 100, memoryMiB: 200 }];
  expect(sidecarSize(resolved({ sidecars, tracing: 'xray' }))).toEqual(size(164, 584));
});

test('a service needs room for itself, its folders in memory and what is beside it', () => {
  expect(requiredSize(resolved())).toEqual(size(128, 256));
  const more = { tmpfs: { '/a': 100, '/b': { sizeMiB: 50 } }, sidecars: [cache] };
  expect(requiredSize(resolved(more))).toEqual(size(160, 470));
});

test.each<[Partial<ServiceOptions>, Size]>([
  [{}, size(256, 512)],
  [{ tracing: 'xray' }, size(256, 512)],
  [{ tracing: 'opentelemetry' }, size(256, 512)],
  [{ tracing: 'xray', sidecars: [cache] }, size(256, 1024)],
  [{ sidecars: [{ ...cache, cpuUnits: 129 }] }, size(512, 1024)],
  [{ cpuUnits: 512 }, size(512, 1024)],
  [{ memoryMiB: 4096 }, size(512, 4096)],
  [{ cpuUnits: 300, memoryMiB: 700 }, size(300, 700)],
  [{ cpuUnits: 300 }, size(300, 512)],
])('a service with %j has %j', (more, expected) => {
  expect(resolved(more)).toMatchObject(expected);
});

test("a task is smaller where X-Ray's daemon is on each host", () => {
  const sidecars = [cache];
  const traced = resolved({ tracing: 'xray', sidecars });
  expect(taskSizeWithoutDaemon(traced, false)).toEqual(size(256, 1024));
  expect(taskSizeWithoutDaemon(traced, true)).toEqual(size(224, 768));
  expect(taskSizeWithoutDaemon(resolved({ sidecars }), true)).toEqual(size(256, 512));
  const collected = resolved({ tracing: 'opentelemetry', sidecars });
  expect(taskSizeWithoutDaemon(collected, true)).toEqual(size(256, 1024));
});

const problems = (more: Partial<ServiceOptions>) => validateServicesOnAws([resolved(more)], true);

test('containers that leave nothing to that of the service are an error', () => {
  const sidecars = [{ ...cache, cpuUnits: 256, memoryMiB: 448 }];
  expect(problems({ cpuUnits: 256, memoryMiB: 512, sidecars })).toEqual([
    'services.ts: service "web": its sidecars need 256 of its 256 CPU units, which leaves none for its own container; leave out cpuUnits and memoryMiB to get 512 and 1024',
    'services.ts: service "web": its sidecars need 448 MiB of its 512, and its tmpfs 64, which leaves none for its own container; leave out cpuUnits and memoryMiB to get 512 and 1024',
  ]);
  const fitting = [{ ...cache, cpuUnits: 255, memoryMiB: 447 }];
  expect(problems({ cpuUnits: 256, memoryMiB: 512, sidecars: fitting })).toEqual([]);
});

test('containers for which Fargate has no size are an error', () => {
  const sidecars = [{ ...cache, memoryMiB: 249_856 }];
  expect(problems({ sidecars })).toContainEqual(
    'services.ts: service "web": its sidecars need 249856 MiB of its 512, and its tmpfs 64, which leaves none for its own container; Fargate has no size that is large enough',
  );
});
