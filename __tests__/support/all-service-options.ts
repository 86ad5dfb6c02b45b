/** Content of services.ts with all options of services: the shipped services and more. */
export const everyService = `import type { ServiceOptions } from './constructs/options/service/service-options';

export const services: ServiceOptions[] = [
  {
    name: 'magicnight',
    image: { folder: 'containers/api' },
    routes: [{ path: '/magicnight', expect: { contains: 'hello magic night!' } }],
    user: '1000:1000',
    healthCheck: { command: ['node', 'healthcheck.js'] },
    healthPath: '/readyz',
    environment: { GREETING: 'a \${b} "c"' },
    secrets: {
      DB_PASSWORD: { parameter: '/shop/db-password', kmsKey: 'alias/shop' },
      DB_USER: { secret: 'shop/db', key: 'user' },
      OLD_USER: { secret: 'shop/db', key: 'user', versionStage: 'AWSPREVIOUS' },
    },
    tracing: 'xray',
    spotPercent: 30,
    initProcess: true,
    scaling: {
      maxTasks: 3,
      memoryPercent: 80,
      requestsPerTaskPerMinute: 900,
      schedules: [{ name: 'day', cron: '0 7 ? * MON-FRI', timeZone: 'Europe/Berlin', maxTasks: 4 }],
    },
  },
  {
    name: 'site-a',
    image: {
      folder: 'containers/web',
      dockerfile: 'containers/web/Dockerfile',
      context: 'containers/web',
      args: { no_proxy: 'localhost' },
    },
    page: 'sites/a',
    routes: [{ path: '/a', stripPrefix: true }, { path: '/', host: 'a.example.com' }],
    user: '101:101',
    healthCheck: { command: ['healthcheck'] },
    healthPath: '/healthz',
    tasks: 2,
    ephemeralStorageGiB: 30,
    tracing: 'opentelemetry',
    tmpfs: { '/tmp': 32, '/var/lib/native': { sizeMiB: 16, executable: true } },
    sidecars: [
      {
        name: 'beside',
        image: { folder: 'containers/api' },
        environment: { PORT: '9000' },
        user: '1000:1000',
        secrets: { DB_PASSWORD: { parameter: '/shop/db-password', kmsKey: 'alias/shop' } },
        waitFor: 'start',
      },
    ],
  },
  {
    name: 'site-b',
    image: {
      folder: 'containers/web',
      dockerfile: 'containers/web/Dockerfile',
      context: 'containers/web',
      args: { no_proxy: 'localhost' },
    },
    page: 'sites/b',
    routes: [{ path: '/b', stripPrefix: true, priority: 45000 }],
    user: '101:101',
    healthCheck: { command: ['healthcheck'] },
    healthPath: '/healthz',
    deployedBy: 'pipeline',
    logMode: 'blocking',
    exec: true,
    writableRoot: true,
    stopSeconds: 40,
    drainSeconds: 5,
    deregistrationSeconds: 20,
    healthCheckGraceSeconds: 300,
  },
];
`;
