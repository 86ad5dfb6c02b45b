import { type Fields, isLess, isPlainObject, type Problems } from '../problems';
import { cronProblem, isTimeZone } from './cron';

/** Tasks of a service: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const maxTasksPerService = 5000;

const known = [
  ...['minTasks', 'maxTasks', 'cpuPercent', 'memoryPercent', 'requestsPerTaskPerMinute'],
  ...['scaleOutCooldownSeconds', 'scaleInCooldownSeconds', 'schedules'],
];

/** Adds what is wrong with a fixed number of tasks. */
export function checkTasks(problems: Problems, tasks: unknown, { scaling }: Fields): void {
  if (tasks === undefined) return;
  problems.wholeNumber('tasks', tasks, 0, maxTasksPerService);
  if (scaling !== undefined) {
    problems.say(
      'tasks and scaling both say how many tasks there are; leave out tasks, or scaling for a fixed number',
    );
  }
}

/** Adds what is wrong with the scaling of a service. */
export function checkScaling(problems: Problems, value: unknown): void {
  if (value === undefined) return;
  if (!problems.fields('scaling', value, known)) return;
  const { minTasks = 1, maxTasks = 4, schedules } = value;
  problems.wholeNumber('scaling.minTasks', minTasks, 0, maxTasksPerService);
  problems.wholeNumber('scaling.maxTasks', maxTasks, 1, maxTasksPerService);
  const optional = (field: string, least: number, most: number) => {
    const number = value[field];
    if (number !== undefined) problems.wholeNumber(`scaling.${field}`, number, least, most);
  };
  optional('cpuPercent', 1, 100);
  optional('memoryPercent', 1, 100);
  optional('requestsPerTaskPerMinute', 1, 10_000_000);
  // https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
  optional('scaleOutCooldownSeconds', 0, 3600);
  optional('scaleInCooldownSeconds', 0, 3600);
  // A bound that is wrong by itself has its line.
  if (!isLess(maxTasks, 1) && isLess(maxTasks, minTasks)) {
    problems.add(`scaling.maxTasks must be at least minTasks (${minTasks})`, maxTasks);
  }
  checkSchedules(problems, schedules, { owner: 'scaling', minTasks, maxTasks });
}

/** Bounds that may be there when a schedule begins. */
interface Bounds {
  /** Where they are written. */
  readonly owner: string;
  readonly minTasks?: unknown;
  readonly maxTasks?: unknown;
}

function checkSchedules(problems: Problems, schedules: unknown, serviceBounds: Bounds): void {
  if (schedules === undefined) return;
  if (!Array.isArray(schedules)) {
    const instead = "write for example [{ name: 'night', cron: '0 20 * * ?', minTasks: 1 }]";
    problems.add('scaling.schedules must be a list', schedules, instead);
    return;
  }
  const names = new Set<unknown>();
  // Array.from makes holes visible.
  const all: unknown[] = Array.from(schedules);
  const fieldOf = (index: number) => `scaling.schedules[${index}]`;
  const bounds = all.flatMap((schedule, index) =>
    isPlainObject(schedule) ? { ...schedule, owner: fieldOf(index) } : [],
  );
  for (const [index, schedule] of all.entries()) {
    const field = fieldOf(index);
    const fields = ['name', 'cron', 'timeZone', 'minTasks', 'maxTasks'];
    if (!problems.fields(field, schedule, fields)) continue;
    const { name, timeZone = 'UTC' } = schedule;
    if (
      typeof name !== 'string' ||
      !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) ||
      name.length > 40
    ) {
      const rule = `${field}.name must be lower-case letters, digits and single hyphens, at most 40 characters`;
      problems.add(rule, name);
    }
    if (typeof name === 'string' && names.has(name)) {
      problems.say(`${field}.name "${name}" is given twice; write another`);
    }
    names.add(name);
    const problem = cronProblem(schedule.cron);
    if (problem)
      problems.add(
        `${field}.cron ${problem}`,
        schedule.cron,
        'write for example "0 7 ? * MON-FRI"',
      );
    if (!isTimeZone(timeZone)) {
      problems.add(
        `${field}.timeZone must be a name of the time zone database`,
        timeZone,
        'write for example "Europe/Berlin"',
      );
    }
    checkBounds(problems, field, schedule, [serviceBounds, ...bounds]);
  }
}

/**
 * A schedule that names one bound must go with the other, whichever schedule was before it.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-policy-overview.html
 *
 * @param all bounds that may be there before: those of the service and of its schedules.
 */
function checkBounds(
  problems: Problems,
  field: string,
  schedule: Fields,
  all: readonly Bounds[],
): void {
  const { minTasks, maxTasks } = schedule;
  if (minTasks === undefined && maxTasks === undefined) {
    problems.say(`${field} changes nothing; write minTasks, maxTasks or both`);
  }
  if (minTasks !== undefined)
    problems.wholeNumber(`${field}.minTasks`, minTasks, 1, maxTasksPerService);
  if (maxTasks !== undefined)
    problems.wholeNumber(`${field}.maxTasks`, maxTasks, 1, maxTasksPerService);
  if (isLess(maxTasks, 1) || isLess(maxTasksPerService, minTasks)) return;
  if (isLess(maxTasks, minTasks)) {
    problems.add(`${field}.maxTasks must be at least minTasks (${minTasks})`, maxTasks);
  } else if (maxTasks === undefined) {
    const lower = all.find((other) => isLess(other.maxTasks, minTasks));
    if (!lower) return;
    const rule = `${field}.minTasks is more than ${lower.owner}.maxTasks (${lower.maxTasks})`;
    problems.add(rule, minTasks, 'write maxTasks there, too');
  } else if (minTasks === undefined) {
    const higher = all.find((other) => isLess(maxTasks, other.minTasks));
    if (!higher) return;
    const rule = `${field}.maxTasks is less than ${higher.owner}.minTasks (${higher.minTasks})`;
    problems.add(rule, maxTasks, 'write minTasks there, too');
  }
}
