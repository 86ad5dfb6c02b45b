import { rulePriority } from '../../../../constructs/load-balancer/rule-priority';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { validateServicesOnAws } from '../../../../constructs/validation/service-on-aws-checks';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const problems = (...services: ServiceOptions[]) =>
  validateServicesOnAws(resolveServices(services), true);

test('two routes that fall on one priority are an error that names both and a free number', () => {
  const paths = new Map<number, string>();
  let pair: string[] = [];
  for (let index = 0; pair.length === 0; index++) {
    const path = `/p${index}`;
    const priority = rulePriority({ prefix: path }, 'forward');
    const other = paths.get(priority);
    if (other) pair = [other, path];
    paths.set(priority, path);
  }
  const [first = '', second = ''] = pair;
  const services = [
    { ...web, routes: [first] },
    { ...web, name: 'two', routes: [second] },
  ];
  expect(problems(...services)).toEqual([
    `services.ts: service "two": route "${second}" has the same priority as route "${first}" of service "web"; set priority: 44001 for the newer of the two`,
  ]);
  const mended = { ...web, name: 'two', routes: [{ path: second, priority: 44_001 }] };
  expect(problems({ ...web, routes: [first] }, mended)).toEqual([]);
});

test('a priority that would change the order, and a route that is too deep, are errors', () => {
  expect(problems({ ...web, routes: [{ path: '/a', priority: 1 }, '/1/2/3/4/5/6/7/8/9'] })).toEqual(
    [
      'services.ts: service "web": priority of route "/a" must be from 44001 to 49000, so that deeper routes match first, got 1',
      'services.ts: service "web": route "/1/2/3/4/5/6/7/8/9" has 9 segments, but 8 are allowed; use a shorter path',
    ],
  );
});

test('what is suggested for several collisions is free, also for the other rule of a stripped route', () => {
  const routes = Array.from({ length: 200 }, (_, index) => ({
    path: `/p${index}`,
    stripPrefix: true,
  }));
  const suggested = problems({ ...web, routes }).map((text) =>
    Number(/priority: (\d+)/.exec(text)?.[1]),
  );
  expect(suggested.length).toBeGreaterThan(1);
  expect(new Set(suggested).size).toBe(suggested.length);
  const all = routes.map(({ path }) => rulePriority({ prefix: path }, 'forward'));
  expect(suggested.filter((priority) => all.includes(priority))).toEqual([]);
});
