import { partitionOf } from '../iam/account';
import { registryHost } from '../images/ecr-image';
import { checkEgress } from '../network/required-endpoints';
import { protectionOf, type ResolvedEnvironment } from '../options/environment/environment-options';
import { isExistingNetwork } from '../options/environment/network-options';
import { checkImage } from '../options/service/image-checks';
import {
  allContainers,
  type ResolvedService,
  referencedImages,
} from '../options/service/resolved-service';
import { isSecretName } from '../options/service/secret-name';
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

/** All that is wrong with what a stack is told: first each value by itself, then what they mean together. */
export function validateEnvironment(environment: ResolvedEnvironment): string[] {
  const { services, region, network, https, quotas } = environment;
  const all = validateNetwork(region, network);
  const issues = new ValidationIssues('fargate', all);
  checkHttps(issues, https, region);
  for (const name of switches) issues.boolean(name, environment[name]);
  checkTopic(issues, environment.alarmTopicArn, region);
  if (environment.xrayImage !== undefined) {
    checkImage(issues, { reference: environment.xrayImage }, 'xrayImage');
  }
  checkQuotas(issues, quotas);
  const isChosenWell = all.length === 0;
  all.push(...validateForFargate(services));
  if (!isChosenWell) return all;

  checkHostnamesInZone(environment, all);
  checkCertificateCount(environment, all);
  checkServicesTogether(environment, all);
  if (!isExistingNetwork(network)) {
    checkAddresses(environment, network, all);
    checkEgress(network, environment, all);
  }
  return all;
}

/** An alarm tells topics of its own region: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
function checkTopic(issues: ValidationIssues, arn: unknown, region: unknown): void {
  if (arn === undefined) return;
  const [, of] =
    (typeof arn === 'string' && /^arn:aws[\w-]*:sns:([a-z0-9-]+):\d{12}:[\w-]{1,256}$/.exec(arn)) ||
    [];
  if (of === undefined) {
    const ofStack = typeof region === 'string' ? region : 'eu-central-1';
    const suggestion = `write for example "arn:${partitionOf(ofStack)}:sns:${ofStack}:123456789012:alarms"`;
    issues.add('alarmTopicArn must be the ARN of a topic of SNS', arn, suggestion);
  } else if (typeof region === 'string' && of !== region) {
    const rule = `alarmTopicArn must be in the region of the stack, ${region}`;
    issues.add(rule, arn, 'write the ARN of a topic there');
  }
}

/** What is not wrong, but should be known. */
export function environmentWarnings(environment: ResolvedEnvironment): string[] {
  const { https, services, network } = environment;
  const warnings: string[] = [];
  if (https === false) {
    warnings.push(
      'HTTP alone (https: false): anyone on the way can read and change requests and answers',
    );
  }
  for (const service of services) {
    const [reference] = referencedImages(service).filter(
      (one) => registryHost(one) === 'docker.io',
    );
    if (reference === undefined) continue;
    warnings.push(
      `service "${service.name}" pulls "${reference}" from Docker Hub, which refuses some pulls of an address that has made many; use public.ecr.aws, or push it to ECR`,
    );
  }
  warnings.push(...services.flatMap(plainSecrets));
  const { deletionProtection } = protectionOf(environment);
  if (environment.production && !deletionProtection) {
    warnings.push('production without deletionProtection: a destroy takes the load balancer');
  }
  if (protectionOf(environment).alarms && environment.alarmTopicArn === undefined) {
    warnings.push('alarms tell nobody; write alarmTopicArn');
  }
  if (environment.production && !isExistingNetwork(network) && network.nat === 'single') {
    const [zone = 'a'] = network.zones ?? [];
    warnings.push(
      `production with nat: 'single': if zone ${zone} fails, no task reaches the internet; 'per-az' and 'regional' survive it`,
    );
  }
  return warnings;
}

/** Values that look like secrets, and are written in clear text into stacks, snapshots, states and plans. */
function plainSecrets(service: ResolvedService): string[] {
  return allContainers(service)
    .flatMap(({ environment }) => Object.keys(environment))
    .filter(isSecretName)
    .map(
      (name) =>
        `service "${service.name}": environment.${name} looks like a secret, and is written in clear text into the stack, its snapshot, its state and its plans; name it by secrets`,
    );
}
