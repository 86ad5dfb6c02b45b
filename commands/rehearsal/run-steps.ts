import type { Rehearsal } from './rehearsal';
import type { RehearsedEnvironment } from './rehearsed-environment';
import type { StepRunner } from './steps/step-runner';
import { timeLimits } from './steps/time-limits';

/** Optional steps of a rehearsal. */
export interface RehearsalExtent {
  readonly scaling: boolean;

  /** Number of rollouts of a changed image. */
  readonly rollouts: number;

  /** Applies and destroys everything a second time. */
  readonly again: boolean;

  /** Keeps the stacks: nothing is destroyed. */
  readonly keep: boolean;
}

/**
 * Runs all steps of a rehearsal, in order. Steps of one environment have its name if there are several.
 *
 * @param environments the environments that are applied; none for the registry alone.
 */
export async function runSteps(
  steps: StepRunner,
  rehearsal: Rehearsal,
  environments: readonly RehearsedEnvironment[],
  { scaling, rollouts, again, keep }: RehearsalExtent,
): Promise<void> {
  const all = timeLimits(environments.reduce((sum, one) => sum + one.serviceCount, 0));
  const each = async (
    name: string,
    step: keyof typeof all,
    work: (environment: RehearsedEnvironment, signal: AbortSignal) => Promise<string>,
    { among = environments, times = 1 } = {},
  ) => {
    for (const environment of among) {
      const title = environments.length > 1 ? `${name} ${environment.name}` : name;
      const seconds = timeLimits(environment.serviceCount)[step] * times;
      await steps.run(title, seconds, (signal) => work(environment, signal));
    }
  };
  const count = Math.max(environments.length, 1);
  await steps.run('registry', all.registry, (signal) => rehearsal.applyRegistry(signal));
  await steps.run('images', all.images, (signal) => rehearsal.images(signal));
  await each('account', 'account', (one) => one.prerequisites());
  await each('apply', 'apply', (one, signal) => one.apply(signal));
  await each('tasks', 'tasks', (one, signal) => one.tasks(signal));
  await each('smoke', 'smoke', (one, signal) => one.smoke(signal));
  const secondPlan = (signal: AbortSignal) => rehearsal.secondPlan(signal);
  await steps.run('second plan', all.plan * count, secondPlan);
  if (scaling) {
    const among = environments.filter((one) => one.scalesByRequests());
    await each('scaling', 'scaling', (one, signal) => one.scaling(signal), { among });
    await steps.run('third plan', all.plan * count, secondPlan);
  }
  if (rollouts > 0) {
    const rollOut = (one: RehearsedEnvironment, signal: AbortSignal) =>
      rehearsal.rollouts(one, rollouts, signal);
    await each('rollouts', 'rollout', rollOut, { times: rollouts });
    await each('rollback', 'rollback', (one, signal) => rehearsal.rollback(one, signal));
  }
  if (keep) return;
  const destroy = (signal: AbortSignal) => rehearsal.destroy(signal);
  await steps.run('destroy', all.destroy * count, destroy);
  await each('permissions', 'permissions', (one) => rehearsal.permissions(one));
  if (again) {
    const seconds = (all.registry + all.images + all.apply + all.tasks) * count;
    await steps.run('apply again', seconds, (signal) => rehearsal.applyAll(environments, signal));
    await steps.run('destroy again', all.destroy * count, destroy);
  }
  await steps.run('nothing left', all.nothingLeft, (signal) => rehearsal.nothingLeft(signal));
}
