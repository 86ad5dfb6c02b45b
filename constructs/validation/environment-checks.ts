import { partitionOf } from '../iam/account';
import { checkEgress } from '../network/required-endpoints';
import type { EnvironmentOptions } from '../options/environment/environment-options';
import { applyDefaults } from '../options/environment/resolved-environment';
import { isExistingNetwork } from '../options/environment/resolved-network';
import { checkImage } from '../options/service/image-checks';
import type { ResolvedService } from '../options/service/resolved-service';
import { ValidationIssues } from '../options/validation-issues';
import { validateForFargate } from './fargate-checks';
import { checkCertificateCount, checkHostnamesInZone, checkHttps } from './https-checks';
import { checkAddresses } from './ip-address-checks';
import { validateNetwork } from './network-checks';
import { checkQuotas, checkServicesTogether } from './quota-checks';

const switches = [
  'production',
  'deletionProtection',
  'accessLogs',
  'waf',
  'containerInsights',
  'alarms',
  'waitForSteadyState',
] as const;

/** Validates each option by itself, and if these are valid, all of them together. */
export function validateEnvironment(
  options: EnvironmentOptions,
  services: readonly ResolvedService[],
): string[] {
  const { region, https, quotas } = options;
  const issues = new ValidationIssues('main.ts').fieldsOf('options');
  const { all } = issues;
  validateNetwork(issues, region, options.network);
  checkHttps(issues, https, region);
  for (const name of switches) issues.boolean(name, options[name]);
  checkTopic(issues, options.alarmTopicArn, region);
  if (options.xrayImage !== undefined) {
    checkImage(issues, { reference: options.xrayImage }, 'xrayImage');
  }
  checkQuotas(issues, quotas);
  const isValid = all.length === 0;
  all.push(...validateForFargate(services));
  if (!isValid) return all;

  const environment = applyDefaults(options, services);
  const { network } = environment;
  checkHostnamesInZone(environment, all);
  checkCertificateCount(environment, all);
  checkServicesTogether(environment, all);
  if (!isExistingNetwork(network)) {
    checkAddresses(environment, network, all);
    checkEgress(network, environment, all);
  }
  return all;
}

/** An alarm can only notify topics in its own region: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
function checkTopic(issues: ValidationIssues, arn: unknown, region: unknown): void {
  if (arn === undefined) return;
  const [, of] =
    (typeof arn === 'string' && /^arn:aws[\w-]*:sns:([a-z0-9-]+):\d{12}:[\w-]{1,256}$/.exec(arn)) ||
    [];
  if (of === undefined) {
    const ofStack = typeof region === 'string' ? region : 'eu-central-1';
    const suggestion = `write for example "arn:${partitionOf(ofStack)}:sns:${ofStack}:123456789012:alarms"`;
    issues.add('alarmTopicArn must be the ARN of an SNS topic', arn, suggestion);
  } else if (typeof region === 'string' && of !== region) {
    const rule = `alarmTopicArn must be in the region of the alarms, ${region}`;
    issues.add(rule, arn, 'use a topic there');
  }
}
