import { setTimeout as sleep } from 'node:timers/promises';
import type { ResolvedService } from '../../../constructs/options/service/resolved-service';
import { UserError } from '../../cli/command';
import { requestTable, type TableRow } from '../../http/request-table';
import type { AwsClient } from '../aws/aws-client';
import type { EcsServices } from '../aws/ecs-services';
import { type Call, type ScalableService, scalableServices } from '../aws/scalable-services';
import type { StackConfiguration } from './configuration';
import { allAnswered, LoadGenerator, type LoadResult } from './load-generator';

/** What the step `scaling` works with. */
export interface ScalingContext {
  readonly client: AwsClient;
  readonly ecs: EcsServices;

  /** URL of the load balancer. */
  readonly url: string;
  readonly services: readonly ResolvedService[];
}

/** Requests a minute that a busy machine with two cores can send and answer, each with a TLS handshake. */
const mostRequestsPerMinute = 1_500;

/** Requests a minute of the lowest load: a few each second, so that they can be measured. */
const leastRequestsPerMinute = 120;

const target = 'AnyScaleFrontendService';

/** Whether a service of a stack is scaled by requests. */
export function scalesByRequests({ resource }: StackConfiguration): boolean {
  const policies = JSON.stringify(resource?.aws_appautoscaling_policy ?? {});
  return policies.includes('ALBRequestCountPerTarget');
}

/**
 * Sends a service so many requests that it must scale out to maxTasks, then so few that it must scale in to minTasks.
 * Meanwhile its policy has a target value that this machine can exceed.
 *
 * @throws UserError if a request fails.
 */
export async function scaleOutAndIn(context: ScalingContext, signal: AbortSignal): Promise<string> {
  const { client, ecs } = context;
  const [targets, policies] = await Promise.all([
    described(client, 'DescribeScalableTargets', 'ScalableTargets'),
    described(client, 'DescribeScalingPolicies', 'ScalingPolicies'),
  ]);
  const scalable = scalableServices(targets, policies).find(
    ({ cluster, policies: own, minTasks, maxTasks }) =>
      cluster === ecs.cluster && own.length > 0 && maxTasks > minTasks,
  );
  const [policy] = scalable?.policies ?? [];
  const sent = policies.find(
    ({ PolicyName, ResourceId }) =>
      PolicyName === policy?.name &&
      ResourceId === `service/${scalable?.cluster}/${scalable?.service}`,
  );
  const row = requestTable(context.services).find(
    ({ reason, service }) => reason === 'route' && service === scalable?.service,
  );
  if (!scalable || !policy || !sent || !row) {
    throw new UserError(
      '--scaling needs a service that has a route, scaling.requestsPerTaskPerMinute and maxTasks above minTasks',
    );
  }

  const targetValue = reachableTargetValue(policy.targetValue, scalable);
  if (targetValue !== policy.targetValue) {
    console.log(
      `  target value ${targetValue} requests a minute and task instead of ${policy.targetValue}`,
    );
    await putPolicy(client, sent, targetValue);
  }
  try {
    return await underLoads(context, scalable, row, targetValue, signal);
  } finally {
    if (targetValue !== policy.targetValue) await putPolicy(client, sent, policy.targetValue);
  }
}

/** The target value itself, or the nearest one that this machine can both exceed and stay below. */
export function reachableTargetValue(
  targetValue: number,
  { minTasks, maxTasks }: Pick<ScalableService, 'minTasks' | 'maxTasks'>,
): number {
  const most = Math.floor(mostRequestsPerMinute / high(1, maxTasks));
  const least = Math.ceil(leastRequestsPerMinute / low(1, minTasks));
  return Math.min(Math.max(targetValue, least), most);
}

/** Requests a minute that exceed the target value even with maxTasks. */
function high(targetValue: number, maxTasks: number): number {
  return targetValue * maxTasks * 1.2;
}

/** Requests a minute for which minTasks are enough. */
function low(targetValue: number, minTasks: number): number {
  return targetValue * Math.max(minTasks, 1) * 0.6;
}

async function underLoads(
  { ecs, url }: ScalingContext,
  { service, minTasks, maxTasks }: ScalableService,
  row: TableRow,
  targetValue: number,
  signal: AbortSignal,
): Promise<string> {
  const results: LoadResult[] = [];
  const counts: number[] = [await tasksOf(ecs, service)];
  const loads = [
    { requestsPerMinute: high(targetValue, maxTasks), tasks: maxTasks },
    { requestsPerMinute: low(targetValue, minTasks), tasks: minTasks },
  ];
  for (const { requestsPerMinute, tasks } of loads) {
    const clients = Math.ceil(requestsPerMinute / 300);
    const load = new LoadGenerator(new URL(url), row, { clients, requestsPerMinute });
    try {
      while ((await tasksOf(ecs, service)) !== tasks) await sleep(500, undefined, { signal });
      // Also observe requests that fail late.
      await sleep(2_000, undefined, { signal });
    } finally {
      results.push(await load.stop());
    }
    counts.push(tasks);
  }
  return `${counts.join(' → ')} tasks, ${allAnswered(results)}`;
}

/** Number of running tasks of a service, or -1 if it differs from the desired count. */
async function tasksOf(ecs: EcsServices, name: string): Promise<number> {
  const found = (await ecs.describe()).find(({ serviceName }) => serviceName === name);
  return found && found.runningCount === found.desiredCount ? found.runningCount : -1;
}

async function described(client: AwsClient, operation: string, list: string): Promise<Call[]> {
  const call = { ServiceNamespace: 'ecs' };
  const answer = await client.json<Record<string, Call[]>>(
    'application-autoscaling',
    `${target}.${operation}`,
    call,
  );
  return answer[list] ?? [];
}

async function putPolicy(client: AwsClient, policy: Call, TargetValue: number): Promise<void> {
  const { PolicyName, PolicyType, ServiceNamespace, ResourceId, ScalableDimension } = policy;
  const configuration = policy.TargetTrackingScalingPolicyConfiguration as object;
  await client.json('application-autoscaling', `${target}.PutScalingPolicy`, {
    PolicyName,
    PolicyType,
    ServiceNamespace,
    ResourceId,
    ScalableDimension,
    TargetTrackingScalingPolicyConfiguration: { ...configuration, TargetValue },
  });
}
