import { instanceCapacities } from '../../../../constructs/ec2/instance-capacity';
import {
  availableCapacity,
  instancesNeeded,
  tasksPerInstance,
} from '../../../../constructs/ec2/task-packing';
import {
  type Ec2CapacityOptions,
  resolveEc2Capacity,
} from '../../../../constructs/options/environment/ec2-capacity-options';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const typeOf = (instanceType: NonNullable<Ec2CapacityOptions['instanceTypes']>[number]) => {
  const [type] = instanceCapacities({ instanceTypes: [instanceType] });
  if (!type) throw new Error('the type is not known');
  return type;
};
const capacityOf = (name: string, ec2Capacity: Ec2CapacityOptions = {}, hasDaemon = false) =>
  availableCapacity(typeOf(name), resolveEc2Capacity(ec2Capacity), hasDaemon);
const described = { name: 'm9g.large', vcpus: 2, memoryMiB: 8192, networkInterfaces: 3 };

test('a described type has the facts of its options', () => {
  expect(typeOf(described)).toEqual({
    name: 'm9g.large',
    cpuUnits: 2048,
    usableMemoryMiB: 7567,
    networkInterfaces: 3,
    trunkedInterfaces: undefined,
    architecture: 'arm64',
  });
  expect(typeOf({ ...described, architecture: 'x86_64' }).architecture).toBe('x86_64');
  expect(instanceCapacities(resolveEc2Capacity({})).map(({ name }) => name)).toEqual(['t3.small']);
});

test('the X-Ray daemon uses a part of each instance', () => {
  expect(capacityOf('m5.large')).toMatchObject({ cpuUnits: 2048, memoryMiB: 7567 });
  expect(capacityOf('m5.large', {}, true)).toMatchObject({ cpuUnits: 2016, memoryMiB: 7311 });
});

test.each<[string, Ec2CapacityOptions, number]>([
  ['m5.large', {}, Number.POSITIVE_INFINITY],
  ['m5.large', { eniTrunking: true }, Number.POSITIVE_INFINITY],
  ['m5.large', { networkMode: 'awsvpc' }, 2],
  ['m5.large', { networkMode: 'awsvpc', eniTrunking: true }, 10],
  // Without trunking support the setting has no effect.
  ['t3.small', { networkMode: 'awsvpc', eniTrunking: true }, 2],
])('%s with %j has %d interfaces for tasks', (name, ec2Capacity, interfaces) => {
  expect(capacityOf(name, ec2Capacity).interfaces).toBe(interfaces);
});

test.each([
  [
    { cpuUnits: 1024, memoryMiB: 100 },
    { count: 2, limit: 'CPU units' },
  ],
  [
    { cpuUnits: 1025, memoryMiB: 100 },
    { count: 1, limit: 'CPU units' },
  ],
  [
    { cpuUnits: 256, memoryMiB: 7567 },
    { count: 1, limit: 'memory' },
  ],
  [
    { cpuUnits: 256, memoryMiB: 7568 },
    { count: 0, limit: 'memory' },
  ],
  [
    { cpuUnits: 256, memoryMiB: 512 },
    { count: 2, limit: 'network interfaces' },
  ],
])('an instance fits tasks of %j: %j', (task, expected) => {
  expect(tasksPerInstance(task, capacityOf('m5.large', { networkMode: 'awsvpc' }))).toEqual(
    expected,
  );
});

const needed = (services: ServiceOptions[], name = 'm5.large', hasDaemon = false) =>
  instancesNeeded(resolveServices(services), capacityOf(name, {}, hasDaemon), hasDaemon);

test('instances are for the maximum number of tasks, including schedules', () => {
  // Eight tasks of 256 CPU units fit on an instance.
  expect(needed([{ ...web, tasks: 0 }])).toBe(0);
  expect(needed([{ ...web, tasks: 8 }])).toBe(1);
  expect(needed([{ ...web, tasks: 9 }])).toBe(2);
  expect(needed([{ ...web, scaling: { maxTasks: 16 } }])).toBe(2);
  const schedules = [{ name: 'rush', cron: '0 7 ? * *', minTasks: 2, maxTasks: 17 }];
  expect(needed([{ ...web, scaling: { maxTasks: 16, schedules } }])).toBe(3);
});

test('small tasks fill what large ones leave', () => {
  const large = {
    ...web,
    name: 'large',
    routes: ['/large'],
    cpuUnits: 1024,
    memoryMiB: 6144,
    tasks: 1,
  };
  expect(needed([large])).toBe(1);
  expect(needed([{ ...web, tasks: 2 }, large])).toBe(1);
  expect(needed([{ ...web, tasks: 3 }, large])).toBe(2);
});

test('tasks are smaller if each instance has an X-Ray daemon', () => {
  const traced: ServiceOptions = { ...web, tracing: 'xray', tasks: 9 };
  expect(needed([traced])).toBe(2);
  expect(needed([traced], 'm5.large', true)).toBe(1);
});

test('for a task that fits on no instance no number is enough', () => {
  expect(needed([{ ...web, memoryMiB: 2048 }], 't3.small')).toBe(Number.POSITIVE_INFINITY);
});
