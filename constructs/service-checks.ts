import { checkEnvironment, checkHealthCheck, checkTmpfs, checkUser } from './container-checks';
import { checkImage, checkImagesTogether, checkPage } from './file-checks';
import { type Fields, isPlainObject, Problems } from './problems';
import { checkRoute, checkRoutesTogether, routeOf } from './routes';
import { checkDrain, checkTargetHealth } from './time-checks';

/** Each field of a service and what makes a value of it wrong; `undefined` means that it is left out. */
const checks: Record<string, (problems: Problems, value: unknown, service: Fields) => void> = {
  name: () => {},
  image: checkImage,
  port: (problems, value = 8080) => problems.wholeNumber('port', value, 1, 65535),
  routes: checkRoutes,
  page: checkPage,
  cpuUnits: (problems, value = 256) =>
    problems.wholeNumber('cpuUnits', value, 128, 196608, ' (1024 are one vCPU)'),
  memoryMiB: (problems, value = 512) => problems.wholeNumber('memoryMiB', value, 32, 249856),
  environment: checkEnvironment,
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
  stopSeconds: (problems, value = 30) =>
    problems.wholeNumber('stopSeconds', value, 2, 120, ', the most that Fargate allows'),
  drainSeconds: checkDrain,
  deregistrationSeconds: (problems, value = 30) =>
    problems.wholeNumber('deregistrationSeconds', value, 0, 3600),
  egressPorts: checkEgressPorts,
  user: checkUser,
  writableRoot: (problems, value = false) => {
    if (typeof value !== 'boolean') problems.add('writableRoot must be true or false', value);
  },
  tmpfs: checkTmpfs,
};

/** Names that other parts of a stack have. */
const takenNames = new Set([
  'account',
  'aws',
  'backend',
  'balancer',
  'capacity',
  'certificate',
  'cluster',
  'constructor',
  'docker',
  'endpoints',
  'flow-logs',
  'listener',
  'name',
  'names',
  'network',
  'proxy',
  'route',
  'url',
  'urls',
  'waf',
  'zone',
]);

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
    checkRoutesTogether(
      services.map(({ name, routes }) => ({ name, routes: routes.map(routeOf) })),
      all,
    );
  }
  return all;
}

function checkName(all: string[], { name }: Fields, index: number, seen: Set<string>) {
  const problems = new Problems(`service ${index + 1}`, all);
  if (typeof name !== 'string' || name.length > 20 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    const rule =
      'name must be lower-case letters, digits and single hyphens, begin with a letter and have at most 20 characters';
    const better = typeof name === 'string' ? nameLike(name) : '';
    problems.add(rule, name, better ? `write "${better}"` : undefined);
    return typeof name === 'string' ? name : undefined;
  }
  if (takenNames.has(name)) {
    problems.add(
      'name must not be that of a part of the stack itself',
      name,
      `write "${name}-app"`,
    );
  }
  if (seen.has(name))
    problems.say(`name "${name}" is given twice; write another for one of the two`);
  seen.add(name);
  return name;
}

function nameLike(name: string): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return words
    .replace(/^[^a-z]+/, '')
    .slice(0, 20)
    .replace(/-+$/, '');
}

function checkRoutes(problems: Problems, routes: unknown): void {
  if (!Array.isArray(routes) || routes.length === 0) {
    problems.add('routes must be a list of at least one path', routes, "write for example ['/']");
    return;
  }
  for (const route of routes) checkRoute(problems, route);
}

function checkEgressPorts(problems: Problems, value: unknown): void {
  if (value === undefined) return;
  const ports: unknown[] = Array.isArray(value) ? value : [];
  const isPort = (port: unknown) =>
    Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65_535;
  const isRight = ports.every(isPort) && new Set(ports).size === ports.length;
  // As many as a security group has rules: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
  if (isRight && ports.includes(443) && ports.length <= 60) return;
  problems.add(
    'egressPorts must be at most 60 different ports, 443 among them',
    value,
    'write for example [443, 5432]',
  );
}

function checkScaling(problems: Problems, value: unknown): void {
  if (value === undefined) return;
  if (!problems.fields('scaling', value, ['minTasks', 'maxTasks', 'cpuPercent'])) return;
  const { minTasks = 1, maxTasks = 4, cpuPercent = 70 } = value;
  problems.wholeNumber('scaling.minTasks', minTasks, 0, 5000);
  problems.wholeNumber('scaling.maxTasks', maxTasks, 1, 5000);
  problems.wholeNumber('scaling.cpuPercent', cpuPercent, 1, 100);
  if (Number(maxTasks) < Number(minTasks)) {
    problems.add(`scaling.maxTasks must be at least minTasks (${minTasks})`, maxTasks);
  }
}
