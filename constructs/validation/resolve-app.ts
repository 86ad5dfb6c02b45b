import type { Ec2CapacityOptions } from '../options/environment/ec2-capacity-options';
import type { EnvironmentOptions } from '../options/environment/environment-options';
import type { RegistryOptions } from '../options/environment/registry-options';
import {
  applyDefaults,
  type ResolvedEnvironment,
} from '../options/environment/resolved-environment';
import type { ResolvedService } from '../options/service/resolved-service';
import { isPlainObject, ValidationError, ValidationIssues } from '../options/validation-issues';
import { validateEc2Capacity } from './ec2-capacity-checks';
import { validateEnvironment } from './environment-checks';
import { validateRegistry } from './registry-checks';

/** All fields of the options in main.ts. Without this list, unknown fields would be ignored silently. */
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
 * Validates the options of main.ts and fills in the defaults.
 *
 * @throws ValidationError with one line for each issue.
 */
export function resolveEnvironment(
  options: EnvironmentOptions,
  registry: RegistryOptions,
  services: readonly ResolvedService[],
  ec2Capacity?: Ec2CapacityOptions,
): ResolvedEnvironment {
  const issues = new ValidationIssues('main.ts');
  const areObjects = [
    issues.object('options', options, known.options),
    issues.object('registry', registry, known.registry),
  ];
  if (areObjects.every(Boolean) && isPlainObject(options)) {
    const { https } = options;
    const environmentIssues = validateEnvironment(options, services);
    issues.all.push(...validateRegistry({ ...registry, https }), ...environmentIssues);
    if (ec2Capacity !== undefined) {
      const environment =
        environmentIssues.length === 0 ? applyDefaults(options, services) : undefined;
      issues.all.push(...validateEc2Capacity(environment, ec2Capacity));
    }
  }
  if (issues.all.length > 0) throw new ValidationError(issues.all);
  return applyDefaults(options, services);
}
