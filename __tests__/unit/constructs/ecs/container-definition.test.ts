import { containerDefinitions } from '../../../../constructs/ecs/container-definition';
import type { TaskContext } from '../../../../constructs/ecs/task-context';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const cache = { name: 'cache', image: { folder: 'containers/api' } };
const context: TaskContext = {
  imageOf: ({ name }) => `image-of-${name}`,
  secretOf: ({ parameter, secret }) => `arn-of-${parameter ?? secret}`,
  logGroup: '/ecs/web',
  region: 'eu-central-1',
  networkMode: 'awsvpc',
  onEc2: false,
  collectorImage: 'otel-collector:1',
  xray: { image: 'xray:1' },
};
const definitions = (more: Partial<ServiceOptions>, other: Partial<TaskContext> = {}) => {
  const [service] = resolveServices([{ ...web, ...more }]);
  return service
    ? JSON.parse(JSON.stringify(containerDefinitions(service, { ...context, ...other })))
    : [];
};

test('the containers of a task share its CPU, and sidecars have their own size', () => {
  const sidecars = [
    {
      ...cache,
      command: ['run', '${x}'],
      environment: { B: '1', A: '%{2}' },
      secrets: { Z: { secret: 'z' }, Y: { parameter: '/y' } },
      user: '7',
      cpuUnits: 100,
      memoryMiB: 200,
    },
  ];
  const [own, sidecar, daemon] = definitions({ sidecars, tracing: 'xray', stopSeconds: 20 });
  expect([own.cpu, sidecar.cpu, daemon.cpu]).toEqual([512 - 100 - 32, 100, 32]);
  // The service has what its sidecars leave.
  expect([own.memory, sidecar.memory, daemon.memory]).toEqual([undefined, 200, 256]);
  expect([own.essential, sidecar.essential, daemon.essential]).toEqual([true, false, false]);
  expect(sidecar).toMatchObject({
    image: 'image-of-cache',
    portMappings: [],
    command: ['run', '$${x}'],
    environment: [
      { name: 'A', value: '%%{2}' },
      { name: 'B', value: '1' },
    ],
    secrets: [
      { name: 'Y', valueFrom: 'arn-of-/y' },
      { name: 'Z', valueFrom: 'arn-of-z' },
    ],
    user: '7',
    stopTimeout: 20,
    logConfiguration: { options: { 'awslogs-stream-prefix': 'cache' } },
  });
});

test('the region on EC2 is that of the stack, or that of the container', () => {
  const regions = (environment: Readonly<Record<string, string>>) =>
    definitions(
      { environment, sidecars: [{ ...cache, environment }], tracing: 'xray' },
      { onEc2: true },
    ).map((container: { environment: { name: string; value: string }[] }) =>
      container.environment.filter(({ name }) => name === 'AWS_REGION').map(({ value }) => value),
    );
  expect(regions({})).toEqual([['eu-central-1'], ['eu-central-1'], ['eu-central-1']]);
  const own = { AWS_REGION: 'us-east-1' };
  expect(regions(own)).toEqual([['us-east-1'], ['us-east-1'], ['eu-central-1']]);
});

test('a container depends on its sidecars by their waitFor', () => {
  const sidecars = [
    { ...cache, name: 'one', waitFor: 'start' as const },
    { ...cache, name: 'two', waitFor: 'healthy' as const, healthCheck: { command: ['true'] } },
    { ...cache, name: 'three', waitFor: 'success' as const },
    { ...cache, name: 'four' },
  ];
  const [own] = definitions({ sidecars });
  expect(own.dependsOn).toEqual([
    { containerName: 'one', condition: 'START' },
    { containerName: 'two', condition: 'HEALTHY' },
    { containerName: 'three', condition: 'SUCCESS' },
  ]);
  expect(own).not.toHaveProperty('links');
  const [linked] = definitions({ sidecars, tracing: 'xray' }, { networkMode: 'bridge' });
  expect(linked.links).toEqual(['one', 'two', 'four', 'xray-daemon']);
});

