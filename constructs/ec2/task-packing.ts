import type { Ec2CapacityOptions } from '../options/environment/ec2-capacity-options';
import type { Size } from '../options/service/fargate-sizes';
import type { ResolvedService } from '../options/service/resolve-services';
import { maxTaskCount } from '../options/service/task-count';
import { taskSizeWithoutDaemon, xraySize } from '../options/service/task-size';
import type { InstanceCapacity } from './instance-capacity';

/** What a host has for tasks, and what limits how many fit. */
export interface AvailableCapacity extends Size {
  /** Network interfaces for tasks; infinite where tasks share that of the host. */
  readonly interfaces: number;
}

export type LimitingResource = 'CPU units' | 'memory' | 'network interfaces';

/** What a host of a type has for tasks. */
export function availableCapacity(
  instance: InstanceCapacity,
  ec2Capacity: Ec2CapacityOptions,
  hasDaemon: boolean,
): AvailableCapacity {
  const { networkMode = 'bridge', eniTrunking = false } = ec2Capacity;
  const daemon = hasDaemon ? xraySize : { cpuUnits: 0, memoryMiB: 0 };
  // One is the host's own: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
  const ownInterfaces = instance.networkInterfaces - 1;
  // A type without a trunk has as many as without the setting.
  const interfaces = eniTrunking ? (instance.trunkedInterfaces ?? ownInterfaces) : ownInterfaces;
  return {
    cpuUnits: instance.cpuUnits - daemon.cpuUnits,
    memoryMiB: instance.usableMemoryMiB - daemon.memoryMiB,
    interfaces: networkMode === 'awsvpc' ? interfaces : Number.POSITIVE_INFINITY,
  };
}

/** How many tasks of a size fit an empty host, and what ends it. */
export function tasksPerInstance(
  task: Size,
  available: AvailableCapacity,
): { count: number; limit: LimitingResource } {
  const counts: [LimitingResource, number][] = [
    ['CPU units', Math.floor(available.cpuUnits / task.cpuUnits)],
    ['memory', Math.floor(available.memoryMiB / task.memoryMiB)],
    ['network interfaces', available.interfaces],
  ];
  const [limit, count] = counts.reduce((least, one) => (one[1] < least[1] ? one : least));
  return { count: Math.max(0, count), limit };
}

/**
 * How many hosts take so many tasks of each service, when the largest are placed first; each must fit a host.
 *
 * @param count how many of a service: the most that there can ever be.
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
    let left = count;
    // All of a service go to the hosts in turn, so that their number does not matter for the time.
    for (const instance of instances) left -= placeTasks(instance, size, left);
    while (left > 0) {
      const instance = { ...available };
      const taken = placeTasks(instance, size, left);
      if (taken === 0) return Number.POSITIVE_INFINITY;
      instances.push(instance);
      left -= taken;
    }
  }
  return instances.length;
}

/** Places up to so many tasks on a host; returns how many. */
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
