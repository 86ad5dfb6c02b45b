import { hasPlaces, neededPriorities } from '../../../../constructs/load-balancer/priority-range';
import {
  pathDepth,
  priorityBand,
  type RouteCondition,
  routeBand,
  rulePriority,
} from '../../../../constructs/load-balancer/rule-priority';

const routes: RouteCondition[] = ['', '/a', '/b', '/a/b', '/a/b/c', '/x/y/z/w'].flatMap(
  (prefix) => [{ prefix }, { prefix, host: 'shop.example' }],
);

test.each([[[1, 50_000]], [[1000, 1999]], [[49_901, 50_000]]] as const)(
  'in %j, deeper routes and routes with a host come first, each at a place of its own',
  (range) => {
    expect(hasPlaces(routes, range)).toBe(true);
    const rules = routes.flatMap((route) =>
      (['redirect', 'forward'] as const)
        .filter((purpose) => purpose === 'forward' || route.prefix !== '')
        .map((purpose) => ({
          priority: rulePriority({ ...route, stripPrefix: route.prefix !== '' }, purpose, range),
          rank:
            (route.host === undefined ? 100 : 0) -
            2 * pathDepth(route.prefix) +
            (purpose === 'forward' ? 1 : 0),
        })),
    );
    const ranks = rules.sort((a, b) => a.priority - b.priority).map(({ rank }) => rank);
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(rules.at(0)?.priority).toBeGreaterThanOrEqual(range[0]);
    expect(rules.at(-1)?.priority).toBeLessThanOrEqual(range[1]);
  },
);

test('bands divide a range in the proportions of all priorities', () => {
  expect(priorityBand({ prefix: '/a' }, 'forward', [1000, 1999])).toEqual([1880, 1979]);
  expect(priorityBand({ prefix: '/a' }, 'redirect', [1000, 1999])).toEqual([1780, 1879]);
  expect(priorityBand({ prefix: '' }, 'forward', [1000, 1999])).toEqual([1990, 1999]);
  expect(priorityBand({ prefix: '' }, 'forward', [7, 7])).toEqual([7, 7]);
  expect(priorityBand({ prefix: '/a' }, 'forward', [7, 7])).toEqual([7, 6]);
});

test('a stripped route has only places at which both of its rules have one', () => {
  const range = [1, 13] as const;
  const redirect = priorityBand({ prefix: '/a' }, 'redirect', range);
  const forward = priorityBand({ prefix: '/a' }, 'forward', range);
  expect([redirect, forward]).toEqual([
    [11, 11],
    [12, 12],
  ]);
  expect(routeBand({ prefix: '/a', stripPrefix: true }, range)).toEqual([12, 12]);
  const uneven = [1, 16] as const;
  expect(priorityBand({ prefix: '/a' }, 'redirect', uneven)).toEqual([13, 14]);
  expect(priorityBand({ prefix: '/a' }, 'forward', uneven)).toEqual([15, 15]);
  expect(routeBand({ prefix: '/a/b', stripPrefix: true }, [1, 10])).toEqual([8, 7]);
});

test('the priority of a route in a range does not depend on other routes', () => {
  const range = [1000, 1999] as const;
  const alone = routes.map((route) => rulePriority({ ...route }, 'forward', range));
  const later = [...routes].reverse().map((route) => rulePriority(route, 'forward', range));
  expect(later.reverse()).toEqual(alone);
});

test('how many priorities routes need depends on how many are equally deep', () => {
  expect(hasPlaces([{ prefix: '' }], [5, 5])).toBe(true);
  expect(hasPlaces([{ prefix: '/a' }], [5, 5])).toBe(false);
  expect(neededPriorities([{ prefix: '/a' }], [5, 5])).toBe(9);
  const stripped = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ prefix: `/p${index}`, stripPrefix: true }));
  for (const count of [1, 2, 5]) {
    const needed = neededPriorities(stripped(count), [7, 7]);
    expect(hasPlaces(stripped(count), [1000, 999 + needed])).toBe(true);
    expect(hasPlaces(stripped(count), [1000, 998 + needed])).toBe(false);
  }
});
