import type { AwsClient } from './aws-client';
import { EcsServices } from './ecs-services';
import { type RequestCounts, RequestRates } from './request-rates';
import type { ScalableService, TrackingPolicy } from './scalable-services';
import { desiredTasks, isAbove, isBelow, type RequestPolicy } from './target-tracking';

export interface ScalerOptions {
  readonly client: AwsClient;

  /** The services that Application Auto Scaling scales. */
  readonly services: () => readonly ScalableService[];

  /** Requests so far, by suffix of the target group's ARN. */
  readonly requests: () => Promise<RequestCounts>;

  /**
   * Prints each change.
   *
   * @default console.log
   */
  readonly say?: (line: string) => void;
}

const everyMs = 1_000;

/** Carries out the policies of Application Auto Scaling: sets the desired counts of the ECS services each second. */
export class Scaler {
  private readonly options: ScalerOptions;
  private readonly rates = new RequestRates();

  /** Event or condition of a service → time of the event or start of the condition, in milliseconds. */
  private readonly since = new Map<string, number>();
  private timer?: NodeJS.Timeout;

  constructor(options: ScalerOptions) {
    this.options = options;
  }

  start(): void {
    const next = () => {
      this.timer = setTimeout(async () => {
        await this.look().catch((error: Error) => this.say(`scaling: ${error.message}`));
        if (this.timer !== undefined) next();
      }, everyMs);
    };
    next();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    const services = this.options.services();
    if (services.length === 0) return;
    const counts = await this.options.requests();
    const now = performance.now();
    this.rates.add(counts, now);
    for (const service of services) await this.scale(service, now);
  }

  private async scale(scalable: ScalableService, now: number): Promise<void> {
    const { cluster, service, minTasks, maxTasks } = scalable;
    const name = `${cluster}/${service}`;
    const ecs = new EcsServices(this.options.client, cluster, [service]);
    const [found] = await ecs.describe();
    if (found?.status !== 'ACTIVE') return;
    const { desiredCount: tasks, deployments } = found;
    const wanted = desiredTasks({
      tasks,
      minTasks,
      maxTasks,
      isDeploying: deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS'),
      secondsSinceScaleOut: this.elapsedSeconds(`${name} out`, now),
      secondsSinceScaleIn: this.elapsedSeconds(`${name} in`, now),
      policies: scalable.policies.map((policy) => this.measured(name, policy, tasks, now)),
    });
    // A destroy has meanwhile removed the target, and stops the service.
    const isStill = this.options
      .services()
      .some((one) => one.cluster === cluster && one.service === service);
    if (wanted === tasks || !isStill) return;
    this.say(`scaling: ${name} from ${tasks} to ${wanted} tasks`);
    await ecs.setTasks(service, wanted);
    this.since.set(`${name} ${wanted > tasks ? 'out' : 'in'}`, now);
    // A scale-out ends the cooldown of a scale-in, as on AWS.
    if (wanted > tasks) this.since.delete(`${name} in`);
  }

  private measured(
    service: string,
    policy: TrackingPolicy,
    tasks: number,
    now: number,
  ): RequestPolicy {
    const requestsPerMinute = this.rates.perMinute(policy.targetGroup);
    const measured = { ...policy, requestsPerMinute };
    const name = `${service} ${policy.name}`;
    return {
      ...measured,
      aboveSeconds: this.lastedSeconds(`${name} above`, isAbove(tasks, measured), now),
      belowSeconds: this.lastedSeconds(`${name} below`, isBelow(tasks, measured), now),
    };
  }

  /** How long a condition has been true without interruption. */
  private lastedSeconds(name: string, isSo: boolean, now: number): number {
    if (!isSo) this.since.delete(name);
    else if (!this.since.has(name)) this.since.set(name, now);
    return isSo ? this.elapsedSeconds(name, now) : 0;
  }

  private elapsedSeconds(name: string, now: number): number {
    return (now - (this.since.get(name) ?? Number.NEGATIVE_INFINITY)) / 1000;
  }

  private say(line: string): void {
    (this.options.say ?? console.log)(line);
  }
}
