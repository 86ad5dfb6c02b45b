import type { ResolvedService } from './resolve-services';

/** The most tasks that a service can ever have, by its schedules, too. */
export function maxTaskCount({ scaling }: Pick<ResolvedService, 'scaling'>): number {
  const scheduled = scaling.schedules.flatMap(({ maxTasks }) => maxTasks ?? []);
  return Math.max(scaling.maxTasks, ...scheduled);
}

/** The fewest tasks that a service can ever have, by its schedules, too. */
export function minTaskCount({ scaling }: Pick<ResolvedService, 'scaling'>): number {
  const scheduled = scaling.schedules.flatMap(({ minTasks }) => minTasks ?? []);
  return Math.min(scaling.minTasks, ...scheduled);
}
