import { type Fields, isLess, isPlainObject, type ValidationIssues } from '../validation-issues';
import { cronIssue, isTimeZone } from './cron';

/** The quota of tasks per service: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const maxTasksPerService = 5000;

const known = [
  ...['minTasks', 'maxTasks', 'cpuPercent', 'memoryPercent', 'requestsPerTaskPerMinute'],
  ...['scaleOutCooldownSeconds', 'scaleInCooldownSeconds', 'schedules'],
];

/** Validates a fixed number of tasks. */
export function checkTasks(issues: ValidationIssues, tasks: unknown, { scaling }: Fields): void {
  if (tasks === undefined) return;
  issues.integer('tasks', tasks, 0, maxTasksPerService);
  if (scaling !== undefined) {
    issues.report(
      'tasks and scaling both set the number of tasks; leave out tasks, or scaling for a fixed number',
    );
  }
}

/** Validates the scaling of a service. */
export function checkScaling(issues: ValidationIssues, value: unknown): void {
  if (value === undefined) return;
  if (!issues.object('scaling', value, known)) return;
  const { minTasks = 1, maxTasks = 4, schedules } = value;
  issues.integer('scaling.minTasks', minTasks, 0, maxTasksPerService);
  issues.integer('scaling.maxTasks', maxTasks, 1, maxTasksPerService);
  const optional = (field: string, least: number, most: number) => {
    const number = value[field];
    if (number !== undefined) issues.integer(`scaling.${field}`, number, least, most);
  };
  optional('cpuPercent', 1, 100);
  optional('memoryPercent', 1, 100);
  optional('requestsPerTaskPerMinute', 1, 10_000_000);
  // https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
  optional('scaleOutCooldownSeconds', 0, 3600);
  optional('scaleInCooldownSeconds', 0, 3600);
  // A bound that is not valid by itself is already reported.
  if (!isLess(maxTasks, 1) && isLess(maxTasks, minTasks)) {
    issues.add(`scaling.maxTasks must be at least minTasks (${minTasks})`, maxTasks);
  }
  checkSchedules(issues, schedules, { owner: 'scaling', minTasks, maxTasks });
}

/** Bounds that can be in effect when a schedule starts. */
interface Bounds {
  /** The field that contains the bounds. */
  readonly owner: string;
  readonly minTasks?: unknown;
  readonly maxTasks?: unknown;
}

function checkSchedules(issues: ValidationIssues, schedules: unknown, serviceBounds: Bounds): void {
  if (schedules === undefined) return;
  if (!Array.isArray(schedules)) {
    const suggestion = "write for example [{ name: 'night', cron: '0 20 * * ?', minTasks: 1 }]";
    issues.add('scaling.schedules must be an array', schedules, suggestion);
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
    if (!issues.object(field, schedule, fields)) continue;
    const { name, timeZone = 'UTC' } = schedule;
    if (
      typeof name !== 'string' ||
      !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) ||
      name.length > 40
    ) {
      const rule = `${field}.name must be lower-case letters, digits and single hyphens, at most 40 characters`;
      issues.add(rule, name);
    }
    if (typeof name === 'string' && names.has(name)) {
      issues.report(`${field}.name "${name}" is used twice; use another name`);
    }
    names.add(name);
    const issue = cronIssue(schedule.cron);
    if (issue)
      issues.add(`${field}.cron ${issue}`, schedule.cron, 'write for example "0 7 ? * MON-FRI"');
    if (!isTimeZone(timeZone)) {
      issues.add(
        `${field}.timeZone must be a name in the IANA time zone database`,
        timeZone,
        'write for example "Europe/Berlin"',
      );
    }
    checkBounds(issues, field, schedule, [serviceBounds, ...bounds]);
  }
}

/**
 * Validates the bounds of a schedule. If it sets only one bound, this must be compatible with the other bound,
 * whichever schedule ran before.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-policy-overview.html
 *
 * @param all bounds that can be in effect before: those of the service and its schedules.
 */
function checkBounds(
  issues: ValidationIssues,
  field: string,
  schedule: Fields,
  all: readonly Bounds[],
): void {
  const { minTasks, maxTasks } = schedule;
  if (minTasks === undefined && maxTasks === undefined) {
    issues.report(`${field} changes nothing; write minTasks, maxTasks or both`);
  }
  if (minTasks !== undefined) issues.integer(`${field}.minTasks`, minTasks, 1, maxTasksPerService);
  if (maxTasks !== undefined) issues.integer(`${field}.maxTasks`, maxTasks, 1, maxTasksPerService);
  if (isLess(maxTasks, 1) || isLess(maxTasksPerService, minTasks)) return;
  if (isLess(maxTasks, minTasks)) {
    issues.add(`${field}.maxTasks must be at least minTasks (${minTasks})`, maxTasks);
  } else if (maxTasks === undefined) {
    const lower = all.find((other) => isLess(other.maxTasks, minTasks));
    if (!lower) return;
    const rule = `${field}.minTasks is more than ${lower.owner}.maxTasks (${lower.maxTasks})`;
    issues.add(rule, minTasks, `also set ${field}.maxTasks`);
  } else if (minTasks === undefined) {
    const higher = all.find((other) => isLess(maxTasks, other.minTasks));
    if (!higher) return;
    const rule = `${field}.maxTasks is less than ${higher.owner}.minTasks (${higher.minTasks})`;
    issues.add(rule, maxTasks, `also set ${field}.minTasks`);
  }
}
