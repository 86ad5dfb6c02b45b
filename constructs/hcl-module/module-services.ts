import type { Construct } from 'constructs';
import type { ResolvedService } from '../options/service/resolve-services';
import { maxTasksPerService } from '../options/service/scaling-checks';
import { numberVariable, type VariableRule } from './module-variable';

/** The services of a module, with how many tasks they have by variables. */
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

/** `site_a` for service `site-a`: names of services have no underscores, so that no two have the same word. */
export function variablePrefix({ name }: Pick<ResolvedService, 'name'>): string {
  return name.replaceAll('-', '_');
}

function fixedTasks(scope: Construct, service: ResolvedService) {
  const name = `${variablePrefix(service)}_task_count`;
  const tasks = numberVariable(scope, name, {
    default: service.scaling.minTasks,
    description: `How many tasks of ${service.name} there are.`,
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
    description: `Fewest tasks of ${name}, however quiet it is. With 0 nothing but a schedule or a person starts the first one.`,
    rules: [wholeNumber(min, 0), ...belowSchedules(min, service)],
  });
  const maxTasks = numberVariable(scope, max, {
    default: scaling.maxTasks,
    description: `Most tasks of ${name}, however busy it is; at least ${min}.`,
    rules: [
      wholeNumber(max, 1),
      {
        condition: `var.${max} >= var.${min}`,
        message: `${max} must be at least ${min} (\${var.${min}}), got \${var.${max}}; write both.`,
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

/** A schedule that moves one bound alone must go with the other. */
function belowSchedules(name: string, { scaling }: ResolvedService): VariableRule[] {
  const most = scaling.schedules.filter(({ minTasks }) => minTasks === undefined);
  return most.map((schedule) => ({
    condition: `var.${name} <= ${schedule.maxTasks}`,
    message: `${name} must be at most ${schedule.maxTasks}, the most tasks of schedule "${schedule.name}", got \${var.${name}}.`,
  }));
}

function aboveSchedules(name: string, { scaling }: ResolvedService): VariableRule[] {
  const least = scaling.schedules.filter(({ maxTasks }) => maxTasks === undefined);
  return least.map((schedule) => ({
    condition: `var.${name} >= ${schedule.minTasks}`,
    message: `${name} must be at least ${schedule.minTasks}, the fewest tasks of schedule "${schedule.name}", got \${var.${name}}.`,
  }));
}
