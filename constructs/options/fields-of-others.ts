/** Names that other tools give to fields of this one. */
const otherNames: Readonly<Record<string, string>> = {
  autoscaling: 'scaling',
  count: 'tasks',
  cpuArchitecture: 'architecture',
  desiredCount: 'tasks',
  desired_count: 'tasks',
  entrypoint: 'entryPoint',
  env: 'environment',
  environmentVariables: 'environment',
  gracePeriod: 'healthCheckGraceSeconds',
  grace_period: 'healthCheckGraceSeconds',
  healthCheckGracePeriod: 'healthCheckGraceSeconds',
  healthCheckGracePeriodSeconds: 'healthCheckGraceSeconds',
  health_check_grace_period_seconds: 'healthCheckGraceSeconds',
  instances: 'tasks',
  mem: 'memoryMiB',
  path: 'routes',
  paths: 'routes',
  platform: 'architecture',
  replicas: 'tasks',
  runtimePlatform: 'architecture',
  spot: 'spotPercent',
  stopTimeout: 'stopSeconds',
  stop_grace_period: 'stopSeconds',
  variables: 'environment',
};

/** What other tools have, and this one does not support, by the names that their fields have. */
const unsupported: Readonly<Record<string, readonly string[]>> = {
  'another log driver than that of CloudWatch Logs': [
    'firelens',
    'firelensConfiguration',
    'logConfiguration',
    'logDriver',
    'logging',
  ],
  'a blue/green or canary deployment': ['blueGreen', 'canary', 'deploymentStrategy'],
  'a call from one service to another by name': ['serviceConnect', 'serviceDiscovery', 'uses'],
  'a container with capabilities, ulimits or devices': [
    'cap_add',
    'capabilities',
    'devices',
    'gpu',
    'gpus',
    'privileged',
    'shm_size',
    'sysctls',
    'ulimits',
  ],
  'a database, cache, queue or bucket': [
    'buckets',
    'database',
    'databases',
    'publish',
    'queue',
    'queues',
    'resources',
    'storage',
    'subscribe',
    'topics',
  ],
  'a file of environment variables': ['envFile', 'env_file', 'environmentFiles'],
  'a job': ['cron', 'job', 'jobs', 'schedule', 'schedules'],
  'a login at the load balancer': ['auth', 'cognito', 'oidc'],
  'a service that only other services reach': ['internal', 'private', 'public'],
  'a sticky session': ['sessionAffinity', 'sticky', 'stickiness'],
  'another protocol than HTTP/1.1 and WebSocket': ['grpc', 'http2', 'nlb', 'protocol', 'tcp'],
  'more than one port': ['portMappings'],
  'a volume': ['efs', 'mountPoints', 'mounts', 'volumes'],
};

/** What takes the place of a field that other tools have, or where to read that nothing does. */
export function insteadOf(field: string, known: readonly string[]): string | undefined {
  const name = Object.hasOwn(otherNames, field) ? otherNames[field] : undefined;
  if (name !== undefined && known.includes(name)) return `write ${name}`;
  const [what] = Object.entries(unsupported).find(([, names]) => names.includes(field)) ?? [];
  return (
    what &&
    `${what} is not supported: "What it is not" in README.md of magicnight says what to use instead`
  );
}

/** All names of fields of other tools. */
export const namesOfOthers = [...Object.keys(otherNames), ...Object.values(unsupported).flat()];
