import type { ResolvedEc2Capacity } from '../options/environment/ec2-capacity-options';
import type { Size } from '../options/service/fargate-sizes';
import { maxTaskCount, type ResolvedService } from '../options/service/resolved-service';
import { taskSizeWithoutDaemon } from '../options/service/task-size';
import { traceReceivers } from '../options/service/tracing';
import type { InstanceCapacity } from './instance-capacity';

/** Capacity of an instance for tasks. */
export interface AvailableCapacity extends Size {
  /** Network interfaces for tasks; infinite if tasks share the interface of the instance. */
  readonly interfaces: number;
}

export type LimitingResource = 'CPU units' | 'memory' | 'network interfaces';

/** Whether X-Ray's daemon runs once on each instance. The OpenTelemetry collector always runs in each task. */
export function hasXrayDaemon(
  { xray }: Pick<ResolvedEc2Capacity, 'xray'>,
  services: readonly Pick<ResolvedService, 'tracing'>[],
): boolean {
  return xray === 'daemon' && services.some(({ tracing }) => tracing === 'xray');
}

/** Capacity of an empty instance of a type, without the share of the X-Ray daemon. */
export function availableCapacity(
  instance: InstanceCapacity,
  ec2Capacity: Pick<ResolvedEc2Capacity, 'networkMode' | 'eniTrunking'>,
  hasDaemon: boolean,
): AvailableCapacity {
  const { networkMode, eniTrunking } = ec2Capacity;
  const daemon = hasDaemon ? traceReceivers.xray.size : { cpuUnits: 0, memoryMiB: 0 };
  // The instance uses one itself: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
  const ownInterfaces = instance.networkInterfaces - 1;
  // For a type without trunking the setting has no effect.
  const interfaces = eniTrunking ? (instance.trunkedInterfaces ?? ownInterfaces) : ownInterfaces;
  return {
    cpuUnits: instance.cpuUnits - daemon.cpuUnits,
    memoryMiB: instance.usableMemoryMiB - daemon.memoryMiB,
    interfaces: networkMode === 'awsvpc' ? interfaces : Number.POSITIVE_INFINITY,
  };
}

/** How many tasks of a size fit on an instance, and which resource limits them. */
export function tasksPerInstance(
  task: Size,
  available: AvailableCapacity,
): { count: number; limit: LimitingResource } {
  const counts: [LimitingResource, number][] = [
    ['CPU units', Math.floor(available.cpuUnits / task.cpuUnits)],
    ['memory', Math.floor(available.memoryMiB / task.memoryMiB)],
    ['network interfaces', available.interfaces],
  ];
  const [limit, count] = counts.reduce((lowest, entry) => (entry[1] < lowest[1] ? entry : lowest));
  return { count: Math.max(0, count), limit };
}

/**
 * Number of instances for all tasks, placing the largest first; infinite if a task fits on no instance.
 *
 * @param count number of tasks of a service; by default the maximum that it can have.
 */
export function instancesNeeded(
  services: readonly ResolvedService[],
  available: AvailableCapacity,
  hasDaemon: boolean,
  count: (service: ResolvedService) => number = maxTaskCount,
): number {
  const tasks = services
    .map((service) => ({ size: taskSizeWithoutDaemon(service, hasDaemon), count: count(service) }))
    .sort((a, b) => b.size.memoryMiB - a.size.memoryMiB || b.size.cpuUnits - a.size.cpuUnits);
  const instances: { -readonly [field in keyof AvailableCapacity]: number }[] = [];
  for (const { size, count } of tasks) {
    let remaining = count;
    // Each step places all tasks of a service that fit on an instance, so the running time does not depend on the number of
    // tasks.
    for (const instance of instances) remaining -= placeTasks(instance, size, remaining);
    while (remaining > 0) {
      const instance = { ...available };
      const placed = placeTasks(instance, size, remaining);
      if (placed === 0) return Number.POSITIVE_INFINITY;
      instances.push(instance);
      remaining -= placed;
    }
  }
  return instances.length;
}

/** Places up to `maxCount` tasks on an instance, and returns how many. */
function placeTasks(
  instance: { -readonly [field in keyof AvailableCapacity]: number },
  size: Size,
  maxCount: number,
): number {
  const count = Math.min(maxCount, tasksPerInstance(size, instance).count);
  instance.cpuUnits -= count * size.cpuUnits;
  instance.memoryMiB -= count * size.memoryMiB;
  instance.interfaces -= count;
  return count;
}
