import { hostTypes } from '../ec2/instance-capacity';
import { hostsNeeded, roomOf, tasksPerHost } from '../ec2/task-packing';
import type { HostsDescription } from '../options/environment/ec2-capacity-options';
import type { ResolvedEnvironment } from '../options/environment/environment-options';
import { resolveHosts } from '../options/environment/resolved-ec2-capacity';
import { fewestTasks, mostTasks } from '../options/service/task-count';
import { sizeBesideDaemon } from '../options/service/task-size';

/** How many tasks fit a host of each type, and how many hosts the fewest and the most tasks need, as lines for the eyes. */
export function shownHosts({ services }: ResolvedEnvironment, hosts: HostsDescription): string[] {
  const { minHosts, maxHosts, targetPercent, spotPercent, networkMode, xray } = resolveHosts(hosts);
  const hasDaemon = xray === 'daemon' && services.some(({ tracing }) => tracing);
  const spot = spotPercent > 0 ? `, ${spotPercent} percent Spot` : '';
  const lines = hostTypes(hosts).map((type) => {
    const room = roomOf(type, hosts, hasDaemon);
    const each = services.map((service) => {
      const { count, limit } = tasksPerHost(sizeBesideDaemon(service, hasDaemon), room);
      return `${count} of ${service.name} (by ${limit})`;
    });
    const least = hostsNeeded(services, room, hasDaemon, fewestTasks);
    const most = hostsNeeded(services, room, hasDaemon);
    const deployed = hostsNeeded(services, room, hasDaemon, (service) => 2 * mostTasks(service));
    // As many as ECS keeps, so that so much of all is taken, and no more than there may be.
    const wanted = Math.max(minHosts, Math.ceil((100 * least) / targetPercent));
    const kept = Math.min(maxHosts, wanted);
    return `  ${type.name.padEnd(12)}${room.cpuUnits} CPU units, about ${room.memoryMiB} MiB for tasks: ${each.join(', ')}; the fewest tasks need ${least} (${kept} with targetPercent ${targetPercent}), the most ${most}, and ${deployed} while all are deployed`;
  });
  return [
    `Hosts of stack ec2, ${minHosts} to ${maxHosts}${spot}, tasks in mode ${networkMode}; a host alone takes`,
    ...lines,
  ];
}
