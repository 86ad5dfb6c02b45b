import { type InstanceCapacity, instanceCapacities } from '../ec2/instance-capacity';
import {
  type AvailableCapacity,
  availableCapacity,
  hasXrayDaemon,
  instancesNeeded,
  tasksPerInstance,
} from '../ec2/task-packing';
import type { ResolvedEc2Capacity } from '../options/environment/ec2-capacity-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { maxTaskCount, type ResolvedService } from '../options/service/resolved-service';
import { taskSizeWithoutDaemon } from '../options/service/task-size';
import { checkSpot } from '../options/service/time-checks';
import { environmentIssues, serviceIssues } from '../options/validation-issues';

/** Validates that the tasks of all services can run on the EC2 instances. */
export function checkTaskPlacement(
  environment: ResolvedEnvironment,
  ec2Capacity: ResolvedEc2Capacity,
  all: string[],
): void {
  const issues = environmentIssues(`${environment.name}.ec2`, all);
  const { services, network } = environment;
  const { networkMode, maxHosts, spotPercent } = ec2Capacity;
  if (networkMode === 'awsvpc' && network.publicTasks) {
    issues.report(
      'networkMode must be "bridge" with publicTasks, got "awsvpc": on EC2, such tasks cannot have public addresses; set networkMode: \'bridge\' or use a NAT gateway',
    );
  }
  const instances = instanceCapacities(ec2Capacity);
  const hasDaemon = hasXrayDaemon(ec2Capacity, services);
  let allFit = true;
  for (const service of services) {
    checkSpot(
      serviceIssues(service.name, issues.all),
      service,
      `environments.${environment.name}.ec2.spotPercent`,
      spotPercent,
    );
    if (service.architecture !== instances[0]?.architecture) {
      issues.report(
        `instanceTypes must be for ${service.architecture}, for which service "${service.name}" is built, got ${instances[0]?.name} (${instances[0]?.architecture}); use other instance types or change architecture in services.ts`,
      );
    }
    for (const instance of instances) {
      const issue = placementIssue(service, instance, ec2Capacity, hasDaemon);
      const way = `set a smaller size, or false, in environments.${environment.name}.services.${service.name}`;
      if (issue) issues.report(`${issue}, or ${way}`);
      if (issue) allFit = false;
    }
  }
  if (!allFit) return;
  for (const instance of instances) {
    // During a deployment, ECS starts a new task before it stops an old one.
    const deployed = (service: ResolvedService) => maxTaskCount(service) + 1;
    const available = availableCapacity(instance, ec2Capacity, hasDaemon);
    const needed = instancesNeeded(services, available, hasDaemon, deployed);
    if (needed <= maxHosts) continue;
    const tasks = services.reduce((sum, service) => sum + maxTaskCount(service), 0);
    issues.report(
      `maxHosts must be at least ${needed}: the services can have ${tasks} tasks (the sum of maxTasks), and one more of each during its deployment, which need ${needed} instances of ${instance.name}, got ${maxHosts}; set maxHosts: ${needed}, use larger instance types or reduce maxTasks, for this environment alone in environments.${environment.name}.services${awsvpcHint(available)}`,
    );
    return;
  }
}

/** A hint that in mode `awsvpc`, network interfaces limit the number of tasks on an instance. */
function awsvpcHint({ interfaces }: AvailableCapacity): string {
  if (interfaces === Number.POSITIVE_INFINITY) return '';
  return `; with networkMode "awsvpc" an instance has network interfaces for ${interfaces} tasks, with "bridge" only its CPU and memory limit the number`;
}

/** The issue if an instance is too small for a single task of a service; `undefined` if one fits. */
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
    return `instanceTypes has ${instance.name}, which has no network interface for a task of service "${service.name}"; set networkMode: 'bridge' or use larger instance types`;
  }
  return `instanceTypes has ${instance.name}, which has ${available.cpuUnits} CPU units and about ${available.memoryMiB} MiB for tasks, but a task of service "${service.name}" needs ${task.cpuUnits} and ${task.memoryMiB} MiB; use larger instance types`;
}
