import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { expectValid } from './terraform-validate';

const everyField = `import type { ServiceOptions } from './constructs/options/service/service-options';
export const services: ServiceOptions[] = [
  {
    name: 'every-field',
    image: { reference: 'public.ecr.aws/nginx/nginx:1.30' },
    port: 80,
    routes: ['/', { path: '/a/', host: 'shop.example', stripPrefix: true, expect: { status: 204, contains: 'x' } }],
    page: 'sites/a',
    cpuUnits: 1536,
    memoryMiB: 1024,
    command: ['nginx', '\${HOME}'],
    initProcess: true,
    tracing: 'xray',
    exec: true,
    architecture: 'arm64',
    ephemeralStorageGiB: 21,
    spotPercent: 50,
    deployedBy: 'pipeline',
    secrets: { 'a.b-c': { parameter: '/shop/a' }, B: { secret: 'shop/b', key: 'a\\\\bé', kmsKey: 'alias/shop' } },
    sidecars: [
      {
        name: 'beside',
        image: { folder: 'containers/web' },
        command: ['true'],
        environment: { TEXT: '\${var.none}' },
        secrets: { C: { secret: 'shop/c' } },
        healthCheck: { command: ['true'] },
        user: '101',
        writableRoot: true,
        tmpfs: {},
        initProcess: true,
        cpuUnits: 64,
        memoryMiB: 64,
        essential: true,
        waitFor: 'healthy',
      },
      { name: 'before', image: { folder: 'containers/web' }, writableRoot: true, waitFor: 'success' },
    ],
    environment: { TEXT: '\${var.none} %{ if } "quoted" \\n', EMPTY: '', 'discovery.type': 'single-node' },
    healthCheck: { command: ['sh', '-c', 'test "\${PORT}"'], intervalSeconds: 30, timeoutSeconds: 2, retries: 1 },
    stopSeconds: 120,
    drainSeconds: 5,
    deregistrationSeconds: 60,
    targetHealth: { intervalSeconds: 20, healthyThreshold: 3 },
    healthCheckGraceSeconds: 0,
    egressPorts: [443, 5432],
    user: '33',
    writableRoot: true,
    tmpfs: { '/var/cache/nginx': 64, '/tmp': 1 },
  },
];
`;

/** Some options of the engine are not available on Fargate. */
const localAlone = `import './before-cdktf';
import { App } from 'cdktf';
import { LocalStack } from './constructs/stacks/local-stack';
import { resolveServices } from './constructs/options/service/resolve-services';
import { services } from './services';

const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };
const app = new App({ context });
new LocalStack(app, 'local', { project: 'acme', services: resolveServices(services) });
app.synth();
`;

describeWith(['terraform'], 'terraform validate of the local stack', () => {
  test.each([
    ['the shipped services', undefined],
    ['a service that uses every field', everyField],
  ])('%s', (_what, services) => {
    const { folder, remove } = copyProject();
    if (services) {
      writeFileSync(join(folder, 'services.ts'), services);
      writeFileSync(join(folder, 'main.ts'), localAlone);
    }
    expectValid(folder, ['local']);
    remove();
  });
});
