import type { HostsDescription } from '../options/environment/ec2-capacity-options';
import type { Size } from '../options/service/fargate-sizes';
import type { ResolvedService } from '../options/service/resolve-services';
import { mostTasks } from '../options/service/task-count';
import { sizeBesideDaemon, xraySize } from '../options/service/task-size';
import type { HostType } from './instance-capacity';

/** What a host has for tasks, and what limits how many fit. */
export interface Room extends Size {
  /** Network interfaces for tasks; infinite where tasks share that of the host. */
  readonly interfaces: number;
}

export type Limit = 'CPU units' | 'memory' | 'network interfaces';

/** What a host of a type has for tasks. */
export function roomOf(type: HostType, hosts: HostsDescription, hasDaemon: boolean): Room {
  const { networkMode = 'bridge', eniTrunking = false } = hosts;
  const daemon = hasDaemon ? xraySize : { cpuUnits: 0, memoryMiB: 0 };
  // One is the host's own: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
  const own = type.networkInterfaces - 1;
  // A type without a trunk has as many as without the setting.
  const interfaces = eniTrunking ? (type.trunkedInterfaces ?? own) : own;
  return {
    cpuUnits: type.cpuUnits - daemon.cpuUnits,
    memoryMiB: type.usableMemoryMiB - daemon.memoryMiB,
    interfaces: networkMode === 'awsvpc' ? interfaces : Number.POSITIVE_INFINITY,
  };
}

/** How many tasks of a size fit an empty host, and what ends it. */
export function tasksPerHost(task: Size, room: Room): { count: number; limit: Limit } {
  const counts: [Limit, number][] = [
    ['CPU units', Math.floor(room.cpuUnits / task.cpuUnits)],
    ['memory', Math.floor(room.memoryMiB / task.memoryMiB)],
    ['network interfaces', room.interfaces],
  ];
  const [limit, count] = counts.reduce((least, one) => (one[1] < least[1] ? one : least));
  return { count: Math.max(0, count), limit };
}

/**
 * How many hosts take so many tasks of each service, when the largest are placed first; each must fit a host.
 *
 * @param count how many of a service: the most that there can ever be.
 */
export function hostsNeeded(
  services: readonly ResolvedService[],
  room: Room,
  hasDaemon: boolean,
  count: (service: ResolvedService) => number = mostTasks,
): number {
  const tasks = services
    .map((service) => ({ size: sizeBesideDaemon(service, hasDaemon), count: count(service) }))
    .sort((a, b) => b.size.memoryMiB - a.size.memoryMiB || b.size.cpuUnits - a.size.cpuUnits);
  const hosts: { -readonly [field in keyof Room]: number }[] = [];
  for (const { size, count } of tasks) {
    let left = count;
    // All of a service go to the hosts in turn, so that their number does not matter for the time.
    for (const host of hosts) left -= take(host, size, left);
    while (left > 0) {
      const host = { ...room };
      const taken = take(host, size, left);
      if (taken === 0) return Number.POSITIVE_INFINITY;
      hosts.push(host);
      left -= taken;
    }
  }
  return hosts.length;
}

/** Places up to so many tasks on a host; returns how many. */
function take(host: { -readonly [field in keyof Room]: number }, size: Size, most: number): number {
  const count = Math.min(most, tasksPerHost(size, host).count);
  host.cpuUnits -= count * size.cpuUnits;
  host.memoryMiB -= count * size.memoryMiB;
  host.interfaces -= count;
  return count;
}
