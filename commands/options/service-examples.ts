import type {
  ContainerOptions,
  FolderImage,
  ReferencedImage,
  SecretOptions,
  TmpfsOptions,
} from '../../constructs/options/service/container-options';
import type {
  HealthCheckOptions,
  TargetHealthOptions,
} from '../../constructs/options/service/health-check-options';
import type {
  ExpectedResponse,
  RouteOptions,
} from '../../constructs/options/service/route-options';
import type {
  ScalingOptions,
  ScheduleOptions,
} from '../../constructs/options/service/scaling-options';
import type { ServiceOptions } from '../../constructs/options/service/service-options';
import type { SidecarOptions } from '../../constructs/options/service/sidecar-options';
import type { TaskOptions } from '../../constructs/options/service/task-options';

// docs/options.md shows the text of each object. The compiler checks them.

export const service: ServiceOptions = {
  name: 'shop',
  image: { folder: 'containers/shop' },
  port: 3000,
  routes: ['/shop', { subdomain: 'admin' }],
  page: 'sites/shop',
  healthPath: '/healthz',
  targetHealth: { intervalSeconds: 15 },
  healthCheckGraceSeconds: 300,
  scaling: { minTasks: 2, maxTasks: 10 }, // or tasks: 3
  deregistrationSeconds: 20,
};

export const container: ContainerOptions = {
  image: { folder: 'containers/shop' },
  command: ['server.js', '--verbose'],
  entryPoint: ['node'],
  environment: { LOG_LEVEL: 'info' },
  secrets: { DB_PASSWORD: { parameter: '/shop/db-password' } },
  healthCheck: { command: ['node', 'healthcheck.js'] },
  user: '1000:1000',
  writableRoot: true,
  tmpfs: { '/tmp': { sizeMiB: 128, executable: true }, '/var/cache': 64 },
  initProcess: true,
};

export const task: TaskOptions = {
  cpuUnits: 512,
  memoryMiB: 1024,
  architecture: 'arm64',
  ephemeralStorageGiB: 40,
  spotPercent: 50,
  sidecars: [{ name: 'cache', image: { reference: 'public.ecr.aws/docker/library/redis:8.2' } }],
  tracing: 'opentelemetry', // or 'xray'
  exec: true,
  deployedBy: 'pipeline',
  logMode: 'blocking',
  stopSeconds: 60,
  recreate: true,
  drainSeconds: 5,
  egressPorts: [443, 5432],
};

export const route: RouteOptions = {
  path: '/shop',
  host: 'www.example.com', // or subdomain: 'admin'
  stripPrefix: true,
  priority: 4000,
  expect: { contains: 'Welcome' },
};

export const expected: ExpectedResponse = {
  path: '/shop/login',
  status: 401,
  contains: 'log in',
};

export const healthCheck: HealthCheckOptions = {
  command: ['node', 'healthcheck.js'],
  intervalSeconds: 10,
  timeoutSeconds: 3,
  retries: 5,
  startPeriodSeconds: 60,
};

export const targetHealth: TargetHealthOptions = {
  intervalSeconds: 15,
  timeoutSeconds: 10,
  healthyThreshold: 3,
  unhealthyThreshold: 5,
};

export const scaling: ScalingOptions = {
  minTasks: 2,
  maxTasks: 10,
  cpuPercent: 60,
  memoryPercent: 80,
  requestsPerTaskPerMinute: 600,
  scaleOutCooldownSeconds: 30,
  scaleInCooldownSeconds: 600,
  schedules: [{ name: 'morning', cron: '0 7 ? * MON-FRI', minTasks: 4 }],
};

export const schedule: ScheduleOptions = {
  name: 'morning',
  cron: '0 7 ? * MON-FRI',
  timeZone: 'Europe/Berlin',
  minTasks: 4,
  maxTasks: 20,
};

export const folder: FolderImage = {
  folder: 'containers/shop',
  dockerfile: 'containers/shop/Dockerfile.worker',
  context: '.',
  target: 'worker',
  args: { APP: 'shop' },
};

export const reference: ReferencedImage = { reference: 'public.ecr.aws/nginx/nginx:1.30' };

export const secret: SecretOptions = {
  secret: 'shop/db', // or parameter: '/shop/db-password'
  key: 'password',
  versionStage: 'AWSPREVIOUS', // or versionId: '4f8c1b2e-5d3a-4c79-9e21-0b6d7a3f8e54'
  kmsKey: 'alias/shop',
};

export const tmpfsFolder: TmpfsOptions = { sizeMiB: 128, executable: true };

export const sidecar: SidecarOptions = {
  name: 'migrate',
  image: { folder: 'containers/shop' },
  command: ['node', 'migrate.js'],
  cpuUnits: 64,
  memoryMiB: 256,
  essential: false,
  waitFor: 'success',
};
