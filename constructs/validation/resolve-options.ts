import type { Ec2CapacityOptions } from '../options/environment/ec2-capacity-options';
import type {
  EnvironmentOptions,
  ResolvedEnvironment,
} from '../options/environment/environment-options';
import type { RegistryOptions } from '../options/environment/registry-options';
import { InvalidDescription, isPlainObject, Problems } from '../options/problems';
import type { ResolvedService } from '../options/service/resolve-services';
import { hostsProblems } from './ec2-capacity-checks';
import { siteProblems } from './environment-checks';
import { registryProblems } from './registry-checks';

/** All fields of what main.ts chooses: one that nobody knows would be left out silently. */
const known: Record<'options' | 'registry', string[]> = {
  options: [
    ...['region', 'network', 'https', 'production', 'deletionProtection', 'accessLogs', 'waf'],
    ...[
      'containerInsights',
      'alarms',
      'alarmTopicArn',
      'waitForSteadyState',
      'xrayImage',
      'quotas',
    ],
  ],
  registry: ['zone', 'gitlab'],
};

/**
 * Looks at all that was chosen, before anything is written.
 *
 * @returns what the stacks are made of.
 * @throws InvalidDescription with one line for each thing that is wrong.
 */
export function resolveOptions(
  options: EnvironmentOptions,
  registry: RegistryOptions,
  services: readonly ResolvedService[],
  ec2Capacity?: Ec2CapacityOptions,
): ResolvedEnvironment {
  const problems = new Problems('main.ts');
  const environment = { ...options, services };
  const areRight = [
    problems.fields('options', options, known.options),
    problems.fields('registry', registry, known.registry),
  ];
  if (areRight.every(Boolean) && isPlainObject(options)) {
    const { https } = environment;
    const environmentIssues = siteProblems(environment);
    problems.all.push(
      ...registryProblems({ ...registry, https }),
      ...environmentIssues,
      ...(ec2Capacity === undefined
        ? []
        : hostsProblems(environmentIssues.length === 0 ? environment : undefined, ec2Capacity)),
    );
  }
  if (problems.all.length > 0) throw new InvalidDescription(problems.all);
  return environment;
}
