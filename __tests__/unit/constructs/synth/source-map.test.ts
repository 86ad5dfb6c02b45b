import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Testing } from 'cdktf';
import { SourceIndex } from '../../../../constructs/synth/source-index';
import { type ResourceSource, resourceSources } from '../../../../constructs/synth/source-map';
import {
  everyRegistry,
  fullOptions,
  otherOptions,
  shippedOptions,
} from '../../../support/all-options';
import { allStacks } from '../../../support/synth-all';

const files = readdirSync('constructs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `constructs/${name}`);
const code = new SourceIndex(new Map(files.map((name) => [name, readFileSync(name, 'utf8')])));

const sourcesIn = (stacks: ReturnType<typeof allStacks>) =>
  Object.fromEntries(stacks.map((stack) => [stack.node.id, resourceSources(stack, code)]));

/** Without what changes with each edit of a file. */
const comparable = (source: ResourceSource | undefined) =>
  source && { ...source, line: typeof source.line };

/** The line of the code that a source names. */
const lineOf = ({ source = '', line = 0 }: ResourceSource) =>
  readFileSync(source, 'utf8').split('\n')[line - 1];

const shipped = sourcesIn(allStacks(shippedOptions));
const every = sourcesIn(allStacks(fullOptions, everyRegistry));

test.each<[string, string, string, string, string | undefined]>([
  ['fargate', 'aws_lb.balancer', 'balancer/Default', 'load-balancer/load-balancer.ts', undefined],
  ['fargate', 'aws_ecs_cluster.cluster', 'cluster', 'ecs/cluster-services.ts', undefined],
  ['fargate', 'aws_ecs_service.site-a', 'site-a/Default', 'ecs/container-service.ts', 'site-a'],
  [
    'fargate',
    'data.aws_ecr_repository.magicnight_api',
    'magicnight_api',
    'ecs/image-variables.ts',
    undefined,
  ],
  ['ec2', 'aws_ecs_service.site-b', 'site-b/Default', 'ecs/container-service.ts', 'site-b'],
  ['ec2', 'data.aws_caller_identity.account', 'account/Default', 'iam/account.ts', undefined],
  [
    'registry',
    'aws_ecr_repository.magicnight_web',
    'magicnight_web',
    'stacks/registry-stack.ts',
    undefined,
  ],
  [
    'local',
    'docker_container.magicnight',
    'magicnight/Default',
    'docker/docker-service.ts',
    'magicnight',
  ],
  ['local', 'docker_container.proxy', 'proxy/Default', 'docker/docker-proxy.ts', undefined],
])('in stack %s, %s comes from %s in %s', (stack, address, path, file, service) => {
  const found = shipped[stack]?.[address];
  const owner = service === undefined ? {} : { service };
  const source = `constructs/${file}`;
  expect(comparable(found)).toEqual({ path: `${stack}/${path}`, source, line: 'number', ...owner });
  expect(lineOf(found as ResourceSource)).toMatch(/new \w+\((this|scope|stack)/);
});

/** What is in a stack under a path. */
const at = (stack: string, path: string) =>
  Object.values(every[stack] ?? {}).find((source) => source.path === `${stack}/${path}`);

test.each<[string, string, string, boolean, string | undefined]>([
  // Made by parts that are no constructs, in the scope of the service.
  ['fargate', 'magicnight/task', 'ecs/task-definition.ts', true, 'magicnight'],
  ['fargate', 'magicnight/logs', 'ecs/task-definition.ts', true, 'magicnight'],
  ['fargate', 'magicnight/targets', 'load-balancer/target-group.ts', true, 'magicnight'],
  ['fargate', 'magicnight/roles/start', 'ecs/task-roles.ts', true, 'magicnight'],
  // Nothing tells which of the calls of its function it is: the file alone.
  ['fargate', 'magicnight/roles/task', 'ecs/task-roles.ts', false, 'magicnight'],
  // Around the services, for one of them.
  ['fargate', 'https/a_forward', 'load-balancer/listener-rules.ts', true, 'site-a'],
  ['fargate', 'alarms/site-a-5xx', 'ecs/alarms.ts', true, 'site-a'],
  ['fargate', 'alarms/balancer-5xx', 'ecs/alarms.ts', true, undefined],
  ['fargate', 'waf/logs', 'load-balancer/web-acl.ts', true, undefined],
  ['ec2', 'hosts/template', 'ec2/auto-scaling-capacity.ts', true, undefined],
  ['registry', 'pipeline/gitlab', 'iam/gitlab-pipeline-roles.ts', true, undefined],
  ['local', 'site-a-beside/Default', 'docker/docker-sidecar.ts', true, 'site-a'],
])('in stack %s, %s comes from %s', (stack, path, file, hasLine, service) => {
  const owner = service === undefined ? {} : { service };
  const line = hasLine ? 'number' : 'undefined';
  const source = `constructs/${file}`;
  expect(comparable(at(stack, path))).toEqual({ path: `${stack}/${path}`, source, line, ...owner });
});

test.each([
  ['as they are shipped', allStacks(shippedOptions)],
  ['with everything switched on', allStacks(fullOptions, everyRegistry)],
  ['in an existing VPC', allStacks(otherOptions)],
])('each resource of the stacks %s has a source, and no more have one', (_what, stacks) => {
  for (const [stack, sources] of Object.entries(sourcesIn(stacks))) {
    const made = stacks.find(({ node }) => node.id === stack);
    const { resource, data } = JSON.parse(made ? Testing.synth(made) : '');
    const addresses = (types: object = {}, start = '') =>
      Object.entries(types).flatMap(([type, blocks]) =>
        Object.keys(blocks).map((id) => `${start}${type}.${id}`),
      );
    const all = [...addresses(resource), ...addresses(data, 'data.')];
    expect(Object.keys(sources)).toEqual(all.sort());
    for (const one of Object.values(sources)) {
      expect(existsSync(one.source ?? '')).toBe(true);
      expect(one.path.startsWith(`${stack}/`)).toBe(true);
    }
  }
});

test('the parent of a construct decides if its ID is written more than once', () => {
  const texts = {
    'constructs/one-stack.ts':
      "import { two } from './rooms/two';\nexport class OneStack {}\nnew Vpc(this, 'a');\n",
    'constructs/rooms/two.ts':
      "export class Two {}\n\nnew Vpc(scope, 'b');\nmakeSubnet(this.scope, 'c');",
    'constructs/other.ts':
      "new Vpc(this, 'a'); new Vpc(this, 'b'); new Lb(\n  this,\n  word,\n);\nclass Other {}",
  };
  const index = new SourceIndex(new Map(Object.entries(texts)));
  const construct = (className: string, id: string, ...scopes: string[]) =>
    index.locate({ className, id, enclosingClasses: scopes });
  expect(construct('Vpc', 'a', 'OneStack')).toEqual({ source: 'constructs/one-stack.ts', line: 3 });
  expect(construct('Vpc', 'b', 'Mine', 'OneStack')).toEqual({
    source: 'constructs/rooms/two.ts',
    line: 3,
  });
  expect(construct('Subnet', 'c', 'Two')).toEqual({ source: 'constructs/rooms/two.ts', line: 4 });
  expect(construct('Lb', 'x', 'Mine')).toEqual({ source: 'constructs/other.ts', line: 1 });
  expect(construct('Vpc', 'x', 'Other')).toEqual({ source: 'constructs/other.ts' });
  expect(construct('Other', 'x', 'OneStack')).toEqual({ source: 'constructs/one-stack.ts' });
  expect(construct('Other', 'x', 'Mine')).toBeUndefined();
});

describe('code that creates only some of the constructs', () => {
  const texts = { 'main.ts': "new Bucket(stack, 'uploads');\nnew Alarm(stack, name);\n" };
  const index = new SourceIndex(new Map(Object.entries(texts)), false);

  test('a construct is found by its class and ID', () => {
    const construct = { className: 'Bucket', id: 'uploads', enclosingClasses: ['ServicesStack'] };
    expect(index.locate(construct)).toEqual({ source: 'main.ts', line: 1 });
  });

  test('a construct of the same class elsewhere is not taken for it', () => {
    const construct = { className: 'Alarm', id: '5xx', enclosingClasses: ['ServicesStack'] };
    expect(index.locate(construct)).toBeUndefined();
  });
});
