import { instanceCapacities } from '../ec2/instance-capacity';
import {
  availableCapacity,
  hasXrayDaemon,
  instancesNeeded,
  tasksPerInstance,
} from '../ec2/task-packing';
import type { ResolvedEc2Capacity } from '../options/environment/ec2-capacity-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { maxTaskCount, minTaskCount } from '../options/service/resolved-service';
import { taskSizeWithoutDaemon } from '../options/service/task-size';

/**
 * Lines of the summary: tasks that fit on an instance of each type, and how many instances the minimum and the maximum number
 * of tasks need.
 */
export function formatEc2Capacity({
  name,
  services,
  ec2Capacity,
}: ResolvedEnvironment & { readonly ec2Capacity: ResolvedEc2Capacity }): string[] {
  const { minHosts, maxHosts, targetPercent, spotPercent, networkMode } = ec2Capacity;
  const hasDaemon = hasXrayDaemon(ec2Capacity, services);
  const spot = spotPercent > 0 ? `, ${spotPercent} percent Spot` : '';
  const lines = instanceCapacities(ec2Capacity).map((instance) => {
    const available = availableCapacity(instance, ec2Capacity, hasDaemon);
    const taskCounts = services.map((service) => {
      const { count, limit } = tasksPerInstance(
        taskSizeWithoutDaemon(service, hasDaemon),
        available,
      );
      return `${count} of ${service.name} (limited by ${limit})`;
    });
    const fewestInstances = instancesNeeded(services, available, hasDaemon, minTaskCount);
    const mostInstances = instancesNeeded(services, available, hasDaemon);
    const instancesDuringDeployment = instancesNeeded(
      services,
      available,
      hasDaemon,
      (service) => 2 * maxTaskCount(service),
    );
    // ECS keeps enough instances that targetPercent of their capacity is in use, up to the maximum.
    const desiredInstances = Math.max(minHosts, Math.ceil((100 * fewestInstances) / targetPercent));
    const keptInstances = Math.min(maxHosts, desiredInstances);
    return `  ${instance.name.padEnd(12)}${available.cpuUnits} CPU units and about ${available.memoryMiB} MiB for tasks: ${taskCounts.join(', ')}; instances for the minimum number of tasks: ${fewestInstances} (${keptInstances} with targetPercent ${targetPercent}), for the maximum: ${mostInstances}, while all services are deployed: ${instancesDuringDeployment}`;
  });
  return [
    `Instances of ${name}: ${minHosts} to ${maxHosts}${spot}, network mode ${networkMode}. Tasks that fit on one instance if it runs only one service:`,
    ...lines,
  ];
}
