import { type InstanceCapacity, instanceCapacities } from '../ec2/instance-capacity';
import {
  type AvailableCapacity,
  availableCapacity,
  instancesNeeded,
  tasksPerInstance,
} from '../ec2/task-packing';
import type { ResolvedEc2Capacity } from '../options/environment/ec2-capacity-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { isExistingNetwork } from '../options/environment/resolved-network';
import { maxTaskCount, type ResolvedService } from '../options/service/resolved-service';
import { taskSizeWithoutDaemon } from '../options/service/task-size';
import { checkSpot } from '../options/service/time-checks';
import { ValidationIssues } from '../options/validation-issues';
import { checkInstanceAddresses } from './ip-address-checks';

/** Adds what is wrong with the services of a site on hosts that are right by themselves. */
export function checkTaskPlacement(
  issues: ValidationIssues,
  environment: ResolvedEnvironment,
  ec2Capacity: ResolvedEc2Capacity,
): void {
  const { services, network } = environment;
  const { networkMode, maxHosts, spotPercent } = ec2Capacity;
  if (networkMode === 'awsvpc' && network.publicTasks) {
    issues.report(
      'on hosts tasks with networkMode "awsvpc" get no public addresses (publicTasks); write networkMode: \'bridge\', or a NAT gateway',
    );
  }
  if (!isExistingNetwork(network))
    checkInstanceAddresses(issues, { ...environment, ec2Capacity }, network);
  const instances = instanceCapacities(ec2Capacity);
  const hasDaemon = ec2Capacity.xray === 'daemon' && services.some(({ tracing }) => tracing);
  let allFit = true;
  for (const service of services) {
    const own = new ValidationIssues(`ec2: service "${service.name}"`, issues.all);
    checkSpot(own, { ...service, spotPercent });
    if (service.architecture !== instances[0]?.architecture) {
      own.report(
        `it is built for ${service.architecture}, and hosts of ${instances[0]?.name} are ${instances[0]?.architecture}; write another architecture or other instanceTypes`,
      );
    }
    for (const instance of instances) {
      const issue = placementIssue(service, instance, ec2Capacity, hasDaemon);
      if (issue) own.report(issue);
      if (issue) allFit = false;
    }
  }
  if (!allFit) return;
  for (const instance of instances) {
    // No old task goes before there is room for a new one.
    const deployed = (service: ResolvedService) => maxTaskCount(service) + 1;
    const available = availableCapacity(instance, ec2Capacity, hasDaemon);
    const needed = instancesNeeded(services, available, hasDaemon, deployed);
    if (needed <= maxHosts) continue;
    const tasks = services.reduce((sum, service) => sum + maxTaskCount(service), 0);
    issues.report(
      `the services may have ${tasks} tasks (the sum of maxTasks), and one more of each while it is deployed, for which ${needed} hosts of ${instance.name} are needed, and maxHosts is ${maxHosts}; write maxHosts: ${needed}, larger instanceTypes, or smaller maxTasks${awsvpcHint(available)}`,
    );
    return;
  }
}

/** Of tasks with an interface of their own few go on a host, however much memory it has. */
function awsvpcHint({ interfaces }: AvailableCapacity): string {
  if (interfaces === Number.POSITIVE_INFINITY) return '';
  return `; with networkMode "awsvpc" a host has network interfaces for ${interfaces} tasks, with "bridge" as many fit as it has memory for`;
}

/** What to do about a task that no host of a type takes. */
function placementIssue(
  service: ResolvedEnvironment['services'][number],
  instance: InstanceCapacity,
  ec2Capacity: ResolvedEc2Capacity,
  hasDaemon: boolean,
): string | undefined {
  const task = taskSizeWithoutDaemon(service, hasDaemon);
  const available = availableCapacity(instance, ec2Capacity, hasDaemon);
  const { count, limit } = tasksPerInstance(task, available);
  if (count > 0) return undefined;
  if (limit === 'network interfaces') {
    return `a host of ${instance.name} has no network interface for a task; write networkMode: 'bridge' or larger instanceTypes`;
  }
  return `a task of ${task.cpuUnits} CPU units and ${task.memoryMiB} MiB does not fit a host of ${instance.name}, which has ${available.cpuUnits} and about ${available.memoryMiB} MiB for tasks; write larger instanceTypes`;
}
