import { InvalidDescription } from '../problems';
import type { ContainerDescription } from './container-options';
import type { HealthCheckDescription, TargetHealthDescription } from './health-check-options';
import { type Route, routeOf } from './routes';
import type { ScalingDescription } from './scaling-options';
import { problemsOf } from './service-checks';
import type { ServiceDescription } from './service-options';
import type { SidecarDescription } from './sidecar-options';
import type { TaskDescription } from './task-options';
import { taskSize } from './task-size';

/** A container that was checked, with everything filled in. */
export interface ResolvedContainer
  extends Omit<Required<ContainerDescription>, 'command' | 'entryPoint' | 'healthCheck' | 'user'> {
  readonly command: readonly string[] | undefined;
  readonly entryPoint: readonly string[] | undefined;
  readonly healthCheck: Required<HealthCheckDescription> | undefined;
  readonly user: string | undefined;
}

export interface Sidecar
  extends ResolvedContainer,
    Pick<Required<SidecarDescription>, 'name' | 'cpuUnits' | 'memoryMiB' | 'essential'> {
  readonly waitFor?: SidecarDescription['waitFor'];
}

/** How many tasks there are. Aims are optional: where none is written it is CPU, at 70 percent. */
export interface Scaling
  extends Omit<Required<ScalingDescription>, Aims>,
    Pick<ScalingDescription, Aims> {}

type Aims = 'cpuPercent' | 'memoryPercent' | 'requestsPerTaskPerMinute';

/** A service that was checked, with everything filled in: what all stacks are made of. */
export interface Service extends ResolvedContainer, Task, Reached {
  readonly name: string;

  /** Whether Application Auto Scaling has the number of tasks; else Terraform has it, and both bounds are it. */
  readonly isScaled: boolean;
  readonly scaling: Scaling;
}

interface Task extends Omit<Required<TaskDescription>, OptionalOfTask | 'sidecars'> {
  readonly ephemeralStorageGiB?: number;
  readonly drainSeconds?: number;
  readonly tracing?: TaskDescription['tracing'];
  readonly sidecars: readonly Sidecar[];
}

type OptionalOfTask = 'ephemeralStorageGiB' | 'drainSeconds' | 'tracing';

/** How it is reached. */
interface Reached
  extends Required<Pick<ServiceDescription, 'port' | 'healthPath' | 'deregistrationSeconds'>> {
  readonly routes: readonly Route[];
  readonly targetHealth: Required<TargetHealthDescription>;
  readonly page?: string;
}

/**
 * Checks descriptions and fills in what they leave out.
 *
 * @throws InvalidDescription with one line for each thing that is wrong.
 */
export function resolveServices(descriptions: readonly ServiceDescription[]): Service[] {
  const problems = problemsOf(descriptions);
  if (problems.length > 0) throw new InvalidDescription(problems);
  return descriptions.map(resolveService);
}

const usualTargetHealth = {
  intervalSeconds: 10,
  timeoutSeconds: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
};

function resolveService(description: ServiceDescription): Service {
  const { port = 8080, scaling, tasks, targetHealth = {}, exec = false } = description;
  const { drainSeconds, stopSeconds = 30 } = description;
  const drain: Record<string, string> =
    drainSeconds === undefined ? {} : { DRAIN_SECONDS: String(drainSeconds) };
  const routes = description.routes.map(routeOf);
  const container = resolveContainer(description, exec);
  const sidecars = (description.sidecars ?? []).map((sidecar) => resolveSidecar(sidecar, exec));
  const { cpuUnits, memoryMiB, tracing } = description;
  return {
    healthPath: usualHealthPath(routes),
    architecture: 'x86_64',
    spotPercent: 0,
    exec,
    deployedBy: 'terraform',
    stopSeconds,
    deregistrationSeconds: Math.min(30, stopSeconds),
    egressPorts: [443],
    ...withoutUndefined(description),
    ...container,
    ...taskSize({ ...container, sidecars, tracing }, { cpuUnits, memoryMiB }),
    environment: { ...container.environment, ...drain, PORT: String(port) },
    port,
    routes,
    sidecars,
    isScaled: tasks === undefined,
    scaling: resolveScaling(tasks === undefined ? scaling : { minTasks: tasks, maxTasks: tasks }),
    targetHealth: { ...usualTargetHealth, ...withoutUndefined(targetHealth) },
  };
}

function resolveSidecar(description: SidecarDescription, exec: boolean): Sidecar {
  const { name, cpuUnits = 32, memoryMiB = 128, essential = false, waitFor } = description;
  return {
    ...{ name, cpuUnits, memoryMiB, essential, waitFor },
    ...resolveContainer(description, exec),
  };
}

function resolveContainer(description: ContainerDescription, exec: boolean): ResolvedContainer {
  const { image, command, entryPoint, healthCheck, user } = description;
  const { environment = {}, secrets = {}, tmpfs = { '/tmp': 64 } } = description;
  const { writableRoot = false, initProcess = exec } = description;
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

function resolveScaling(description: ScalingDescription = {}): Scaling {
  const scaling = withoutUndefined(description);
  const hasAim = ['memoryPercent', 'requestsPerTaskPerMinute'].some((aim) => aim in scaling);
  return {
    minTasks: 1,
    maxTasks: 4,
    ...(hasAim ? {} : { cpuPercent: 70 }),
    scaleOutCooldownSeconds: 60,
    scaleInCooldownSeconds: 300,
    schedules: [],
    ...scaling,
  };
}

/** A path that the container knows: with its prefix taken away it is "/", else that of its first route. */
function usualHealthPath([route]: readonly Route[]): string {
  return route === undefined || route.stripPrefix ? '/' : route.prefix || '/';
}

/** A field that is written as `undefined` is left out, so that it does not hide a default. */
function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
