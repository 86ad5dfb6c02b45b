import { ValidationError } from '../validation-issues';
import type { ContainerOptions } from './container-options';
import type { HealthCheckOptions, TargetHealthOptions } from './health-check-options';
import { type ResolvedRoute, resolveRoute } from './routes';
import type { ScalingOptions } from './scaling-options';
import { validateServices } from './service-checks';
import type { ServiceOptions } from './service-options';
import type { SidecarOptions } from './sidecar-options';
import type { TaskOptions } from './task-options';
import { taskSize } from './task-size';

/** A container that was checked, with everything filled in. */
export interface ResolvedContainer
  extends Omit<Required<ContainerOptions>, 'command' | 'entryPoint' | 'healthCheck' | 'user'> {
  readonly command: readonly string[] | undefined;
  readonly entryPoint: readonly string[] | undefined;
  readonly healthCheck: Required<HealthCheckOptions> | undefined;
  readonly user: string | undefined;
}

export interface ResolvedSidecar
  extends ResolvedContainer,
    Pick<Required<SidecarOptions>, 'name' | 'cpuUnits' | 'memoryMiB' | 'essential'> {
  readonly waitFor?: SidecarOptions['waitFor'];
}

/** How many tasks there are. Aims are optional: where none is written it is CPU, at 70 percent. */
export interface ResolvedScaling
  extends Omit<Required<ScalingOptions>, ScalingTargetField>,
    Pick<ScalingOptions, ScalingTargetField> {}

type ScalingTargetField = 'cpuPercent' | 'memoryPercent' | 'requestsPerTaskPerMinute';

/** A service that was checked, with everything filled in: what all stacks are made of. */
export interface ResolvedService extends ResolvedContainer, ResolvedTask, ResolvedRouting {
  readonly name: string;

  /** Whether Application Auto Scaling has the number of tasks; else Terraform has it, and both bounds are it. */
  readonly isScaled: boolean;
  readonly scaling: ResolvedScaling;
}

interface ResolvedTask extends Omit<Required<TaskOptions>, OptionalTaskField | 'sidecars'> {
  readonly ephemeralStorageGiB?: number;
  readonly drainSeconds?: number;
  readonly tracing?: TaskOptions['tracing'];
  readonly sidecars: readonly ResolvedSidecar[];
}

type OptionalTaskField = 'ephemeralStorageGiB' | 'drainSeconds' | 'tracing';

/** How it is reached. */
interface ResolvedRouting
  extends Required<Pick<ServiceOptions, 'port' | 'healthPath' | 'deregistrationSeconds'>> {
  readonly routes: readonly ResolvedRoute[];
  readonly targetHealth: Required<TargetHealthOptions>;
  readonly page?: string;
}

/**
 * Checks descriptions and fills in what they leave out.
 *
 * @throws InvalidDescription with one line for each thing that is wrong.
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

function resolveService(options: ServiceOptions): ResolvedService {
  const { port = 8080, scaling, tasks, targetHealth = {}, exec = false } = options;
  const { drainSeconds, stopSeconds = 30 } = options;
  const drain: Record<string, string> =
    drainSeconds === undefined ? {} : { DRAIN_SECONDS: String(drainSeconds) };
  const routes = options.routes.map(resolveRoute);
  const container = resolveContainer(options, exec);
  const sidecars = (options.sidecars ?? []).map((sidecar) => resolveSidecar(sidecar, exec));
  const { cpuUnits, memoryMiB, tracing } = options;
  return {
    healthPath: defaultHealthPath(routes),
    architecture: 'x86_64',
    spotPercent: 0,
    exec,
    deployedBy: 'terraform',
    stopSeconds,
    deregistrationSeconds: Math.min(30, stopSeconds),
    egressPorts: [443],
    ...withoutUndefined(options),
    ...container,
    ...taskSize({ ...container, sidecars, tracing }, { cpuUnits, memoryMiB }),
    environment: { ...container.environment, ...drain, PORT: String(port) },
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
    ...{ image, command, entryPoint, user, environment, secrets, tmpfs, writableRoot, initProcess },
    healthCheck: healthCheck && {
      intervalSeconds: 5,
      timeoutSeconds: 5,
      retries: 3,
      startPeriodSeconds: 15,
      ...withoutUndefined(healthCheck),
    },
  };
}

function resolveScaling(options: ScalingOptions = {}): ResolvedScaling {
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

/** A path that the container knows: with its prefix taken away it is "/", else that of its first route. */
function defaultHealthPath([route]: readonly ResolvedRoute[]): string {
  return route === undefined || route.stripPrefix ? '/' : route.prefix || '/';
}

/** A field that is written as `undefined` is left out, so that it does not hide a default. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
