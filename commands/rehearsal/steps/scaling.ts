import { setTimeout as sleep } from 'node:timers/promises';
import type { ResolvedService } from '../../../constructs/options/service/resolve-services';
import { UserError } from '../../cli/command';
import { requestTable, type TableRow } from '../../http/request-table';
import type { AwsClient } from '../aws/aws-client';
import type { EcsServices } from '../aws/ecs-services';
import { type Call, type ScalableService, scalableServices } from '../aws/scalable-services';
import type { StackConfiguration } from './configuration';
import { allAnswered, LoadGenerator, type LoadResult } from './load-generator';

/** What scaling is tried on. */
export interface ScalingContext {
  readonly client: AwsClient;
  readonly ecs: EcsServices;

  /** URL of the load balancer. */
  readonly url: string;
  readonly services: readonly ResolvedService[];
}

/** Requests that a rehearsal can make and answer in a minute, on a machine with two cores. */
const mostRequestsPerMinute = 3_000;

/** Of a load that is low: so many that each second some requests are seen. */
const leastRequestsPerMinute = 120;

const target = 'AnyScaleFrontendService';

/** @throws UserError where no service of a stack is scaled by its requests. */
export function requireScalingByRequests({ resource }: StackConfiguration): void {
  const policies = JSON.stringify(resource?.aws_appautoscaling_policy ?? {});
  if (policies.includes('ALBRequestCountPerTarget')) return;
  throw new UserError(
    'no service has scaling.requestsPerTaskPerMinute; --scaling needs one that is scaled by its requests',
  );
}

/**
 * Sends a service so many requests that it must have its most tasks, then so few that it must go back to its fewest. For
 * that time its policy has an aim which this machine can exceed.
 *
 * @throws UserError where a request is lost.
 */
export async function scaleOutAndIn(context: ScalingContext, signal: AbortSignal): Promise<string> {
  const { client } = context;
  const [targets, policies] = await Promise.all([
    described(client, 'DescribeScalableTargets', 'ScalableTargets'),
    described(client, 'DescribeScalingPolicies', 'ScalingPolicies'),
  ]);
  const scalable = scalableServices(targets, policies).find(
    (one) => one.policies.length > 0 && one.maxTasks > one.minTasks,
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
      'no service with a route is scaled by its requests, from fewest to more tasks',
    );
  }

  const aim = reachableAim(policy.aim, scalable);
  if (aim !== policy.aim) {
    console.log(`  ${aim} requests a minute for a task, in place of ${policy.aim}`);
    await putPolicy(client, sent, aim);
  }
  try {
    return await underLoads(context, scalable, row, aim, signal);
  } finally {
    if (aim !== policy.aim) await putPolicy(client, sent, policy.aim);
  }
}

/** The aim itself, where this machine can make enough requests to exceed it, and few enough to stay below. */
export function reachableAim(
  aim: number,
  { minTasks, maxTasks }: Pick<ScalableService, 'minTasks' | 'maxTasks'>,
): number {
  const most = Math.floor(mostRequestsPerMinute / high(1, maxTasks));
  const least = Math.ceil(leastRequestsPerMinute / low(1, minTasks));
  return Math.min(Math.max(aim, least), most);
}

/** Requests a minute for which the most tasks are too few. */
function high(aim: number, maxTasks: number): number {
  return aim * maxTasks * 1.2;
}

/** Requests a minute for which the fewest tasks suffice. */
function low(aim: number, minTasks: number): number {
  return aim * Math.max(minTasks, 1) * 0.6;
}

async function underLoads(
  { ecs, url }: ScalingContext,
  { service, minTasks, maxTasks }: ScalableService,
  row: TableRow,
  aim: number,
  signal: AbortSignal,
): Promise<string> {
  const results: LoadResult[] = [];
  const counts: number[] = [await tasksOf(ecs, service)];
  const loads = [
    { requestsPerMinute: high(aim, maxTasks), tasks: maxTasks },
    { requestsPerMinute: low(aim, minTasks), tasks: minTasks },
  ];
  for (const { requestsPerMinute, tasks } of loads) {
    const clients = Math.ceil(requestsPerMinute / 300);
    const load = new LoadGenerator(new URL(url), row, { clients, requestsPerMinute });
    try {
      while ((await tasksOf(ecs, service)) !== tasks) await sleep(500, undefined, { signal });
      // What is cut off late must be seen, too.
      await sleep(2_000, undefined, { signal });
    } finally {
      results.push(await load.stop());
    }
    counts.push(tasks);
  }
  return `${counts.join(' → ')} tasks, ${allAnswered(results)}`;
}

/** How many tasks of a service run, when they are as many as there should be; otherwise -1. */
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
