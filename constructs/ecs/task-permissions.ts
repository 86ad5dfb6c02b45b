import { type Grant, grant } from '../iam/grant';
import { allContainers, type ResolvedService } from '../options/service/resolved-service';
import type { Secrets } from './secrets';
import type { TaskImage } from './task-images';

/**
 * Permissions to pull images from ECR repositories.
 *
 * @param added ARNs of the repositories of containers that AWS adds to the task.
 */
export function pullGrants(images: readonly TaskImage[], added: readonly string[] = []): Grant[] {
  const byArn = new Map<string, string | undefined>(
    images.flatMap(({ repositoryArn, isFromRepository }) =>
      repositoryArn === undefined ? [] : [[repositoryArn, isFromRepository] as const],
    ),
  );
  for (const arn of added) byArn.set(arn, undefined);
  if (byArn.size === 0) return [];
  const conditions = [...byArn.values()];
  const isNeededByAny = conditions.includes(undefined) ? undefined : conditions.join(' || ');
  return [
    {
      ...grant('logs in to pull images', ['ecr:GetAuthorizationToken'], '*'),
      isNeeded: isNeededByAny,
    },
    ...[...byArn].map(([arn, isNeeded]) => ({
      ...grant(
        'pulls an image of the task',
        ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        arn,
      ),
      isNeeded,
    })),
    ...cacheGrants(images),
  ];
}

/**
 * Permissions for images in pull-through caches: the first pull creates the repository, and each one brings what is new.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
 */
function cacheGrants(images: readonly TaskImage[]): Grant[] {
  const byArn = new Map(
    images.flatMap(({ repositoryArn, isInCache = false }) =>
      repositoryArn === undefined || isInCache === false
        ? []
        : [[repositoryArn, isInCache === true ? undefined : isInCache] as const],
    ),
  );
  return [...byArn].map(([arn, isNeeded]) => ({
    ...grant('fills the pull-through cache of an image', cacheActions, arn),
    isNeeded,
  }));
}

/** What tasks may do in a pull-through cache, besides pulling. */
export const cacheActions = ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'];

/** Permission to write the output of containers to a log group. */
export function logGrant(logGroupArn: string): Grant {
  const actions = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  return grant('writes what the containers print', actions, `${logGroupArn}:*`);
}

/** Permissions to read the secrets of all containers of a service, without duplicates. */
export function secretGrants(service: ResolvedService, secrets: Secrets): Grant[] {
  const grants = allContainers(service).flatMap((container) =>
    Object.entries(container.secrets).flatMap(([variable, secret]) =>
      secrets.grantsOf(variable, secret),
    ),
  );
  const statements = grants.map(({ statement }) => JSON.stringify(statement));
  return grants.filter((_, index) => statements.indexOf(statements[index] ?? '') === index);
}

/**
 * Permissions of the containers of a task that options of the service require.
 *
 * @param hasReceiver whether the task contains what receives its traces.
 */
export function runGrants({ exec, tracing }: ResolvedService, hasReceiver: boolean): Grant[] {
  const grants: Grant[] = [];
  if (hasReceiver) grants.push(tracing === 'opentelemetry' ? collectorGrant : tracingGrant);
  if (exec) {
    const actions = [
      'CreateControlChannel',
      'CreateDataChannel',
      'OpenControlChannel',
      'OpenDataChannel',
    ];
    grants.push(
      grant(
        'lets people run commands in it (exec)',
        actions.map((action) => `ssmmessages:${action}`),
        '*',
      ),
    );
  }
  return grants;
}

/** Permissions of the X-Ray daemon: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSXRayDaemonWriteAccess.html */
export const tracingGrant = grant(
  'sends traces (tracing)',
  [
    'xray:GetSamplingRules',
    'xray:GetSamplingStatisticSummaries',
    'xray:GetSamplingTargets',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
  ],
  '*',
);

/**
 * Permission of the OpenTelemetry collector. Of the actions that AWS lists for it, those for logs and metrics are for pipelines that
 * it does not have here, and the others of X-Ray for sampling rules, which it does not fetch.
 * https://aws-otel.github.io/docs/setup/permissions
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/awsxrayexporter
 */
const collectorGrant = grant('sends traces (tracing)', ['xray:PutTraceSegments'], '*');
