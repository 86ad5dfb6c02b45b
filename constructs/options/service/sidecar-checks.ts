import {
  type Fields,
  isPlainObject,
  quoted,
  serviceIssues,
  type ValidationIssues,
} from '../validation-issues';
import { checkEnvironment, checkTmpfs, checkUser } from './container-checks';
import { checkImage } from './image-checks';
import { checkCommand, checkHealthCheck } from './program-checks';
import { checkSecrets } from './secret-checks';
import type { ServiceOptions } from './service-options';
import { checkOneOf } from './task-checks';
import { traceReceiver } from './tracing';
import { checkVariableNames } from './variable-checks';

/** A task has at most ten containers: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
const maxContainersPerTask = 10;

/** The check of each field of a sidecar. */
const checks: Record<string, (issues: ValidationIssues, value: unknown, sidecar: Fields) => void> =
  {
    name: () => {},
    image: (issues, value) => checkImage(issues, value),
    command: (issues, value, container) => checkCommand(issues, value, 'command', container),
    entryPoint: (issues, value) => checkCommand(issues, value, 'entryPoint'),
    environment: (issues, value) => checkEnvironment(issues, value),
    secrets: (issues, value) => checkSecrets(issues, value),
    healthCheck: checkHealthCheck,
    user: checkUser,
    writableRoot: (issues, value) => issues.boolean('writableRoot', value),
    tmpfs: (issues, value, { memoryMiB = 128 }) => checkTmpfs(issues, value, { memoryMiB }),
    initProcess: (issues, value) => issues.boolean('initProcess', value),
    cpuUnits: (issues, value = 32) => issues.integer('cpuUnits', value, 2, 32_768),
    memoryMiB: (issues, value = 128) => issues.integer('memoryMiB', value, 6, 249_856),
    essential: (issues, value) => issues.boolean('essential', value),
    waitFor: checkWaitFor,
  };

/** Validates the sidecars of a service. */
export function checkSidecars(issues: ValidationIssues, value: unknown, service: Fields): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) {
    const suggestion =
      "write for example [{ name: 'cache', image: { folder: 'containers/cache' } }]";
    issues.add('sidecars must be an array', value, suggestion);
    return;
  }
  const containers = value.length + 1 + (service.tracing === undefined ? 0 : 1);
  if (containers > maxContainersPerTask) {
    issues.report(
      `a task can have at most ${maxContainersPerTask} containers, got ${containers}; remove sidecars`,
    );
  }
  const receiver = traceReceiver(service.tracing)?.name;
  const names = new Set<unknown>([service.name, 'xray-daemon', receiver]);
  // Array.from makes holes visible.
  for (const [index, sidecar] of Array.from(value).entries()) {
    const name = isPlainObject(sidecar) ? sidecar.name : undefined;
    const own = issues.nested(
      typeof name === 'string' ? `sidecar ${quoted(name)}` : `sidecar ${index + 1}`,
    );
    if (!own.object('a sidecar', sidecar, Object.keys(checks))) continue;
    if (
      typeof name !== 'string' ||
      !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) ||
      name.length > 20
    ) {
      const rule =
        'name must be lower-case letters, digits and single hyphens, start with a letter and have at most 20 characters';
      own.add(rule, name);
    } else if (names.has(name)) {
      own.report(`another container of the task has the name "${name}"; use another name`);
    }
    names.add(name);
    for (const [field, check] of Object.entries(checks)) check(own, sidecar[field], sidecar);
    checkVariableNames(own, sidecar);
  }
}

/** Validates that all containers have different names. On the laptop, the containers of all services share one namespace. */
export function checkContainerNames(services: readonly ServiceOptions[], all: string[]): void {
  const owners = new Map([['xray-daemon', 'the X-Ray stub']]);
  for (const { name } of services) owners.set(name, `service "${name}"`);
  for (const { name: service, sidecars = [] } of services) {
    for (const { name } of sidecars) {
      const container = `${service}-${name}`;
      const owner = owners.get(container);
      if (owner) {
        serviceIssues(service, all)
          .nested(`sidecar "${name}"`)
          .report(
            `its container and that of ${owner} would both be ${container}; rename one of them`,
          );
      }
      owners.set(container, `sidecar "${name}" of service "${service}"`);
    }
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html */
function checkWaitFor(issues: ValidationIssues, value: unknown, sidecar: Fields): void {
  checkOneOf(issues, 'waitFor', value, ['start', 'healthy', 'success']);
  const { healthCheck } = sidecar;
  const command = isPlainObject(healthCheck) ? healthCheck.command : undefined;
  const isChecked = healthCheck !== undefined && !(Array.isArray(command) && command[0] === 'NONE');
  if (value === 'healthy' && !isChecked) {
    issues.report('waitFor: "healthy" needs a healthCheck: ECS ignores that of the image');
  }
  if (value === 'success' && sidecar.essential === true) {
    issues.report(
      'waitFor: "success" cannot be combined with essential: true, which stops the task when the sidecar exits; leave out essential',
    );
  }
}
