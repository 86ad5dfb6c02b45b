import { readFileSync } from 'node:fs';
import { App, type TerraformStack, Testing } from 'cdktf';
import {
  Environment,
  type EnvironmentProps,
  type PipelineEnvironment,
  RegistryStack,
  type RegistryStackProps,
  ServicesApp,
  ServicesStack,
  ValidationError,
} from '../../../constructs';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const options = { region: 'eu-central-1', network: { nat: 'single' }, https: false } as const;
const right: EnvironmentProps = { project: 'acme', services: [web], ...options };
const synthesized = (stack: TerraformStack | undefined) =>
  JSON.parse(stack ? Testing.synth(stack) : '{}');

test.each([
  ['on Fargate', {}],
  ['on EC2', { ec2: { instanceTypes: ['m7i.large'] }, production: true }],
])('%s, it is the stack that ServicesApp has', (_, more) => {
  const own = new Environment(new App(), 'staging', { ...right, ...more });
  const environments = { staging: { ...options, ...more } };
  const app = new ServicesApp({ project: 'acme', services: [web], environments });
  expect(own).toBeInstanceOf(ServicesStack);
  expect(synthesized(own)).toEqual(synthesized(app.environments.get('staging')));
});

test('several can be in an app, each with services of its own', () => {
  const app = new App();
  const staging = new Environment(app, 'staging', right);
  const production = new Environment(app, 'production', {
    ...right,
    services: [web, { ...web, name: 'admin', routes: ['/admin'] }],
  });
  expect([...staging.services.keys()]).toEqual(['web']);
  expect([...production.services.keys()]).toEqual(['web', 'admin']);
});

test.each<[Record<string, unknown>, string]>([
  [
    { network: { nat: 'singel' } },
    'new Environment("staging"): network.nat must be "none", "single", "per-az" or "regional", got "singel"; did you mean "single"?',
  ],
  [
    { project: 'A' },
    'new Environment("staging"): project must have 2 to 20 lower-case letters, digits and single hyphens, and begin with a letter, got "A"; write for example "acme"',
  ],
  [
    { Region: 'eu-west-1' },
    'new Environment("staging") has no field "Region"; did you mean "region"?',
  ],
  [
    { services: undefined },
    'new Environment("staging"): services must be an array of services, got undefined; export it from services.ts',
  ],
  [
    { services: [{ ...web, cpuUnits: 256, memoryMiB: 700 }], region: 'x' },
    'new Environment("staging"): region must be an AWS region outside China and the sovereign clouds, got "x"; write for example "eu-central-1"\nnew Environment("staging"): service "web": Fargate does not support 700 MiB with 256 CPU units; memoryMiB can be 512, 1024 or 2048',
  ],
])('%j is an error, and nothing is added', (wrong, message) => {
  const app = new App();
  const create = () => new Environment(app, 'staging', { ...right, ...wrong } as EnvironmentProps);
  expect(create).toThrow(new ValidationError(message.split('\n')));
  expect(app.node.children).toEqual([]);
});

test('its id is the name of the environment, with the same checks', () => {
  expect(() => new Environment(new App(), 'local', right)).toThrow(
    new ValidationError([
      'new Environment("local"): the name of an environment must not be local, registry or registry-…, module…, or …-base, which are names of other stacks, got "local"; write for example "staging"',
    ]),
  );
});

test('docs/constructs.md shows an error as it is', () => {
  const wrong = { ...right, network: { nat: 'singel' } } as unknown as EnvironmentProps;
  let message = '';
  try {
    new Environment(new App(), 'staging', wrong);
  } catch (error) {
    message = String((error as ValidationError).message);
  }
  expect(readFileSync('docs/constructs.md', 'utf8')).toContain(`\n    ${message}\n`);
});

test('a registry in the same app has its repositories, and a boundary that allows what is granted', () => {
  const app = new App();
  const secrets = { TOKEN: { parameter: '/acme/token' } };
  const services = right.services.map((service) => ({ ...service, secrets }));
  const staging = new Environment(app, 'staging', { ...right, services });
  const applied: PipelineEnvironment = {
    ...{ name: 'staging', region: 'eu-central-1', hostnames: [], pipelineActions: [] },
  };
  const props: RegistryStackProps = {
    ...{ project: 'acme', region: 'eu-central-1', folders: ['containers/web'] },
    ...{ gitlab: { project: 'acme/shop' }, pipelineEnvironments: [applied] },
    grantedActions: () => staging.grantedActions,
    secrets: staging.secrets,
  };
  const registry = new RegistryStack(app, 'registry', props);
  const on = ['arn:aws:s3:::acme-staging-uploads/*'];
  staging.service('web').grant({ actions: ['s3:PutObject'], on, reason: 'keeps uploads' });
  const { aws_ecr_repository, aws_iam_policy, aws_iam_role } = synthesized(registry).resource;
  expect(Object.keys(aws_iam_role).join()).toContain('staging-apply');
  expect(aws_ecr_repository.acme_web.name).toBe('acme/web');
  const { Statement } = JSON.parse(aws_iam_policy.boundary.policy);
  expect(Statement.at(-1)).toEqual({ Effect: 'Allow', Action: ['s3:PutObject'], Resource: '*' });
  expect(JSON.stringify(Statement)).toContain(':parameter/acme/token"');
});
