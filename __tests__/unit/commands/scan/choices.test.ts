import { disabledOptions } from '../../../../commands/scan/choices';
import { sharedOptions } from '../../../support/shared-load-balancer';
import { synthFargate } from '../../../support/synth-fargate';

const services = [{ name: 'web', image: { folder: 'containers/web' }, routes: ['/'] }];
const left = (resources: Parameters<typeof disabledOptions>[0]) =>
  disabledOptions(resources).map(({ option }) => option);

test('what a stack does not have is named by the option with which it would', () => {
  expect(left(synthFargate(services).resource)).toEqual([
    'https: { … }',
    'deletionProtection: true',
    'accessLogs: true',
    'waf: true',
    'containerInsights: true',
    'flowLogs: true',
    'production: true (logs for a year)',
  ]);
  const options = { https: { domain: 'shop.example.com' }, production: true };
  expect(left(synthFargate(services, options).resource)).toEqual([]);
  const network = { nat: 'none', publicTasks: true } as const;
  expect(left(synthFargate(services, { ...options, network }).resource)).toEqual([
    'publicTasks: false',
  ]);
});

test('in a plan what is missing is an empty list', () => {
  const balancer = { enable_deletion_protection: true };
  const accessLogs = (value: object[]) =>
    left({ aws_lb: { one: { ...balancer, access_logs: value } } }).includes('accessLogs: true');
  expect([accessLogs([]), accessLogs([{ enabled: true, bucket: 'x' }])]).toEqual([true, false]);
});

test('a stack without a load balancer has no such choices', () => {
  expect(disabledOptions({ aws_ecr_repository: { one: {} } })).toEqual([]);
});

test('of a load balancer that is there already, no option is named', () => {
  expect(left(synthFargate(services, sharedOptions).resource)).toEqual([
    'containerInsights: true',
    'production: true (logs for a year)',
  ]);
});
