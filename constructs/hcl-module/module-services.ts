import type { Construct } from 'constructs';
import type { ResolvedService } from '../options/service/resolved-service';
import { maxTasksPerService } from '../options/service/scaling-checks';
import { numberVariable, type VariableRule } from './module-variable';

/** Replaces the numbers of tasks of services by variables. */
export function servicesByVariables(
  scope: Construct,
  services: readonly ResolvedService[],
): ResolvedService[] {
  return services.map((service) => {
    const { minTasks, maxTasks } = service.isScaled
      ? scaledTasks(scope, service)
      : fixedTasks(scope, service);
    return { ...service, scaling: { ...service.scaling, minTasks, maxTasks } };
  });
}

/** `site_a` for service `site-a`. Service names have no underscores, so no two services get the same prefix. */
export function variablePrefix({ name }: Pick<ResolvedService, 'name'>): string {
  return name.replaceAll('-', '_');
}

function fixedTasks(scope: Construct, service: ResolvedService) {
  const name = `${variablePrefix(service)}_task_count`;
  const tasks = numberVariable(scope, name, {
    default: service.scaling.minTasks,
    description: `Number of tasks of ${service.name}.`,
    rules: [wholeNumber(name, 0)],
  });
  return { minTasks: tasks, maxTasks: tasks };
}

function scaledTasks(scope: Construct, service: ResolvedService) {
  const { name, scaling } = service;
  const [min, max] = [
    `${variablePrefix(service)}_min_tasks`,
    `${variablePrefix(service)}_max_tasks`,
  ];
  const minTasks = numberVariable(scope, min, {
    default: scaling.minTasks,
    description: `Minimum number of tasks of ${name}. With 0, only a schedule or a person can start the first task.`,
    rules: [wholeNumber(min, 0), ...belowSchedules(min, service)],
  });
  const maxTasks = numberVariable(scope, max, {
    default: scaling.maxTasks,
    description: `Maximum number of tasks of ${name}, at least ${min}.`,
    rules: [
      wholeNumber(max, 1),
      {
        condition: `var.${max} >= var.${min}`,
        message: `${max} must be at least ${min} (\${var.${min}}), got \${var.${max}}; set both.`,
      },
      ...aboveSchedules(max, service),
    ],
  });
  return { minTasks, maxTasks };
}

function wholeNumber(name: string, least: number): VariableRule {
  return {
    condition: `var.${name} == floor(var.${name}) && var.${name} >= ${least} && var.${name} <= ${maxTasksPerService}`,
    message: `${name} must be a whole number from ${least} to ${maxTasksPerService}, got \${var.${name}}.`,
  };
}

/** A schedule that sets only one bound must be consistent with the other bound. */
function belowSchedules(name: string, { scaling }: ResolvedService): VariableRule[] {
  const most = scaling.schedules.filter(({ minTasks }) => minTasks === undefined);
  return most.map((schedule) => ({
    condition: `var.${name} <= ${schedule.maxTasks}`,
    message: `${name} must be at most ${schedule.maxTasks}, the maxTasks of schedule "${schedule.name}", got \${var.${name}}.`,
  }));
}

function aboveSchedules(name: string, { scaling }: ResolvedService): VariableRule[] {
  const least = scaling.schedules.filter(({ maxTasks }) => maxTasks === undefined);
  return least.map((schedule) => ({
    condition: `var.${name} >= ${schedule.minTasks}`,
    message: `${name} must be at least ${schedule.minTasks}, the minTasks of schedule "${schedule.name}", got \${var.${name}}.`,
  }));
}
