import type { Rehearsal } from './rehearsal';
import type { RehearsedEnvironment } from './rehearsed-environment';
import type { StepRunner } from './steps/step-runner';

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
  const each = async (
    name: string,
    seconds: number,
    work: (environment: RehearsedEnvironment, signal: AbortSignal) => Promise<string>,
    among = environments,
  ) => {
    for (const environment of among) {
      const title = environments.length > 1 ? `${name} ${environment.name}` : name;
      await steps.run(title, seconds, (signal) => work(environment, signal));
    }
  };
  await steps.run('registry', 600, (signal) => rehearsal.applyRegistry(signal));
  await steps.run('images', 900, (signal) => rehearsal.images(signal));
  await each('account', 60, (one) => one.prerequisites());
  await each('apply', 900, (one, signal) => one.apply(signal));
  await each('tasks', 300, (one, signal) => one.tasks(signal));
  await each('smoke', 120, (one, signal) => one.smoke(signal));
  const planSeconds = 600 * Math.max(environments.length, 1);
  await steps.run('second plan', planSeconds, (signal) => rehearsal.secondPlan(signal));
  if (scaling) {
    const scaled = environments.filter((one) => one.scalesByRequests());
    await each('scaling', 600, (one, signal) => one.scaling(signal), scaled);
    await steps.run('third plan', planSeconds, (signal) => rehearsal.secondPlan(signal));
  }
  if (rollouts > 0) {
    const seconds = 300 * rollouts;
    await each('rollouts', seconds, (one, signal) => rehearsal.rollouts(one, rollouts, signal));
    await each('rollback', 600, (one, signal) => rehearsal.rollback(one, signal));
  }
  if (keep) return;
  const destroySeconds = 600 * Math.max(environments.length, 1);
  await steps.run('destroy', destroySeconds, (signal) => rehearsal.destroy(signal));
  await each('permissions', 10, (one) => rehearsal.permissions(one));
  if (again) {
    const seconds = 1800 * Math.max(environments.length, 1);
    await steps.run('apply again', seconds, (signal) => rehearsal.applyAll(environments, signal));
    await steps.run('destroy again', destroySeconds, (signal) => rehearsal.destroy(signal));
  }
  await steps.run('nothing left', 120, (signal) => rehearsal.nothingLeft(signal));
}
