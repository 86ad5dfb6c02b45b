import { resolveServices } from '../../../../../constructs/options/service/resolve-services';
import { validateServices } from '../../../../../constructs/options/service/service-checks';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const mailer = { name: 'mailer', image: { folder: 'containers/api' } };

test('a service needs no routes, if another has some', () => {
  expect(validateServices([web, mailer])).toEqual([]);
  expect(validateServices([mailer])).toEqual([
    'services.ts: no service has routes; give at least one a route, because each environment has a load balancer',
  ]);
});

test('a service without routes has more time to stop, and waits for no load balancer', () => {
  const times = resolveServices([web, mailer, { ...mailer, name: 'short', stopSeconds: 10 }]).map(
    ({ stopSeconds, deregistrationSeconds }) => [stopSeconds, deregistrationSeconds],
  );
  expect(times).toEqual([
    [30, 30],
    [90, 0],
    [10, 0],
  ]);
});

test.each([
  [{ page: 'sites/a' }, 'page has no effect without routes; leave it out, or set routes'],
  [
    { healthPath: '/' },
    'healthPath has no effect without routes; set healthCheck, which runs a command in the container, or set routes',
  ],
  [
    { targetHealth: { intervalSeconds: 20 } },
    'targetHealth has no effect without routes; set healthCheck, which runs a command in the container, or set routes',
  ],
  [
    { healthCheckGraceSeconds: 120 },
    'healthCheckGraceSeconds has no effect without routes; leave it out, or set routes',
  ],
  [
    { deregistrationSeconds: 5 },
    'deregistrationSeconds has no effect without routes; set stopSeconds, the time to finish the work in hand, or set routes',
  ],
  [
    { drainSeconds: 5 },
    'drainSeconds has no effect without routes; set stopSeconds, the time to finish the work in hand, or set routes',
  ],
  [
    { scaling: { requestsPerTaskPerMinute: 60 } },
    'scaling.requestsPerTaskPerMinute has no effect without routes; set scaling.cpuPercent or scaling.memoryPercent, or set routes',
  ],
])('without routes, %j is an error', (more, message) => {
  expect(validateServices([web, { ...mailer, ...more }])).toEqual([
    `services.ts: service "mailer": ${message}`,
  ]);
});
