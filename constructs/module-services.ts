import { TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import type { Account } from './account';
import { ecrPattern } from './ecr-reference';
import { imageReference } from './file-checks';
import { moduleVariable, numberVariable, quotedText, type VariableRule } from './module-variable';
import { mostTasksOfService } from './scaling-checks';
import type { Service, Sidecar } from './service';
import type { TaskImage, TaskImages } from './task-images';

/** The services of a module, with how many tasks they have by variables. */
export function servicesByVariables(scope: Construct, services: readonly Service[]): Service[] {
  return services.map((service) => {
    const { minTasks, maxTasks } = service.isScaled
      ? scaledTasks(scope, service)
      : fixedTasks(scope, service);
    return { ...service, scaling: { ...service.scaling, minTasks, maxTasks } };
  });
}

/** `site_a` for service `site-a`: names of services have no underscores, so that no two have the same word. */
function wordOf({ name }: Pick<Service, 'name'>): string {
  return name.replaceAll('-', '_');
}

function fixedTasks(scope: Construct, service: Service) {
  const name = `${wordOf(service)}_task_count`;
  const tasks = numberVariable(scope, name, {
    default: service.scaling.minTasks,
    description: `How many tasks of ${service.name} there are.`,
    rules: [wholeNumber(name, 0)],
  });
  return { minTasks: tasks, maxTasks: tasks };
}

function scaledTasks(scope: Construct, service: Service) {
  const { name, scaling } = service;
  const [min, max] = [`${wordOf(service)}_min_tasks`, `${wordOf(service)}_max_tasks`];
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
    condition: `var.${name} == floor(var.${name}) && var.${name} >= ${least} && var.${name} <= ${mostTasksOfService}`,
    message: `${name} must be a whole number from ${least} to ${mostTasksOfService}, got \${var.${name}}.`,
  };
}

/** A schedule that moves one bound alone must go with the other. */
function belowSchedules(name: string, { scaling }: Service): VariableRule[] {
  const most = scaling.schedules.filter(({ minTasks }) => minTasks === undefined);
  return most.map((schedule) => ({
    condition: `var.${name} <= ${schedule.maxTasks}`,
    message: `${name} must be at most ${schedule.maxTasks}, the most tasks of schedule "${schedule.name}", got \${var.${name}}.`,
  }));
}

function aboveSchedules(name: string, { scaling }: Service): VariableRule[] {
  const least = scaling.schedules.filter(({ maxTasks }) => maxTasks === undefined);
  return least.map((schedule) => ({
    condition: `var.${name} >= ${schedule.minTasks}`,
    message: `${name} must be at least ${schedule.minTasks}, the fewest tasks of schedule "${schedule.name}", got \${var.${name}}.`,
  }));
}

/** The images of a module: each by a variable. */
export class ModuleImages implements TaskImages {
  private readonly scope: Construct;
  private readonly account: Account;
  private readonly mustBeInEcr: boolean;
  private readonly made = new Map<string, TaskImage>();

  /** @param mustBeInEcr whether tasks reach no other registry. */
  constructor(scope: Construct, account: Account, mustBeInEcr: boolean) {
    this.scope = scope;
    this.account = account;
    this.mustBeInEcr = mustBeInEcr;
  }

  of(service: Service, container: Service | Sidecar): TaskImage {
    // Names have single hyphens only, so that no two images have the same word.
    const own = container === service ? '' : `__${wordOf(container)}`;
    const word = `${wordOf(service)}${own}_image`;
    const image = this.made.get(word) ?? this.imageOf(word, service, container);
    this.made.set(word, image);
    return image;
  }

  private imageOf(name: string, service: Service, container: Service | Sidecar): TaskImage {
    const { image } = container;
    const what =
      container === service
        ? service.name
        : `${container.name}, beside each task of ${service.name}`;
    const reference = moduleVariable(this.scope, name, {
      type: 'string',
      ...('folder' in image ? {} : { default: image.reference }),
      description: `Image of ${what}, with a tag or a digest${'folder' in image ? `; it is built from ${image.folder}` : ''}. For one in ECR the task gets the permission to pull it.`,
      rules: this.rulesOf(name),
    });
    const repository = `${name}_repository_arn`;
    const parts = `concat(regex(${quotedText(ecrPattern)}, var.${name}), ["${this.account.partition}"])`;
    new TerraformLocal(
      this.scope,
      repository,
      `\${try(format("arn:%[4]s:ecr:%[2]s:%[1]s:repository/%[3]s", ${parts}...), null)}`,
    );
    return {
      image: reference,
      repositoryArn: `\${local.${repository}}`,
      isFromRepository: `local.${repository} != null`,
    };
  }

  private rulesOf(name: string): VariableRule[] {
    const version = `can(regex(":[\\\\w.-]+$", replace(var.${name}, "/^[^/]*:\\\\d+\\\\//", "")))`;
    const rule = {
      condition: `can(regex(${quotedText(imageReference.source)}, var.${name})) && ${version} && !endswith(var.${name}, ":latest")`,
      message: `${name} must be the name of an image with a tag other than latest, or with a digest, such as "123456789012.dkr.ecr.eu-central-1.amazonaws.com/magicnight/api:1.0.0", got "\${var.${name}}".`,
    };
    if (!this.mustBeInEcr) return [rule];
    return [
      rule,
      {
        condition: `can(regex(${quotedText(ecrPattern)}, var.${name}))`,
        message: `${name} must be in ECR, since tasks do not reach the internet (network.nat "none"), got "\${var.${name}}"; push it there.`,
      },
    ];
  }
}
