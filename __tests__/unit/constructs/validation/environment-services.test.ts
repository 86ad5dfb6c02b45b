import type { EnvironmentOptions } from '../../../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { resolveApp } from '../../../../constructs/validation/resolve-app';

const web: ServiceOptions = {
  name: 'web',
  image: { folder: 'containers/web' },
  routes: ['/'],
  environment: { A: '1', B: '2' },
  healthCheck: { command: ['healthcheck'], retries: 5 },
};
const api: ServiceOptions = { name: 'api', image: { folder: 'containers/api' }, routes: ['/api'] };

const plain = { region: 'eu-central-1', network: { nat: 'single' }, https: false } as const;

/** Services of environment `staging`, and of the laptop. */
const resolvedWith = (
  options: Partial<EnvironmentOptions>,
  services: readonly ServiceOptions[] = [web, api],
) => {
  const environments = { staging: { ...plain, ...options } };
  const app = resolveApp({ project: 'acme', services, environments });
  return { local: app.services, staging: app.environments[0]?.services ?? [] };
};

const messageOf = (options: object, services?: readonly ServiceOptions[]) => {
  try {
    resolvedWith(options, services);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  return [];
};

test('records are merged by key, lists are replaced, null removes, undefined does nothing', () => {
  const override = {
    memoryMiB: 1024,
    routes: ['/web'],
    environment: { B: null, C: '3' },
    healthCheck: { retries: null, intervalSeconds: 20 },
    user: undefined,
  };
  const { local, staging } = resolvedWith({ services: { web: override } });
  expect(staging[0]).toEqual({
    ...local[0],
    memoryMiB: 1024,
    routes: [{ ...local[0]?.routes[0], prefix: '/web' }],
    healthPath: '/web',
    environment: { A: '1', C: '3', PORT: '8080' },
    healthCheck: { ...local[0]?.healthCheck, retries: 3, intervalSeconds: 20 },
  });
  expect(staging[1]).toEqual(local[1]);
});

test('null removes also what is not there, if there can be such a field', () => {
  const override = {
    user: null,
    scaling: { cpuPercent: null },
    environment: { NONE: null },
    secrets: { NONE: null },
    tmpfs: { '/none': null },
  };
  const { local, staging } = resolvedWith({ services: { web: override } });
  expect(staging[0]).toEqual({ ...local[0], tmpfs: staging[0]?.tmpfs });
});

test('a variable can be plain in services.ts and a secret in an environment', () => {
  const override = { environment: { B: null }, secrets: { B: { secret: 'b' } } };
  const { staging } = resolvedWith({ services: { web: override } });
  expect(staging[0]).toMatchObject({
    environment: { A: '1', PORT: '8080' },
    secrets: { B: { secret: 'b' } },
  });
});

test('false leaves a service out, there only', () => {
  const { local, staging } = resolvedWith({ services: { api: false } });
  expect(staging.map(({ name }) => name)).toEqual(['web']);
  expect(local.map(({ name }) => name)).toEqual(['web', 'api']);
});

test('names of secrets and parameters can have the name of the environment, also in sidecars', () => {
  const secrets = {
    KEY: { secret: '{environment}/db', key: 'x' },
    OTHER: { parameter: '/shop/{environment}/b' },
  };
  const cache = { name: 'cache', image: { folder: 'containers/api' }, secrets };
  const { local, staging } = resolvedWith({}, [{ ...web, secrets, sidecars: [cache] }]);
  const named = (environment: string) => ({
    KEY: { secret: `${environment}/db`, key: 'x' },
    OTHER: { parameter: `/shop/${environment}/b` },
  });
  expect(staging[0]?.secrets).toEqual(named('staging'));
  expect(staging[0]?.sidecars[0]?.secrets).toEqual(named('staging'));
  expect(local[0]?.secrets).toEqual(named('local'));
});

test('a subdomain is below the domain of the environment, and below localhost on the laptop', () => {
  const admin = { ...web, routes: [{ subdomain: 'admin' }, { subdomain: 'a.b', path: '/x' }] };
  const https = { domain: 'shop.example.com' };
  const { local, staging } = resolvedWith({ https }, [admin]);
  const hosts = (services: typeof local) =>
    services.flatMap(({ routes }) => routes.map(({ host, prefix }) => `${host}${prefix}`));
  expect(hosts(staging)).toEqual(['admin.shop.example.com', 'a.b.shop.example.com/x']);
  expect(hosts(local)).toEqual(['admin.localhost', 'a.b.localhost/x']);
});

test.each<[object, string]>([
  [
    { services: [] },
    'main.ts: environments.staging.services must be an object, got []; write for example { web: { tasks: 1 } }',
  ],
  [
    { services: { wbe: {} } },
    'main.ts: environments.staging.services has no service "wbe"; did you mean "web"?',
  ],
  [
    { services: { web: true } },
    'main.ts: environments.staging.services.web must be an object, or false to leave the service out, got true',
  ],
  [
    { services: { web: { name: 'other' } } },
    'main.ts: environments.staging.services.web.name is fixed; remove it',
  ],
  [
    { services: { web: { image: { folder: 'containers/api' } } } },
    'main.ts: environments.staging.services.web.image is fixed, because all environments run the same build; remove it, or describe another service',
  ],
  [
    { services: { web: false, api: false } },
    'main.ts: environments.staging.services leaves out all services; an environment needs at least one',
  ],
  [
    { services: { web: { memoryMib: 512 } } },
    'main.ts: environments.staging.services.web: a service has no field "memoryMib"; did you mean "memoryMiB"?',
  ],
  [
    { services: { web: { cpuUnits: 256, memoryMiB: 700 } } },
    'main.ts: environments.staging.services.web: Fargate does not support 700 MiB with 256 CPU units; memoryMiB can be 512, 1024 or 2048',
  ],
  [
    { services: { web: { secrets: { B: { secret: 'b' } } } } },
    'main.ts: environments.staging.services.web: environment and secrets both set B; leave one out',
  ],
  [
    { services: { web: { environment: { AWS_EXECUTION_ENV: 'x' } } } },
    'main.ts: environments.staging.services.web: environment.AWS_EXECUTION_ENV would be overridden by Amazon ECS; use another name',
  ],
  [
    { services: { web: { comand: null } } },
    'main.ts: environments.staging.services.web: a service has no field "comand"; did you mean "command"?',
  ],
  [
    { services: { web: { scaling: { minTask: null } } } },
    'main.ts: environments.staging.services.web: scaling has no field "minTask"; did you mean "minTasks"?',
  ],
  [
    { services: { web: { routes: [{ subdomain: 'ad min' }] } } },
    'main.ts: environments.staging.services.web: the subdomain of a route must be a name of letters, digits, hyphens and dots, got "ad min"; write for example "admin"',
  ],
  [
    { services: { web: { routes: null, healthPath: '/' } } },
    'main.ts: environments.staging.services.web: healthPath has no effect without routes; set healthCheck, which runs a command in the container, or set routes',
  ],
  [
    { services: { web: { routes: null }, api: { routes: null } } },
    'main.ts: environments.staging: no service has routes; give at least one a route, because each environment has a load balancer',
  ],
  [
    { services: { web: { routes: ['/api'] } } },
    'main.ts: environments.staging: service "api": route "/api" already leads to service "web"; use another path or host for one of them',
  ],
])('%j is an error', (options, message) => {
  expect(messageOf(options)).toEqual([message]);
});

test('a subdomain without a domain is an error with the way out', () => {
  const admin = { ...web, routes: [{ subdomain: 'admin' }] };
  expect(messageOf({}, [admin])).toEqual([
    `main.ts: environments.staging.https must have a domain, because a route of service "web" has the subdomain "admin"; set https.domain, or other routes for it: services: { 'web': { routes: ['/'] } }`,
  ]);
  expect(messageOf({ services: { web: { routes: ['/'] } } }, [admin])).toEqual([]);
});

test('an image that is not built can be another one', () => {
  const nginx = { ...api, image: { reference: 'public.ecr.aws/nginx/nginx:1.30' } };
  const image = { reference: 'public.ecr.aws/nginx/nginx:1.31' };
  const { staging } = resolvedWith({ services: { api: { image } } }, [web, nginx]);
  expect(staging[1]?.image).toEqual(image);
});
