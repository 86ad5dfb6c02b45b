import { partitionOf } from '../iam/account';
import { checkEgress } from '../network/required-endpoints';
import type { EnvironmentOptions } from '../options/environment/environment-options';
import {
  applyDefaults,
  type EnvironmentContext,
  type ResolvedEnvironment,
} from '../options/environment/resolved-environment';
import { isExistingNetwork } from '../options/environment/resolved-network';
import { checkImage } from '../options/service/image-checks';
import { environmentIssues, isPlainObject, ValidationIssues } from '../options/validation-issues';
import { validateEc2Capacity } from './ec2-capacity-checks';
import { checkCertificateCount, checkHostnamesInZone, checkHttps } from './https-checks';
import { checkAddresses } from './ip-address-checks';
import { validateNetwork } from './network-checks';
import { checkQuotas, checkServicesTogether } from './quota-checks';
import { validateServicesOnAws } from './service-on-aws-checks';
import { checkTaskPlacement } from './task-placement-checks';

const switches = [
  'production',
  'deletionProtection',
  'accessLogs',
  'waf',
  'containerInsights',
  'alarms',
  'waitForSteadyState',
] as const;

/** All fields of an environment. Without this list, unknown fields would be ignored silently. */
const known: readonly (keyof EnvironmentOptions)[] = [
  ...(['region', 'network', 'https', 'ec2', 'alarmTopicArn', 'xrayImage', 'quotas'] as const),
  ...switches,
];

/** Validates each option by itself, and if these are valid, all of them together with the services. */
export function validateEnvironment(context: EnvironmentContext, options: unknown): string[] {
  const all: string[] = [];
  const { name } = context;
  if (!isPlainObject(options)) {
    const suggestion =
      "write for example { region: 'eu-central-1', network: { nat: 'single' }, https: false }";
    new ValidationIssues('main.ts', all)
      .fieldsOf('environments')
      .add(`${name} must be an object`, options, suggestion);
    return all;
  }
  new ValidationIssues('main.ts', all).object(`environments.${name}`, options, known);
  const issues = environmentIssues(name, all);
  const { region, https, quotas } = options;
  validateNetwork(issues, region, options.network);
  checkHttps(issues, https, region);
  for (const name of switches) issues.boolean(name, options[name]);
  checkTopic(issues, options.alarmTopicArn, region);
  if (options.xrayImage !== undefined) {
    checkImage(issues, { reference: options.xrayImage as string }, 'xrayImage');
  }
  checkQuotas(issues, quotas);
  if (options.ec2 !== undefined) all.push(...validateEc2Capacity(name, options.ec2));
  const isValid = all.length === 0;
  all.push(...validateServicesOnAws(context.services, options.ec2 === undefined));
  if (isValid) checkTogether(applyDefaults(context, options as unknown as EnvironmentOptions), all);
  return all;
}

/** Validates options and services together. */
function checkTogether(environment: ResolvedEnvironment, all: string[]): void {
  const { network, ec2Capacity } = environment;
  checkHostnamesInZone(environment, all);
  checkCertificateCount(environment, all);
  checkServicesTogether(environment, all);
  if (!isExistingNetwork(network)) {
    checkAddresses(environment, network, all);
    checkEgress(network, environment, all);
  }
  if (ec2Capacity) checkTaskPlacement(environment, ec2Capacity, all);
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
