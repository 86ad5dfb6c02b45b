import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import { applyDefaults } from '../../../../constructs/options/environment/resolved-environment';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { environmentWarnings } from '../../../../constructs/validation/environment-warnings';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const environmentOf = (options: object, services: ServiceOptions[] = [web]) =>
  applyDefaults(
    {
      region: 'eu-central-1',
      network: { nat: 'none' },
      https: false,
      ...options,
    } as EnvironmentOptions,
    resolveServices(services),
  );

test('what is right, but should be known, is a warning', () => {
  const warnings = (options: object, ...services: ServiceOptions[]) =>
    environmentWarnings(environmentOf(options, services.length > 0 ? services : [web]));
  const https = { domain: 'example.com' };
  expect(warnings({ https })).toEqual([]);
  expect(warnings({ https: false })).toEqual([
    'HTTP alone (https: false): anyone on the way can read and change requests and answers',
  ]);
  expect(
    warnings(
      { https },
      {
        ...web,
        name: 'hub',
        image: { reference: 'library/nginx:1.30' },
      },
    ),
  ).toEqual([
    'service "hub" pulls "library/nginx:1.30" from Docker Hub, which refuses some pulls of an address that has made many; use public.ecr.aws, or push it to ECR',
  ]);
  const environment = { DB_PASSWORD: 'x', DB_PASSWORD_FILE: '/run/x', PORTS: '1' };
  expect(warnings({ https }, { ...web, environment })).toEqual([
    'service "web": environment.DB_PASSWORD looks like a secret, and is written in clear text into the stack, its snapshot, its state and its plans; name it by secrets',
  ]);
  const network = { nat: 'single', zones: ['b', 'c'] };
  expect(warnings({ https, network, production: true, deletionProtection: false })).toEqual([
    'production without deletionProtection: a destroy takes the load balancer',
    'alarms tell nobody; write alarmTopicArn',
    "production with nat: 'single': if zone b fails, no task reaches the internet; 'per-az' and 'regional' survive it",
  ]);
});

test('alarms that tell nobody are a warning', () => {
  const warning = 'alarms tell nobody; write alarmTopicArn';
  expect(environmentWarnings(environmentOf({ alarms: true }))).toContain(warning);
  expect(environmentWarnings(environmentOf({ production: true }))).toContain(warning);
  expect(environmentWarnings(environmentOf({ production: true, alarms: false }))).not.toContain(
    warning,
  );
  const alarmTopicArn = 'arn:aws:sns:eu-central-1:123456789012:alarms';
  expect(environmentWarnings(environmentOf({ alarms: true, alarmTopicArn }))).not.toContain(
    warning,
  );
});
