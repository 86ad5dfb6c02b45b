/**
 * Time limits of the steps of a rehearsal in seconds. They are far above what a step takes, and grow with the number of services:
 * each has some twenty resources and its own tasks.
 *
 * @param services number of services in the step.
 */
export function timeLimits(services: number) {
  const steady = 180 + 20 * services;
  return {
    registry: 600 + 20 * services,
    images: 900 + 120 * services,
    account: 60 + 5 * services,
    apply: 900 + 60 * services,
    /** Until the services run all their tasks. */
    steady,
    tasks: steady + 120,
    smoke: 120 + 10 * services,
    plan: 600 + 20 * services,
    scaling: 600 + 20 * services,
    rollout: 300 + 20 * services,
    rollback: 600 + 20 * services,
    destroy: 600 + 40 * services,
    permissions: 10 + services,
    nothingLeft: 120 + 5 * services,
  };
}
