import { type Fields, isPlainObject, serviceIssues, ValidationIssues } from '../validation-issues';
import { checkEgressPorts, checkEnvironment, checkTmpfs, checkUser } from './container-checks';
import { checkImage, checkImagesTogether, checkPage } from './image-checks';
import { checkName } from './name-checks';
import { checkCommand, checkHealthCheck } from './program-checks';
import { checkRoute, checkRoutesTogether, resolveRoute } from './routes';
import { checkScaling, checkTasks } from './scaling-checks';
import { checkSecrets } from './secret-checks';
import { checkContainerNames, checkSidecars } from './sidecar-checks';
import { checkArchitecture, checkEphemeralStorage, checkExec, checkOneOf } from './task-checks';
import { checkDrainSeconds, checkTargetHealth } from './time-checks';
import { traceReceiver } from './tracing';
import { checkVariableNames } from './variable-checks';
import { checkWithoutRoutes } from './worker-checks';

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
const maxHealthPathLength = 1024;

/** ECS allows 69 years. What takes more than two hours is milliseconds, or hides that a deployment has failed. */
const maxGraceSeconds = 7200;

/** The check of each field of a service; the value is `undefined` if it is left out. */
const checks: Record<string, (issues: ValidationIssues, value: unknown, service: Fields) => void> =
  {
    name: () => {},
    image: (issues, value) => checkImage(issues, value),
    port: (issues, value = 8080) => issues.integer('port', value, 1, 65535),
    routes: checkRoutes,
    page: checkPage,
    command: (issues, value, container) => checkCommand(issues, value, 'command', container),
    entryPoint: (issues, value) => checkCommand(issues, value, 'entryPoint'),
    cpuUnits: (issues, value = 256) =>
      issues.integer('cpuUnits', value, 128, 196608, ' (1024 are one vCPU)'),
    memoryMiB: (issues, value = 512) => issues.integer('memoryMiB', value, 32, 249856),
    architecture: (issues, value) => checkArchitecture(issues, 'architecture', value),
    ephemeralStorageGiB: checkEphemeralStorage,
    spotPercent: (issues, value = 0) => issues.integer('spotPercent', value, 0, 100),
    environment: (issues, value) => checkEnvironment(issues, value),
    secrets: (issues, value) => checkSecrets(issues, value),
    healthCheck: checkHealthCheck,
    healthPath: (issues, value = '/') => {
      if (typeof value !== 'string' || !/^\/[\w./~@:+%?=&-]*$/.test(value)) {
        issues.add(
          'healthPath must be a path that starts with "/"',
          value,
          'write for example "/healthz"',
        );
      } else if (value.length > maxHealthPathLength) {
        issues.add(`healthPath can have at most ${maxHealthPathLength} characters`, value);
      }
    },
    targetHealth: checkTargetHealth,
    healthCheckGraceSeconds: (issues, value = 60) =>
      issues.integer('healthCheckGraceSeconds', value, 0, maxGraceSeconds),
    scaling: checkScaling,
    tasks: checkTasks,
    sidecars: checkSidecars,
    tracing: checkTracing,
    exec: checkExec,
    deployedBy: (issues, value) =>
      checkOneOf(issues, 'deployedBy', value, ['terraform', 'pipeline']),
    logMode: (issues, value) => checkOneOf(issues, 'logMode', value, ['non-blocking', 'blocking']),
    stopSeconds: (issues, value = 30) =>
      issues.integer('stopSeconds', value, 2, 120, ', the most that Fargate allows'),
    drainSeconds: checkDrainSeconds,
    deregistrationSeconds: (issues, value = 30) =>
      issues.integer('deregistrationSeconds', value, 0, 3600),
    egressPorts: checkEgressPorts,
    user: checkUser,
    writableRoot: (issues, value) => issues.boolean('writableRoot', value),
    tmpfs: checkTmpfs,
    initProcess: (issues, value) => issues.boolean('initProcess', value),
    recreate: (issues, value) => issues.boolean('recreate', value),
  };

/** Validates services as far as possible without AWS. Types are validated, too: TypeScript does not check them when main.ts runs. */
export function validateServices(services: unknown): string[] {
  const all: string[] = [];
  if (!Array.isArray(services) || services.length === 0) {
    new ValidationIssues('services.ts', all).add(
      'services must be an array of at least one service',
      services,
    );
    return all;
  }
  const seen = new Set<string>();
  for (const [index, service] of services.entries()) {
    const name = isPlainObject(service) ? checkName(all, service, index, seen) : undefined;
    const issues = serviceIssues(name || index + 1, all);
    if (!issues.object('a service', service, Object.keys(checks))) continue;
    for (const [field, check] of Object.entries(checks)) check(issues, service[field], service);
    checkVariableNames(issues, service, service);
    if (service.routes === undefined) checkWithoutRoutes(issues, service);
  }
  if (all.length === 0) {
    checkImagesTogether(services, all);
    checkContainerNames(services, all);
    checkRoutesTogether(
      services.map(({ name, routes = [] }) => ({ name, routes: routes.map(resolveRoute) })),
      all,
    );
    if (services.every(({ routes }) => routes === undefined)) {
      new ValidationIssues('services.ts', all).report(
        'no service has routes; give at least one a route, because each environment has a load balancer',
      );
    }
  }
  return all;
}

function checkTracing(issues: ValidationIssues, value: unknown, { name }: Fields): void {
  checkOneOf(issues, 'tracing', value, ['xray', 'opentelemetry']);
  const receiver = traceReceiver(value);
  if (receiver && receiver.name === name) {
    issues.report(
      `with tracing, ${receiver.title} is a container of the task and has the name "${name}"; rename the service`,
    );
  }
}

function checkRoutes(issues: ValidationIssues, routes: unknown): void {
  if (routes === undefined) return;
  if (!Array.isArray(routes) || routes.length === 0) {
    issues.add(
      'routes must be an array of at least one path',
      routes,
      "write for example ['/'], or leave routes out for a service to which nothing connects",
    );
    return;
  }
  for (const route of routes) checkRoute(issues, route);
}
