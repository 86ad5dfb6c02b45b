import { ValidationError } from '../validation-issues';
import { withoutUndefined } from '../without-undefined';
import type { ContainerOptions, TmpfsOptions } from './container-options';
import type {
  ResolvedContainer,
  ResolvedScaling,
  ResolvedService,
  ResolvedSidecar,
} from './resolved-service';
import { type ResolvedRoute, resolveRoute } from './routes';
import type { ScalingOptions } from './scaling-options';
import { validateServices } from './service-checks';
import type { ServiceOptions } from './service-options';
import type { SidecarOptions } from './sidecar-options';
import { taskSize } from './task-size';
import { openTelemetryVariables } from './tracing';

/**
 * Validates services and fills in their defaults.
 *
 * @throws ValidationError with one line for each issue.
 */
export function resolveServices(services: readonly ServiceOptions[]): ResolvedService[] {
  const issues = validateServices(services);
  if (issues.length > 0) throw new ValidationError(issues);
  return services.map(resolveService);
}

const defaultTargetHealth = {
  intervalSeconds: 10,
  timeoutSeconds: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
};

/** Fills in the defaults of a valid service. */
export function resolveService(options: ServiceOptions): ResolvedService {
  const { port = 8080, scaling, tasks, targetHealth = {}, exec = false } = options;
  const routes = (options.routes ?? []).map(resolveRoute);
  // A worker finishes the work in hand. With Spot, it has less than two minutes.
  const { drainSeconds, stopSeconds = routes.length > 0 ? 30 : 90 } = options;
  const drain: Record<string, string> =
    drainSeconds === undefined ? {} : { DRAIN_SECONDS: String(drainSeconds) };
  const container = resolveContainer(options, exec);
  const sidecars = (options.sidecars ?? []).map((sidecar) => resolveSidecar(sidecar, exec));
  const { cpuUnits, memoryMiB, tracing } = options;
  const traced =
    tracing === 'opentelemetry'
      ? openTelemetryVariables(options.name, container.environment)
      : container.environment;
  return {
    healthPath: defaultHealthPath(routes),
    architecture: 'x86_64',
    spotPercent: 0,
    exec,
    deployedBy: 'terraform',
    logMode: 'non-blocking',
    stopSeconds,
    deregistrationSeconds: routes.length > 0 ? Math.min(30, stopSeconds) : 0,
    recreate: false,
    egressPorts: [443],
    ...withoutUndefined(options),
    ...container,
    ...taskSize({ ...container, sidecars, tracing }, { cpuUnits, memoryMiB }),
    environment: { ...traced, ...drain, PORT: String(port) },
    port,
    routes,
    sidecars,
    isScaled: tasks === undefined,
    scaling: resolveScaling(tasks === undefined ? scaling : { minTasks: tasks, maxTasks: tasks }),
    targetHealth: { ...defaultTargetHealth, ...withoutUndefined(targetHealth) },
  };
}

function resolveSidecar(options: SidecarOptions, exec: boolean): ResolvedSidecar {
  const { name, cpuUnits = 32, memoryMiB = 128, essential = false, waitFor } = options;
  return {
    ...{ name, cpuUnits, memoryMiB, essential, waitFor },
    ...resolveContainer(options, exec),
  };
}

function resolveContainer(options: ContainerOptions, exec: boolean): ResolvedContainer {
  const { image, command, entryPoint, healthCheck, user } = options;
  const { environment = {}, secrets = {}, tmpfs = { '/tmp': 64 } } = options;
  const { writableRoot = false, initProcess = exec } = options;
  return {
    ...{ image, command, entryPoint, user, environment, secrets, writableRoot, initProcess },
    tmpfs: Object.fromEntries(
      Object.entries(tmpfs).map(([path, folder]) => [path, resolveTmpfs(folder)]),
    ),
    healthCheck: healthCheck && {
      intervalSeconds: 5,
      timeoutSeconds: 5,
      retries: 3,
      startPeriodSeconds: 15,
      ...withoutUndefined(healthCheck),
    },
  };
}

function resolveTmpfs(folder: number | TmpfsOptions): Required<TmpfsOptions> {
  const { sizeMiB, executable = false } = typeof folder === 'number' ? { sizeMiB: folder } : folder;
  return { sizeMiB, executable };
}

/** Fills in the defaults of scaling. */
export function resolveScaling(options: ScalingOptions = {}): ResolvedScaling {
  const scaling = withoutUndefined(options);
  const hasTarget = ['memoryPercent', 'requestsPerTaskPerMinute'].some((field) => field in scaling);
  return {
    minTasks: 1,
    maxTasks: 4,
    ...(hasTarget ? {} : { cpuPercent: 70 }),
    scaleOutCooldownSeconds: 60,
    scaleInCooldownSeconds: 300,
    schedules: [],
    ...scaling,
  };
}

/** A path that the container supports: "/" if the prefix is removed, otherwise that of its first route. */
function defaultHealthPath([route]: readonly ResolvedRoute[]): string {
  return route === undefined || route.stripPrefix ? '/' : route.prefix || '/';
}
