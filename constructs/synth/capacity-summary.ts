import { instanceCapacities } from '../ec2/instance-capacity';
import { availableCapacity, instancesNeeded, tasksPerInstance } from '../ec2/task-packing';
import type { Ec2CapacityOptions } from '../options/environment/ec2-capacity-options';
import type { ResolvedEnvironment } from '../options/environment/environment-options';
import { resolveEc2Capacity } from '../options/environment/resolved-ec2-capacity';
import { maxTaskCount, minTaskCount } from '../options/service/task-count';
import { taskSizeWithoutDaemon } from '../options/service/task-size';

/** How many tasks fit a host of each type, and how many hosts the fewest and the most tasks need, as lines for the eyes. */
export function formatEc2Capacity(
  { services }: ResolvedEnvironment,
  ec2Capacity: Ec2CapacityOptions,
): string[] {
  const { minHosts, maxHosts, targetPercent, spotPercent, networkMode, xray } =
    resolveEc2Capacity(ec2Capacity);
  const hasDaemon = xray === 'daemon' && services.some(({ tracing }) => tracing);
  const spot = spotPercent > 0 ? `, ${spotPercent} percent Spot` : '';
  const lines = instanceCapacities(ec2Capacity).map((instance) => {
    const available = availableCapacity(instance, ec2Capacity, hasDaemon);
    const taskCounts = services.map((service) => {
      const { count, limit } = tasksPerInstance(
        taskSizeWithoutDaemon(service, hasDaemon),
        available,
      );
      return `${count} of ${service.name} (by ${limit})`;
    });
    const fewestInstances = instancesNeeded(services, available, hasDaemon, minTaskCount);
    const mostInstances = instancesNeeded(services, available, hasDaemon);
    const instancesDuringDeployment = instancesNeeded(
      services,
      available,
      hasDaemon,
      (service) => 2 * maxTaskCount(service),
    );
    // As many as ECS keeps, so that so much of all is taken, and no more than there may be.
    const desiredInstances = Math.max(minHosts, Math.ceil((100 * fewestInstances) / targetPercent));
    const keptInstances = Math.min(maxHosts, desiredInstances);
    return `  ${instance.name.padEnd(12)}${available.cpuUnits} CPU units, about ${available.memoryMiB} MiB for tasks: ${taskCounts.join(', ')}; the fewest tasks need ${fewestInstances} (${keptInstances} with targetPercent ${targetPercent}), the most ${mostInstances}, and ${instancesDuringDeployment} while all are deployed`;
  });
  return [
    `Hosts of stack ec2, ${minHosts} to ${maxHosts}${spot}, tasks in mode ${networkMode}; a host alone takes`,
    ...lines,
  ];
}
