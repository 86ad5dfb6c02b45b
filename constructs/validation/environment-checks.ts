import { partitionOf } from '../iam/account';
import { checkEgress } from '../network/required-endpoints';
import type { EnvironmentOptions } from '../options/environment/environment-options';
import {
  applyDefaults,
  type EnvironmentContext,
  type ResolvedEnvironment,
} from '../options/environment/resolved-environment';
import { isExistingNetwork } from '../options/environment/resolved-network';
import { checkWaf } from '../options/environment/waf-options';
import { checkImage } from '../options/service/image-checks';
import { checkOneOf } from '../options/service/task-checks';
import { environmentIssues, isPlainObject, ValidationIssues } from '../options/validation-issues';
import { checkBackend } from './backend-checks';
import { validateEc2Capacity } from './ec2-capacity-checks';
import { checkFargateQuotas } from './fargate-quota-checks';
import { checkCertificateCount, checkHostnamesInZone, checkHttps } from './https-checks';
import { checkAddresses } from './ip-address-checks';
import { checkLoadBalancer, prioritiesOf } from './load-balancer-checks';
import { validateNetwork } from './network-checks';
import { checkPipelineActions } from './pipeline-action-checks';
import { checkPulledImages } from './pulled-image-checks';
import { checkQuotas, checkServicesTogether } from './quota-checks';
import { validateServicesOnAws } from './service-on-aws-checks';
import { checkTaskPlacement } from './task-placement-checks';

const switches = [
  'production',
  'deletionProtection',
  'accessLogs',
  'containerInsights',
  'alarms',
  'waitForSteadyState',
  'guardDuty',
] as const;

/** All fields of an environment. Without this list, unknown fields would be ignored silently. */
const known: readonly (keyof EnvironmentOptions)[] = [
  ...(['region', 'network', 'https', 'loadBalancer', 'ec2', 'services'] as const),
  ...(['account', 'backend', 'tags', 'waf', 'desyncMitigation'] as const),
  ...(['alarmTopicArn', 'xrayImage', 'collectorImage', 'pullThroughCaches'] as const),
  ...(['quotas', 'pipelineActions'] as const),
  ...switches,
];

/**
 * Validates each option by itself, and if these are valid, all of them together with the services.
 *
 * @param areServicesValid whether the services of the context can be validated, too.
 */
export function validateEnvironment(
  context: EnvironmentContext,
  options: unknown,
  areServicesValid = true,
): string[] {
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
  const { region, https, quotas, loadBalancer } = options;
  const isOwn = loadBalancer === undefined;
  validateNetwork(issues, region, options.network, isOwn);
  if (isOwn) checkHttps(issues, https, region);
  checkLoadBalancer(issues, options);
  for (const name of switches) issues.boolean(name, options[name]);
  checkWaf(issues, options.waf);
  checkOneOf(issues, 'desyncMitigation', options.desyncMitigation, ['defensive', 'strictest']);
  checkTopic(issues, options.alarmTopicArn, region);
  checkAccount(issues, options.account);
  checkBackend(issues, options.backend);
  checkTags(issues, options.tags);
  for (const field of ['xrayImage', 'collectorImage']) {
    if (options[field] !== undefined) checkImage(issues, { reference: options[field] }, field);
  }
  checkPulledImages(issues, options);
  checkQuotas(issues, quotas);
  checkPipelineActions(name, options.pipelineActions, all);
  if (options.ec2 !== undefined) all.push(...validateEc2Capacity(name, options.ec2));
  const isValid = all.length === 0;
  if (!areServicesValid) return all;
  const shared = isOwn ? undefined : { environment: name, range: prioritiesOf(loadBalancer) };
  all.push(...validateServicesOnAws(context.services, options.ec2 === undefined, shared));
  if (isValid) checkTogether(applyDefaults(context, options as unknown as EnvironmentOptions), all);
  return all;
}

/** Validates options and services together. */
function checkTogether(environment: ResolvedEnvironment, all: string[]): void {
  const { network, ec2Capacity } = environment;
  checkHostnamesInZone(environment, all);
  checkCertificateCount(environment, all);
  checkServicesTogether(environment, all);
  checkFargateQuotas(environment, all);
  if (!isExistingNetwork(network)) {
    checkAddresses(environment, network, all);
    checkEgress(network, environment, all);
  }
  if (ec2Capacity) checkTaskPlacement(environment, ec2Capacity, all);
}

function checkAccount(issues: ValidationIssues, account: unknown): void {
  if (account === undefined || (typeof account === 'string' && /^\d{12}$/.test(account))) return;
  issues.add(
    'account must be an account id of twelve digits',
    account,
    'write it as a string: "123456789012"',
  );
}

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
function checkTags(issues: ValidationIssues, tags: unknown): void {
  if (tags === undefined) return;
  if (!isPlainObject(tags)) {
    issues.add('tags must be an object of strings', tags, "write for example { team: 'shop' }");
    return;
  }
  const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  const own = ['project', 'stack'];
  for (const [key, value] of Object.entries(tags)) {
    if (own.includes(key.toLowerCase()))
      issues.report(`tags.${key} is set already; use another key`);
    else if (key === '' || key.length > 128 || !allowed.test(key) || /^aws:/i.test(key)) {
      issues.add(
        'tags must have keys of 1 to 128 letters, digits, spaces and _ . : / = + - @ that do not begin with "aws:"',
        key,
      );
    }
    if (typeof value !== 'string' || value.length > 256 || !allowed.test(value)) {
      issues.add(
        `tags.${key} must be a string of at most 256 letters, digits, spaces and _ . : / = + - @`,
        value,
      );
    }
  }
  // An access log object can have at most ten tags, other resources fifty, of which the stacks set three.
  if (Object.keys(tags).length > 40)
    issues.add('tags can have at most 40 keys', Object.keys(tags).length);
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
