import { readFileSync } from 'node:fs';
import { healthCheckTest, isWithoutCheck } from '../options/service/health-check-test';
import type { ResolvedService, ResolvedSidecar } from '../options/service/resolved-service';
import { sidecarSize } from '../options/service/task-size';
import { escapeTemplate } from '../terraform/json-template';
import { logConfiguration, type TaskContext, versionConsistency } from './task-context';
import { tracingSidecar, tracingSidecarDefinitions, tracingVariables } from './tracing-sidecar';

/**
 * The container definitions of a task: the service, its sidecars, and what receives its traces. Their order and defaults are those
 * that ECS returns, so a second plan shows no changes.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function containerDefinitions(service: ResolvedService, context: TaskContext): object[] {
  const sidecars = service.sidecars.map((sidecar) => sidecarDefinition(service, sidecar, context));
  return [
    serviceDefinition(service, context),
    ...sidecars,
    ...tracingSidecarDefinitions(service, context),
  ];
}

function serviceDefinition(service: ResolvedService, context: TaskContext): object {
  const { name, port, page, routes, sidecars } = service;
  const isBridge = context.networkMode === 'bridge';
  const pageText: Record<string, string> =
    page === undefined ? {} : { INDEX_HTML: readFileSync(`${page}/index.html`, 'utf8') };
  const receiver = tracingSidecar(service, context);
  const links = [
    ...sidecars.filter(({ waitFor }) => waitFor !== 'success').map((sidecar) => sidecar.name),
    ...(receiver ? [receiver.name] : []),
  ];
  return {
    name,
    image: context.imageOf(service),
    essential: true,
    // The CPU units do not depend on where the X-Ray daemon runs. If it runs once on each instance, the task is smaller by its
    // size.
    cpu: service.cpuUnits - sidecarSize(service).cpuUnits,
    portMappings:
      routes.length > 0
        ? [{ containerPort: port, hostPort: isBridge ? 0 : port, protocol: 'tcp' }]
        : [],
    ...(isBridge && links.length > 0 ? { links } : {}),
    ...common(service, service, context, { ...pageText, ...tracingVariables(service, context) }),
    ...dependencies(service),
    stopTimeout: service.stopSeconds,
  };
}

function sidecarDefinition(
  service: ResolvedService,
  sidecar: ResolvedSidecar,
  context: TaskContext,
): object {
  const { name, cpuUnits, memoryMiB, essential } = sidecar;
  return {
    name,
    image: context.imageOf(sidecar),
    essential,
    cpu: cpuUnits,
    memory: memoryMiB,
    portMappings: [],
    ...common(service, sidecar, context),
    stopTimeout: service.stopSeconds,
  };
}

/** What the container of a service and its sidecars have in common. */
function common(
  { logMode }: ResolvedService,
  container: ResolvedService | ResolvedSidecar,
  context: TaskContext,
  more: Readonly<Record<string, string>> = {},
): object {
  const {
    name,
    entryPoint,
    command,
    environment,
    secrets,
    healthCheck,
    user,
    writableRoot,
    tmpfs,
  } = container;
  const region: Record<string, string> = context.onEc2 ? { AWS_REGION: context.region } : {};
  return {
    ...(entryPoint ? { entryPoint: entryPoint.map(escapeTemplate) } : {}),
    ...(command ? { command: command.map(escapeTemplate) } : {}),
    environment: Object.entries({ ...region, ...environment, ...more })
      .map(([variable, value]) => ({ name: variable, value: escapeTemplate(value) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(Object.keys(secrets).length > 0
      ? {
          secrets: Object.entries(secrets)
            .map(([variable, secret]) => ({ name: variable, valueFrom: context.secretOf(secret) }))
            .sort((a, b) => (a.name < b.name ? -1 : 1)),
        }
      : {}),
    healthCheck: healthCheckConfig(healthCheck),
    user,
    readonlyRootFilesystem: !writableRoot,
    linuxParameters: {
      capabilities: { add: [], drop: ['ALL'] },
      ...(container.initProcess ? { initProcessEnabled: true } : {}),
      // Any user can write, and nothing is executed, as on the laptop. Without a mode, the folder has that of the image's folder of
      // the same path. AWS lists the names of options; they have values as in `docker run --tmpfs`.
      // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html
      tmpfs: Object.entries(tmpfs)
        .map(([containerPath, { sizeMiB: size, executable }]) => ({
          containerPath,
          size,
          mountOptions: ['mode=1777', executable ? 'exec' : 'noexec'],
        }))
        .sort((a, b) => (a.containerPath < b.containerPath ? -1 : 1)),
    },
    logConfiguration: logConfiguration(name, context, logMode),
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    versionConsistency,
  };
}

function healthCheckConfig(healthCheck: ResolvedService['healthCheck']) {
  // ECS ignores the health check of the image, so there is none to switch off.
  if (healthCheck === undefined || isWithoutCheck(healthCheck)) return undefined;
  return {
    command: healthCheckTest(healthCheck.command).map(escapeTemplate),
    interval: healthCheck.intervalSeconds,
    timeout: healthCheck.timeoutSeconds,
    retries: healthCheck.retries,
    startPeriod: healthCheck.startPeriodSeconds,
  };
}

const conditions = { start: 'START', healthy: 'HEALTHY', success: 'SUCCESS' } as const;

function dependencies({ sidecars }: ResolvedService): object {
  const dependsOn = sidecars.flatMap(({ name, waitFor }) =>
    waitFor ? [{ containerName: name, condition: conditions[waitFor] }] : [],
  );
  return dependsOn.length > 0 ? { dependsOn } : {};
}
