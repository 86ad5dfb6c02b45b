import { isRegistryStack } from '../../constructs/synth/manifest';
import type { Rehearsal } from './rehearsal';
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

/** Runs all steps of a rehearsal, in order. */
export async function runSteps(
  steps: StepRunner,
  rehearsal: Rehearsal,
  stack: string,
  { scaling, rollouts, again, keep }: RehearsalExtent,
): Promise<void> {
  await steps.run('registry', 600, (signal) => rehearsal.applyRegistry(signal));
  await steps.run('images', 900, (signal) => rehearsal.images(signal));
  if (!isRegistryStack(stack)) {
    await steps.run('account', 60, () => rehearsal.prerequisites(stack));
    await steps.run('apply', 900, (signal) => rehearsal.apply(stack, signal));
    await steps.run('tasks', 120, (signal) => rehearsal.tasks(signal));
    await steps.run('smoke', 120, (signal) => rehearsal.smoke(signal));
  }
  await steps.run('second plan', 600, (signal) => rehearsal.secondPlan(signal));
  if (scaling) {
    await steps.run('scaling', 300, (signal) => rehearsal.scaling(signal));
    await steps.run('third plan', 600, (signal) => rehearsal.secondPlan(signal));
  }
  if (rollouts > 0) {
    const seconds = 180 * rollouts;
    await steps.run('rollouts', seconds, (signal) => rehearsal.rollouts(rollouts, signal));
    await steps.run('rollback', 300, (signal) => rehearsal.rollback(signal));
  }
  if (keep) return;
  await steps.run('destroy', 600, (signal) => rehearsal.destroy(signal));
  if (!isRegistryStack(stack)) {
    await steps.run('permissions', 10, () => rehearsal.permissions(stack));
  }
  if (again) {
    await steps.run('apply again', 1800, (signal) => rehearsal.applyAll(stack, signal));
    await steps.run('destroy again', 600, (signal) => rehearsal.destroy(signal));
  }
  await steps.run('nothing left', 120, (signal) => rehearsal.nothingLeft(signal));
}
