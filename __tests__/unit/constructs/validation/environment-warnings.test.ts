import { inspect } from 'node:util';
import type { ResolvedEnvironment } from '../../../../constructs/options/environment/environment-options';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import {
  environmentWarnings,
  validateEnvironment,
} from '../../../../constructs/validation/environment-checks';

const services = resolveServices([
  { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] },
]);
const environmentOf = (options: object): ResolvedEnvironment => ({
  services,
  region: 'eu-central-1',
  network: { nat: 'single' },
  https: false,
  ...options,
});
const topic = (region: string, partition = 'aws') =>
  `arn:${partition}:sns:${region}:123456789012:alarms`;
const topicRule = 'alarmTopicArn must be the ARN of a topic of SNS';
const example = `; write for example "${topic('eu-central-1')}"`;
const versionRule = 'xrayImage must say which version, by a tag other than latest or by a digest';

test.each([
  { alarmTopicArn: topic('eu-central-1') },
  { region: 'us-gov-west-1', alarmTopicArn: topic('us-gov-west-1', 'aws-us-gov') },
  { xrayImage: 'public.ecr.aws/xray/aws-xray-daemon:3.7.0' },
  { xrayImage: `a.example/xray@sha256:${'0'.repeat(64)}` },
  { alarms: true, containerInsights: false, waitForSteadyState: true },
])('%j is right', (options) => {
  expect(validateEnvironment(environmentOf(options))).toEqual([]);
});

test.each<[object, string]>([
  ...[
    '',
    'alarms',
    topic('eu-central-1').replace('sns', 'sqs'),
    topic('eu-central-1').replace('123456789012', '12345678901'),
    `${topic('eu-central-1')}.fifo`,
    `arn:aws:sns:eu-central-1:123456789012:${'a'.repeat(20)} b`,
    null,
    [topic('eu-central-1')],
    5,
  ].map((alarmTopicArn): [object, string] => [
    { alarmTopicArn },
    `${topicRule}, got ${typeof alarmTopicArn === 'string' ? JSON.stringify(alarmTopicArn) : inspect(alarmTopicArn)}${example}`,
  ]),
  [
    { region: 'us-gov-west-1', alarmTopicArn: 'x' },
    `${topicRule}, got "x"; write for example "${topic('us-gov-west-1', 'aws-us-gov')}"`,
  ],
  [
    { alarmTopicArn: topic('eu-west-1') },
    `alarmTopicArn must be in the region of the stack, eu-central-1, got "${topic('eu-west-1')}"; write the ARN of a topic there`,
  ],
  [{ xrayImage: null }, 'xrayImage must be the name of an image, got null'],
  [{ xrayImage: 'a b' }, 'xrayImage must be the name of an image, got "a b"'],
  [{ xrayImage: 'a/xray' }, `${versionRule}, got "a/xray"; write "a/xray:<version>"`],
  [{ xrayImage: 'a/xray:latest' }, `${versionRule}, got "a/xray:latest"; write "a/xray:<version>"`],
  [{ alarms: 'yes' }, 'alarms must be true or false, got "yes"'],
  [{ waitForSteadyState: 1 }, 'waitForSteadyState must be true or false, got 1'],
])('%j is an error', (options, message) => {
  expect(validateEnvironment(environmentOf(options))).toEqual([`fargate: ${message}`]);
});

test('of a topic in a region that is wrong itself the form is shown', () => {
  const region = Object.create(null);
  expect(validateEnvironment(environmentOf({ region, alarmTopicArn: 'x' }))).toContainEqual(
    `fargate: ${topicRule}, got "x"${example}`,
  );
});

test('alarms that tell nobody are a warning', () => {
  const warning = 'alarms tell nobody; write alarmTopicArn';
  expect(environmentWarnings(environmentOf({ alarms: true }))).toContain(warning);
  expect(environmentWarnings(environmentOf({ production: true }))).toContain(warning);
  expect(environmentWarnings(environmentOf({ production: true, alarms: false }))).not.toContain(
    warning,
  );
  const alarmTopicArn = topic('eu-central-1');
  expect(environmentWarnings(environmentOf({ alarms: true, alarmTopicArn }))).not.toContain(
    warning,
  );
});

test('of a certificate beside a region that is wrong itself nothing more is said', () => {
  const certificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/1';
  expect(
    validateEnvironment(environmentOf({ region: Symbol('x'), https: { certificateArn } })),
  ).toEqual([expect.stringMatching(/^fargate: region must be one of AWS, .* got Symbol\(x\)/)]);
});
