import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import { applyDefaults } from '../../../../constructs/options/environment/resolved-environment';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { environmentWarnings } from '../../../../constructs/validation/environment-warnings';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const environmentOf = (options: object, services: ServiceOptions[] = [web]) =>
  applyDefaults({ project: 'magicnight', name: 'fargate', services: resolveServices(services) }, {
    region: 'eu-central-1',
    network: { nat: 'none' },
    https: false,
    ...options,
  } as EnvironmentOptions);

test('what is right, but should be known, is a warning', () => {
  const warnings = (options: object, ...services: ServiceOptions[]) =>
    environmentWarnings(environmentOf(options, services.length > 0 ? services : [web]));
  const https = { domain: 'example.com' };
  expect(warnings({ https })).toEqual([]);
  expect(warnings({ https: false })).toEqual([
    'main.ts: environments.fargate.https is false: anyone on the network path can read and change requests and responses',
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
    'services.ts: service "hub": image "library/nginx:1.30" is pulled from Docker Hub, which limits pulls by IP address; use public.ecr.aws, or push the image to ECR',
  ]);
  const network = { nat: 'single', zones: ['b', 'c'] };
  expect(warnings({ https, network, production: true, deletionProtection: false })).toEqual([
    'main.ts: environments.fargate.deletionProtection is false in production: a destroy deletes the load balancer',
    'main.ts: environments.fargate.alarmTopicArn is not set: alarms notify nobody',
    'main.ts: environments.fargate.network.nat is "single" in production: if zone b fails, no task reaches the internet; "per-az" and "regional" avoid this',
    'main.ts: environments.fargate: service "web" can have a single task in production: if the task or its zone fails, requests fail until a new one runs; set scaling.minTasks to 2',
  ]);
});

test('alarms that tell nobody are a warning', () => {
  const warning = 'main.ts: environments.fargate.alarmTopicArn is not set: alarms notify nobody';
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

test('termination protection is a warning: instances with tasks are not patched', () => {
  const warning =
    'main.ts: environments.fargate.ec2.terminationProtection is true: an instance that always has tasks is never replaced, and so never patched; leave it out, or start an instance refresh regularly';
  expect(environmentWarnings(environmentOf({ ec2: { terminationProtection: true } }))).toContain(
    warning,
  );
  expect(environmentWarnings(environmentOf({ ec2: {} }))).not.toContain(warning);
});

test('a single task in production is a warning', () => {
  const rest =
    'can have a single task in production: if the task or its zone fails, requests fail until a new one runs; set';
  const singles = (options: object, service: Partial<ServiceOptions>) =>
    environmentWarnings(environmentOf(options, [{ ...web, ...service }])).filter((warning) =>
      warning.includes('single task'),
    );
  const production = { production: true };
  expect(singles(production, {})).toEqual([
    `main.ts: environments.fargate: service "web" ${rest} scaling.minTasks to 2`,
  ]);
  expect(singles(production, { tasks: 1 })).toEqual([
    `main.ts: environments.fargate: service "web" ${rest} tasks to 2`,
  ]);
  const night = { name: 'night', cron: '0 20 * * ?', minTasks: 1 };
  expect(singles(production, { scaling: { minTasks: 2, schedules: [night] } })).toHaveLength(1);
  expect(singles(production, { scaling: { minTasks: 2 } })).toEqual([]);
  expect(singles(production, { tasks: 0 })).toEqual([]);
  expect(singles({}, {})).toEqual([]);
});
