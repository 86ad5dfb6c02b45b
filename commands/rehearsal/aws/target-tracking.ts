/** A target-tracking policy for requests per task, with its measurements. */
export interface RequestPolicy {
  /** Requests per task and minute. */
  readonly targetValue: number;

  /** Seconds on AWS; 300 by default. */
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
  readonly mayScaleIn: boolean;

  /** Total of all tasks. */
  readonly requestsPerMinute: number;

  /** How long the requests have exceeded the target value. */
  readonly aboveSeconds: number;

  /** How long the requests have been clearly below the target value, but not 0. */
  readonly belowSeconds: number;
}

export interface ScalingSituation {
  /** Current desired count. */
  readonly tasks: number;
  readonly minTasks: number;
  readonly maxTasks: number;

  /** Whether a deployment is in progress. */
  readonly isDeploying: boolean;
  readonly secondsSinceScaleOut: number;
  readonly secondsSinceScaleIn: number;

  /** Policies for requests. Policies for CPU and memory are ignored, because neither is measured. */
  readonly policies: readonly RequestPolicy[];
}

/**
 * Length of a minute of AWS's scaling in a rehearsal, in seconds: cooldowns and evaluation periods of alarms are 60 times
 * shorter. Rates are not scaled: 60 requests a minute are one each second.
 */
export const minuteSeconds = 1;

/** Evaluation periods of the alarms of a target-tracking policy, in minutes. */
const outAfterMinutes = 3;
const inAfterMinutes = 15;

/** Tasks are removed only if requests are below this fraction of the target value. */
const clearlyBelow = 0.9;

/**
 * The desired count according to the policies. If they differ, the largest count applies. Tasks are removed only if all
 * policies with scale-in agree, and never during a deployment. Without requests there is no data, and no task is removed.
 * Unlike on AWS, the cooldown after a scale-out also delays a larger scale-out.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
 */
export function desiredTasks(situation: ScalingSituation): number {
  const { tasks, minTasks, maxTasks, policies, isDeploying } = situation;
  const bounded = (count: number) => Math.min(Math.max(count, minTasks), maxTasks);
  const more = policies.filter((policy) => wantsMore(policy, situation)).map(tasksFor);
  if (more.length > 0) return bounded(Math.max(tasks, ...more));

  const deciding = policies.filter(({ mayScaleIn }) => mayScaleIn);
  const agree = deciding.length > 0 && deciding.every((policy) => wantsFewer(policy, situation));
  if (!agree || isDeploying) return bounded(tasks);
  return bounded(Math.min(tasks, Math.max(...deciding.map(tasksFor))));
}

export function isAbove(
  tasks: number,
  { targetValue, requestsPerMinute }: MeasuredRequests,
): boolean {
  return requestsPerMinute > targetValue * tasks;
}

export function isBelow(
  tasks: number,
  { targetValue, requestsPerMinute }: MeasuredRequests,
): boolean {
  return requestsPerMinute > 0 && requestsPerMinute < clearlyBelow * targetValue * tasks;
}

type MeasuredRequests = Pick<RequestPolicy, 'targetValue' | 'requestsPerMinute'>;

function wantsMore(policy: RequestPolicy, situation: ScalingSituation): boolean {
  return (
    isAbove(situation.tasks, policy) &&
    policy.aboveSeconds >= outAfterMinutes * minuteSeconds &&
    situation.secondsSinceScaleOut >= shortened(policy.scaleOutCooldownSeconds)
  );
}

function wantsFewer(policy: RequestPolicy, situation: ScalingSituation): boolean {
  return (
    isBelow(situation.tasks, policy) &&
    policy.belowSeconds >= inAfterMinutes * minuteSeconds &&
    situation.secondsSinceScaleIn >= shortened(policy.scaleInCooldownSeconds)
  );
}

function tasksFor({ targetValue, requestsPerMinute }: MeasuredRequests): number {
  return Math.ceil(requestsPerMinute / targetValue);
}

function shortened(cooldownSeconds: number): number {
  return (cooldownSeconds / 60) * minuteSeconds;
}
