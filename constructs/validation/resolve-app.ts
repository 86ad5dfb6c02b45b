import type { AppOptions } from '../options/environment/app-options';
import type { EnvironmentOptions } from '../options/environment/environment-options';
import { registryBackend, registryName } from '../options/environment/registry-name';
import type { RegistryOptions } from '../options/environment/registry-options';
import {
  applyDefaults,
  type ResolvedEnvironment,
} from '../options/environment/resolved-environment';
import { localNames, servicesOf } from '../options/environment/service-overrides';
import { resolveServices } from '../options/service/resolve-services';
import type { ResolvedService } from '../options/service/resolved-service';
import {
  isPlainObject,
  suggestClosest,
  ValidationError,
  ValidationIssues,
} from '../options/validation-issues';
import { checkStates, type StackState } from './backend-checks';
import { checkAccounts, checkClashingNames } from './clashing-names';
import { validateEnvironment } from './environment-checks';
import { environmentServices, fargateIssuesAt, writtenAt } from './environment-services';
import { validateContexts } from './image-build-checks';
import { checkSharedListeners } from './load-balancer-checks';
import { checkEnvironmentName, checkProject } from './name-checks';
import { validateRegistry } from './registry-checks';

/** Options of an app that are valid, with all defaults. */
export interface ResolvedApp {
  readonly project: string;
  readonly services: readonly ResolvedService[];

  /** Names, regions and accounts of all environments, also of those that are not synthesized. */
  readonly environmentNames: readonly string[];
  readonly places: readonly Pick<ResolvedEnvironment, 'region' | 'account'>[];

  /** The environments that are synthesized, in the order in which they are written. */
  readonly environments: readonly ResolvedEnvironment[];
  readonly registry: RegistryOptions;

  /** The environment from which modules are generated, if it is synthesized. */
  readonly modules?: ResolvedEnvironment;
}

/** Without this list, unknown fields would be ignored silently. */
const known: readonly (keyof AppOptions)[] = [
  ...(['project', 'services', 'environments', 'registry', 'modules'] as const),
];

/**
 * Validates the options of an app and fills in the defaults.
 *
 * @param isSelected whether an environment is synthesized. Only then, its options are validated.
 * @throws ValidationError with one line for each issue.
 */
export function resolveApp(
  options: AppOptions,
  isSelected: (environment: string) => boolean = () => true,
): ResolvedApp {
  const { project, registry = {}, modules } = options;
  validateShape(options);
  const services = resolveServices(servicesOf(options.services, {}, localNames));
  const environmentNames = Object.keys(options.environments);
  const names = environmentNames.filter(isSelected);
  const written = (name: string) => options.environments[name] as EnvironmentOptions;
  const all = [...validateContexts(services), ...validateRegistry(registry, names.map(written))];
  const isOnFargate = (name: string) => written(name)?.ec2 === undefined;
  const isMixed = !environmentNames.every(isOnFargate);
  const contexts = names.map((name) => {
    const own = environmentServices(name, written(name), options.services);
    const context = { project, name, services: own.services };
    const found = validateEnvironment(context, written(name), own.issues.length === 0);
    const issues = isOnFargate(name) && isMixed ? fargateIssuesAt(name, found) : found;
    all.push(...own.issues, ...writtenAt(name, own.overridden, issues));
    return { ...context, account: written(name)?.account };
  });
  all.push(...checkClashingNames(contexts), ...checkAccounts(contexts));
  checkSharedListeners(
    names.map((name) => [name, written(name)]),
    all,
  );
  if (all.length === 0) all.push(...checkStates(project, statesOf(options, names)));
  // Environments can have the same issue of a service.
  if (all.length > 0) throw new ValidationError([...new Set(all)]);
  const environments = contexts.map((context) => applyDefaults(context, written(context.name)));
  return {
    ...{ project, services, environmentNames, environments, registry },
    places: environmentNames.map((name) => ({
      region: written(name)?.region,
      account: written(name)?.account,
    })),
    modules: environments.find(({ name }) => name === modules),
  };
}

/** Backends of the environments with these names, and of their registries. */
function statesOf({ environments, registry }: AppOptions, names: readonly string[]): StackState[] {
  const places = Object.values(environments);
  const own = names.map((name) => ({ name, ...(environments[name] as EnvironmentOptions) }));
  const registries = [...new Set(own.map((environment) => registryName(environment, places)))];
  return [
    ...registries.map((stack) => ({
      ...{ stack, field: 'registry' },
      backend: registryBackend(registry?.backend, stack, places),
    })),
    ...own.map(({ name, backend }) => ({ stack: name, field: `environments.${name}`, backend })),
  ];
}

/** Validates all that does not depend on an environment. */
function validateShape(options: unknown): void {
  const issues = new ValidationIssues('main.ts');
  if (issues.object('ServicesApp', options, known)) {
    checkProject(issues, options.project);
    if (!Array.isArray(options.services)) {
      issues.add(
        'services must be an array of services',
        options.services,
        'export it from services.ts',
      );
    }
    checkEnvironments(issues, options);
    if (options.registry !== undefined) {
      issues.object('registry', options.registry, ['zone', 'gitlab', 'backend']);
    }
  }
  if (issues.all.length > 0) throw new ValidationError(issues.all);
}

function checkEnvironments(
  issues: ValidationIssues,
  { environments, modules }: Readonly<Record<string, unknown>>,
): void {
  if (!isPlainObject(environments) || Object.keys(environments).length === 0) {
    const suggestion =
      "write for example { staging: { region: 'eu-central-1', network: { nat: 'single' }, https: false } }";
    issues.add(
      'environments must be an object with at least one environment',
      environments,
      suggestion,
    );
    return;
  }
  const names = Object.keys(environments);
  for (const name of names) checkEnvironmentName(issues, name);
  if (modules === undefined) return;
  const source = typeof modules === 'string' ? environments[modules] : undefined;
  if (source === undefined || !Object.hasOwn(environments, String(modules))) {
    issues.add(
      'modules must be the name of an environment',
      modules,
      suggestClosest(String(modules), names),
    );
  } else if (isPlainObject(source) && source.ec2 !== undefined) {
    issues.add(
      'modules must be the name of an environment on Fargate',
      modules,
      'name one without ec2',
    );
  } else if (isPlainObject(source) && source.loadBalancer !== undefined) {
    issues.add(
      'modules must be the name of an environment with a load balancer of its own',
      modules,
      'name one without loadBalancer',
    );
  }
}
