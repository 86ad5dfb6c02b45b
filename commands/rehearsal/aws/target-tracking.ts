/** A target-tracking policy for requests per task, and what was measured for it. */
export interface RequestPolicy {
  /** Requests per task and minute to hold. */
  readonly aim: number;

  /** Seconds on AWS; 300 where the policy says nothing. */
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
  readonly mayScaleIn: boolean;

  /** Of all tasks together. */
  readonly requestsPerMinute: number;

  /** For how long there have been more requests than the aim. */
  readonly aboveSeconds: number;

  /** For how long there have been clearly fewer, but some. */
  readonly belowSeconds: number;
}

export interface ScalingSituation {
  /** How many tasks are wanted so far. */
  readonly tasks: number;
  readonly minTasks: number;
  readonly maxTasks: number;

  /** Whether a rollout is under way. */
  readonly isDeploying: boolean;
  readonly secondsSinceScaleOut: number;
  readonly secondsSinceScaleIn: number;

  /** Those that can be measured; CPU and memory are not, so policies for them ask for nothing. */
  readonly policies: readonly RequestPolicy[];
}

/**
 * How long a minute of AWS's scaling lasts in a rehearsal, in seconds: cooldowns and the time until an alarm rings are 60
 * times shorter. Rates are not: 60 requests a minute are one each second here, too.
 */
export const minuteSeconds = 1;

/** Minutes until the alarms of a target-tracking policy ring. */
const outAfterMinutes = 3;
const inAfterMinutes = 15;

/** Tasks are taken away only where requests are below this part of the aim. */
const clearlyBelow = 0.9;

/**
 * How many tasks there should be: so many that each gets what the policies aim at. The largest wish wins; tasks are taken
 * away only if all policies that may do so agree, and never during a rollout. No requests are no data, and no reason to
 * take tasks away. Unlike on AWS a cooldown after adding tasks holds back larger wishes, too.
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

export function isAbove(tasks: number, { aim, requestsPerMinute }: MeasuredRequests): boolean {
  return requestsPerMinute > aim * tasks;
}

export function isBelow(tasks: number, { aim, requestsPerMinute }: MeasuredRequests): boolean {
  return requestsPerMinute > 0 && requestsPerMinute < clearlyBelow * aim * tasks;
}

type MeasuredRequests = Pick<RequestPolicy, 'aim' | 'requestsPerMinute'>;

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

function tasksFor({ aim, requestsPerMinute }: MeasuredRequests): number {
  return Math.ceil(requestsPerMinute / aim);
}

function shortened(cooldownSeconds: number): number {
  return (cooldownSeconds / 60) * minuteSeconds;
}
