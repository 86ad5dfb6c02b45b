import type { Ec2CapacityOptions } from '../options/environment/ec2-capacity-options';
import type {
  EnvironmentOptions,
  ResolvedEnvironment,
} from '../options/environment/environment-options';
import type { RegistryOptions } from '../options/environment/registry-options';
import type { ResolvedService } from '../options/service/resolved-service';
import { isPlainObject, ValidationError, ValidationIssues } from '../options/validation-issues';
import { validateEc2Capacity } from './ec2-capacity-checks';
import { validateEnvironment } from './environment-checks';
import { validateRegistry } from './registry-checks';

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
  const issues = new ValidationIssues('main.ts');
  const environment = { ...options, services };
  const areRight = [
    issues.object('options', options, known.options),
    issues.object('registry', registry, known.registry),
  ];
  if (areRight.every(Boolean) && isPlainObject(options)) {
    const { https } = environment;
    const environmentIssues = validateEnvironment(environment);
    issues.all.push(
      ...validateRegistry({ ...registry, https }),
      ...environmentIssues,
      ...(ec2Capacity === undefined
        ? []
        : validateEc2Capacity(
            environmentIssues.length === 0 ? environment : undefined,
            ec2Capacity,
          )),
    );
  }
  if (issues.all.length > 0) throw new ValidationError(issues.all);
  return environment;
}
