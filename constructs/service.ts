import type { HealthCheckDescription, TargetHealthDescription } from './health-description';
import { InvalidDescription } from './problems';
import { type Route, routeOf } from './routes';
import type { ScalingDescription } from './scaling-description';
import { problemsOf } from './service-checks';
import type { ServiceDescription } from './service-description';

/** A service that was checked, with everything filled in: what all stacks are made of. */
export interface Service
  extends Omit<Required<ServiceDescription>, Optional | 'routes' | 'scaling' | 'targetHealth'> {
  readonly routes: readonly Route[];
  readonly scaling: Required<ScalingDescription>;
  readonly targetHealth: Required<TargetHealthDescription>;
  readonly page?: string;
  readonly healthCheck?: Required<HealthCheckDescription>;
  readonly drainSeconds?: number;
  readonly user?: string;
}

type Optional = 'page' | 'healthCheck' | 'drainSeconds' | 'user';

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

const usualScaling = { minTasks: 1, maxTasks: 4, cpuPercent: 70 };

const usualTargetHealth = {
  intervalSeconds: 10,
  timeoutSeconds: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
};

function resolveService(description: ServiceDescription): Service {
  const {
    port = 8080,
    healthCheck,
    environment = {},
    scaling = {},
    targetHealth = {},
  } = description;
  const { drainSeconds, stopSeconds = 30 } = description;
  const drain: Record<string, string> =
    drainSeconds === undefined ? {} : { DRAIN_SECONDS: String(drainSeconds) };
  const routes = description.routes.map(routeOf);
  return {
    cpuUnits: 256,
    memoryMiB: 512,
    healthPath: usualHealthPath(routes),
    stopSeconds,
    deregistrationSeconds: Math.min(30, stopSeconds),
    egressPorts: [443],
    writableRoot: false,
    tmpfs: { '/tmp': 64 },
    ...withoutUndefined(description),
    port,
    routes,
    environment: { ...environment, ...drain, PORT: String(port) },
    scaling: { ...usualScaling, ...withoutUndefined(scaling) },
    targetHealth: { ...usualTargetHealth, ...withoutUndefined(targetHealth) },
    healthCheck: healthCheck && {
      intervalSeconds: 5,
      timeoutSeconds: 5,
      retries: 3,
      startPeriodSeconds: 15,
      ...withoutUndefined(healthCheck),
    },
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
