import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  subarray,
  tuple,
  uniqueArray,
} from 'fast-check';
import type { Ec2CapacityOptions } from '../../constructs/options/environment/ec2-capacity-options';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import type {
  NetworkOptions,
  ZoneLetter,
} from '../../constructs/options/environment/network-options';
import type { SecretOptions } from '../../constructs/options/service/container-options';
import { resolveServices } from '../../constructs/options/service/resolve-services';
import { maxTaskCount } from '../../constructs/options/service/resolved-service';
import type { ScalingOptions } from '../../constructs/options/service/scaling-options';
import type { ServiceOptions } from '../../constructs/options/service/service-options';
import type { SidecarOptions } from '../../constructs/options/service/sidecar-options';

/** All options that users write. */
export interface StackOptions {
  readonly services: readonly ServiceOptions[];
  readonly options: EnvironmentOptions;
  readonly ec2Capacity: Ec2CapacityOptions;
}

/** A value or undefined. */
const maybe = <T>(value: Arbitrary<T>) => option(value, { nil: undefined });

const image = constantFrom<ServiceOptions['image']>(
  { folder: 'containers/api' },
  { folder: 'containers/web' },
  { folder: 'containers/web', args: { SIGNS: '${a} %{b} "\\' } },
  { reference: 'public.ecr.aws/nginx/nginx:1.30' },
  { reference: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/app:1.2' },
);

const environment = constantFrom<Readonly<Record<string, string>>>(
  {},
  { A: '1', 'discovery.type': 'single-node' },
  { LONG: 'x'.repeat(2000), SIGNS: '${a} %{b} "\\' },
);

const secret = constantFrom<SecretOptions>(
  { parameter: '/shop/db' },
  { parameter: 'plain', kmsKey: 'alias/shop' },
  { secret: 'shop/db' },
  { secret: 'shop/db', key: 'password', kmsKey: 'alias/shop' },
  { secret: 'shop/db', key: 'password', versionStage: 'AWSPREVIOUS' },
);

const secrets = constantFrom('SECRET_A', 'secret.b-1').chain((name) =>
  secret.map((where) => ({ [name]: where })),
);

const healthCheck = record(
  { command: constant(['true']), startPeriodSeconds: integer({ min: 0, max: 300 }) },
  { requiredKeys: ['command'] },
);

const sidecar: Arbitrary<SidecarOptions> = record({
  name: constantFrom('cache', 'logs', 'init-step'),
  image,
  environment: maybe(environment),
  secrets: maybe(secrets),
  cpuUnits: maybe(integer({ min: 2, max: 256 })),
  memoryMiB: maybe(integer({ min: 64, max: 512 })),
  essential: maybe(constant(false)),
  initProcess: maybe(boolean()),
  waitFor: maybe(constantFrom('start' as const, 'success' as const)),
  writableRoot: constant(true),
});

const scaling: Arbitrary<ScalingOptions> = record({
  minTasks: maybe(integer({ min: 1, max: 3 })),
  maxTasks: integer({ min: 4, max: 12 }),
  cpuPercent: maybe(integer({ min: 1, max: 100 })),
  memoryPercent: maybe(integer({ min: 1, max: 100 })),
  requestsPerTaskPerMinute: maybe(integer({ min: 1, max: 100_000 })),
  scaleInCooldownSeconds: maybe(integer({ min: 0, max: 3600 })),
  schedules: maybe(
    constantFrom(
      [],
      [{ name: 'night', cron: '0 20 * * ?', minTasks: 1 }],
      [
        {
          name: 'day',
          cron: '30 6 ? * MON-FRI',
          timeZone: 'Europe/Berlin',
          minTasks: 2,
          maxTasks: 14,
        },
      ],
    ),
  ),
});

type Count = Pick<ServiceOptions, 'scaling' | 'tasks'>;
const scaled = (wanted: ScalingOptions): Count => ({ scaling: wanted });
const fixed = (tasks: number | undefined): Count => ({ tasks });

/** Timeouts at the end of a task, which depend on each other. */
const end = constantFrom<Partial<ServiceOptions>>(
  {},
  { stopSeconds: 50, drainSeconds: 10 },
  { stopSeconds: 20, deregistrationSeconds: 5 },
  { stopSeconds: 2, deregistrationSeconds: 0 },
);

const service: Arbitrary<Omit<ServiceOptions, 'name' | 'routes'>> = tuple(
  record({
    image,
    // Above 4318, the highest port of what receives traces.
    port: maybe(integer({ min: 4319, max: 65_535 })),
    environment: maybe(environment),
    secrets: maybe(secrets),
    healthCheck: maybe(healthCheck),
    healthCheckGraceSeconds: maybe(integer({ min: 0, max: 7200 })),
    user: maybe(constant('1000:1000')),
    tmpfs: maybe(
      constantFrom<NonNullable<ServiceOptions['tmpfs']>>(
        {},
        { '/tmp': 128, '/var/cache': 16 },
        { '/tmp': { sizeMiB: 128, executable: true } },
      ),
    ),
    command: maybe(constant(['node', 'worker.js'])),
    initProcess: maybe(boolean()),
    cpuUnits: maybe(constantFrom(2048, 4096)),
    ephemeralStorageGiB: maybe(integer({ min: 21, max: 200 })),
    spotPercent: maybe(integer({ min: 0, max: 100 })),
    tracing: maybe(constantFrom('xray' as const, 'opentelemetry' as const)),
    deployedBy: maybe(constantFrom('terraform' as const, 'pipeline' as const)),
    logMode: maybe(constantFrom('non-blocking' as const, 'blocking' as const)),
    egressPorts: maybe(constant([443, 5432])),
    sidecars: maybe(uniqueArray(sidecar, { maxLength: 3, selector: ({ name }) => name })),
  }),
  constantFrom<Partial<ServiceOptions>>(
    {},
    { exec: true, writableRoot: true },
    { writableRoot: true },
  ),
  end,
  oneof(scaling.map(scaled), maybe(integer({ min: 0, max: 5 })).map(fixed)),
).map(([rest, root, times, count]) => ({ ...rest, ...root, ...times, ...count }));

/** Services with different paths and priorities. */
const services = array(service, { minLength: 1, maxLength: 5 }).map((all) =>
  all.map((one, index): ServiceOptions => {
    const letter = 'abcde'.charAt(index);
    return {
      ...one,
      name: `service-${letter}`,
      routes: [{ path: `/${letter}`, stripPrefix: index % 2 === 0 }, { path: `/${letter}/deep` }],
    };
  }),
);

const letters: ZoneLetter[] = ['a', 'b', 'c', 'd'];

const network: Arbitrary<NetworkOptions> = record({
  nat: constantFrom('single' as const, 'per-az' as const, 'regional' as const),
  zones: maybe(subarray(letters, { minLength: 2 })),
  cidr: maybe(constantFrom('10.0.0.0/16', '172.16.0.0/18')),
  endpoints: maybe(boolean()),
  flowLogs: maybe(boolean()),
});

const https = constantFrom<EnvironmentOptions['https']>(
  false,
  { domain: 'shop.example.com', zone: 'example.com' },
  { certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b' },
);

const options: Arbitrary<EnvironmentOptions> = record({
  region: constant('eu-central-1'),
  network,
  https,
  production: maybe(boolean()),
  containerInsights: maybe(boolean()),
  waitForSteadyState: maybe(boolean()),
  alarmTopicArn: maybe(constant('arn:aws:sns:eu-central-1:123456789012:alarms')),
  // One of the images is in it.
  pullThroughCaches: maybe(constant(['team'])),
  quotas: constant({ fargateVcpus: 4000, fargateSpotVcpus: 4000 }),
});

const ec2Capacity: Arbitrary<Ec2CapacityOptions> = record({
  instanceTypes: constantFrom(['m7i.2xlarge'], ['m5.4xlarge', 'm6i.4xlarge']),
  minHosts: maybe(integer({ min: 0, max: 3 })),
  maxHosts: constant(200),
  targetPercent: maybe(integer({ min: 1, max: 100 })),
  spotPercent: maybe(integer({ min: 0, max: 100 })),
  networkMode: maybe(constantFrom('bridge' as const, 'awsvpc' as const)),
  maxLifetimeDays: maybe(integer({ min: 1, max: 365 })),
  terminationProtection: maybe(boolean()),
});

/** Valid options. */
export const validOptions: Arbitrary<StackOptions> = record({
  services,
  options,
  ec2Capacity: ec2Capacity.chain((all) =>
    all.networkMode === 'awsvpc'
      ? constant(all)
      : maybe(constantFrom('sidecar' as const, 'daemon' as const)).map((xray) => ({
          ...all,
          xray,
        })),
  ),
})
  // Quotas are tested elsewhere.
  .filter(({ services: all }) => {
    const tasks = resolveServices(all).reduce((sum, one) => sum + maxTaskCount(one), 0);
    return tasks < 60;
  });