test.each([
  [
    ['true', 'x'],
    ['CMD', 'true', 'x'],
  ],
  [
    ['CMD', 'true', 'x'],
    ['CMD', 'true', 'x'],
  ],
  [
    ['CMD-SHELL', 'test ${PORT} || exit 1'],
    ['CMD-SHELL', 'test $${PORT} || exit 1'],
  ],
  [['NONE'], undefined],
])('health check %j becomes %j', (command, test) => {
  const [own] = definitions({ healthCheck: { command } });
  expect(own.healthCheck?.command).toEqual(test);
});

test('Terraform evaluates nothing in an entry point and a command', () => {
  const [own] = definitions({ entryPoint: ['node', '${x}.js'], command: ['--all'] });
  expect(own).toMatchObject({ entryPoint: ['node', '$${x}.js'], command: ['--all'] });
});

test('unset options are left out', () => {
  const [own, ...others] = definitions({});
  expect(others).toEqual([]);
  for (const field of [
    'command',
    'entryPoint',
    'secrets',
    'links',
    'dependsOn',
    'healthCheck',
    'user',
    'memory',
  ]) {
    expect(own).not.toHaveProperty(field);
  }
  expect(own.environment).toEqual([{ name: 'PORT', value: '8080' }]);
  expect(own.linuxParameters).not.toHaveProperty('initProcessEnabled');
  const [bridged] = definitions({}, { networkMode: 'bridge' });
  expect(bridged).toEqual({
    ...own,
    portMappings: [{ containerPort: 8080, hostPort: 0, protocol: 'tcp' }],
  });
});

const logs = (name: string, options: object) => ({
  logDriver: 'awslogs',
  options: {
    'awslogs-group': '/ecs/web',
    'awslogs-region': 'eu-central-1',
    'awslogs-stream-prefix': name,
    ...options,
  },
});

test('what AWS has changed, or an account can change, is written: the same image in all tasks, and how logs are sent', () => {
  const more: Partial<ServiceOptions> = { sidecars: [cache], tracing: 'xray' };
  const nonBlocking = { mode: 'non-blocking', 'max-buffer-size': '4m' };
  expect(definitions(more)).toMatchObject(
    ['web', 'cache', 'xray-daemon'].map((name) => ({
      versionConsistency: 'enabled',
      logConfiguration: logs(name, nonBlocking),
    })),
  );
  const blocking = definitions({ ...more, logMode: 'blocking' });
  expect(blocking.map(({ logConfiguration }: Record<string, unknown>) => logConfiguration)).toEqual(
    [
      logs('web', { mode: 'blocking' }),
      logs('cache', { mode: 'blocking' }),
      // A trace is no evidence.
      logs('xray-daemon', nonBlocking),
    ],
  );
});

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html */
const tmpfsOptionNames = [
  ...['defaults', 'ro', 'rw', 'suid', 'nosuid', 'dev', 'nodev', 'exec', 'noexec', 'sync', 'async'],
  ...['dirsync', 'remount', 'mand', 'nomand', 'atime', 'noatime', 'diratime', 'nodiratime'],
  ...['bind', 'rbind', 'unbindable', 'runbindable', 'private', 'rprivate', 'shared', 'rshared'],
  ...['slave', 'rslave', 'relatime', 'norelatime', 'strictatime', 'nostrictatime'],
  ...['mode', 'uid', 'gid', 'nr_inodes', 'nr_blocks', 'mpol'],
];

test('in-memory folders have only options that AWS lists; any user can write, and nothing is executed unless asked for', () => {
  const [{ linuxParameters }] = definitions({
    tmpfs: { '/b': 2, '/a': 1, '/c': { sizeMiB: 3, executable: true }, '/d': { sizeMiB: 4 } },
  });
  expect(linuxParameters.tmpfs).toEqual([
    { containerPath: '/a', size: 1, mountOptions: ['mode=1777', 'noexec'] },
    { containerPath: '/b', size: 2, mountOptions: ['mode=1777', 'noexec'] },
    { containerPath: '/c', size: 3, mountOptions: ['mode=1777', 'exec'] },
    { containerPath: '/d', size: 4, mountOptions: ['mode=1777', 'noexec'] },
  ]);
  const options: string[] = linuxParameters.tmpfs.flatMap(
    ({ mountOptions }: { mountOptions: string[] }) => mountOptions,
  );
  for (const option of options) expect(tmpfsOptionNames).toContain(option.split('=')[0]);
});
