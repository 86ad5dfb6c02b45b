import { type Fields, isPlainObject, Problems } from '../problems';
import {
  checkEgressPorts,
  checkEnvironment,
  checkHealthCheck,
  checkTmpfs,
  checkUser,
} from './container-checks';
import { checkImage, checkImagesTogether, checkPage } from './image-checks';
import { checkName } from './name-checks';
import { checkRoute, checkRoutesTogether, resolveRoute } from './routes';
import { checkScaling, checkTasks } from './scaling-checks';
import { checkSecrets } from './secret-checks';
import { checkContainerNames, checkSidecars } from './sidecar-checks';
import {
  checkArchitecture,
  checkCommand,
  checkEphemeralStorage,
  checkExec,
  checkWord,
} from './task-checks';
import { checkDrain, checkTargetHealth } from './time-checks';

/** Each field of a service and what makes a value of it wrong; `undefined` means that it is left out. */
const checks: Record<string, (problems: Problems, value: unknown, service: Fields) => void> = {
  name: () => {},
  image: (problems, value) => checkImage(problems, value),
  port: (problems, value = 8080) => problems.wholeNumber('port', value, 1, 65535),
  routes: checkRoutes,
  page: checkPage,
  command: (problems, value) => checkCommand(problems, value, 'command'),
  entryPoint: (problems, value) => checkCommand(problems, value, 'entryPoint'),
  cpuUnits: (problems, value = 256) =>
    problems.wholeNumber('cpuUnits', value, 128, 196608, ' (1024 are one vCPU)'),
  memoryMiB: (problems, value = 512) => problems.wholeNumber('memoryMiB', value, 32, 249856),
  architecture: (problems, value) => checkArchitecture(problems, 'architecture', value),
  ephemeralStorageGiB: checkEphemeralStorage,
  spotPercent: (problems, value = 0) => problems.wholeNumber('spotPercent', value, 0, 100),
  environment: (problems, value, service) => checkEnvironment(problems, value, service),
  secrets: checkSecrets,
  healthCheck: checkHealthCheck,
  healthPath: (problems, value = '/') => {
    if (typeof value !== 'string' || !/^\/[\w./~@:+%?=&-]*$/.test(value)) {
      problems.add(
        'healthPath must be a path that begins with "/"',
        value,
        'write for example "/healthz"',
      );
    }
  },
  targetHealth: checkTargetHealth,
  scaling: checkScaling,
  tasks: checkTasks,
  sidecars: checkSidecars,
  tracing: (problems, value) => checkWord(problems, 'tracing', value, ['xray']),
  exec: checkExec,
  deployedBy: (problems, value) =>
    checkWord(problems, 'deployedBy', value, ['terraform', 'pipeline']),
  stopSeconds: (problems, value = 30) =>
    problems.wholeNumber('stopSeconds', value, 2, 120, ', the most that Fargate allows'),
  drainSeconds: checkDrain,
  deregistrationSeconds: (problems, value = 30) =>
    problems.wholeNumber('deregistrationSeconds', value, 0, 3600),
  egressPorts: checkEgressPorts,
  user: checkUser,
  writableRoot: (problems, value) => problems.trueOrFalse('writableRoot', value),
  tmpfs: checkTmpfs,
  initProcess: (problems, value) => problems.trueOrFalse('initProcess', value),
};

/**
 * All that is wrong with the descriptions and can be known without a cloud; an empty list if nothing is. The types do
 * not suffice: nothing checks them when the app runs.
 */
export function problemsOf(services: unknown): string[] {
  const all: string[] = [];
  if (!Array.isArray(services) || services.length === 0) {
    new Problems('services.ts', all).add(
      'services must be a list of at least one service',
      services,
    );
    return all;
  }
  const seen = new Set<string>();
  for (const [index, service] of services.entries()) {
    const name = isPlainObject(service) ? checkName(all, service, index, seen) : undefined;
    const problems = new Problems(name ? `service "${name}"` : `service ${index + 1}`, all);
    if (!problems.fields('a service', service, Object.keys(checks))) continue;
    for (const [field, check] of Object.entries(checks)) check(problems, service[field], service);
  }
  if (all.length === 0) {
    checkImagesTogether(services, all);
    checkContainerNames(services, all);
    checkRoutesTogether(
      services.map(({ name, routes }) => ({ name, routes: routes.map(resolveRoute) })),
      all,
    );
  }
  return all;
}

function checkRoutes(problems: Problems, routes: unknown): void {
  if (!Array.isArray(routes) || routes.length === 0) {
    problems.add('routes must be a list of at least one path', routes, "write for example ['/']");
    return;
  }
  for (const route of routes) checkRoute(problems, route);
}
