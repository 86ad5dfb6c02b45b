import {
  pathDepth,
  priorityBand,
  rulePriority,
} from '../../../../constructs/load-balancer/rule-priority';

/** Numbers that look random and are the same in each run. */
function* randoms(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state;
  }
}

const routes = (() => {
  const random = randoms(7);
  const next = (most: number) => (random.next().value ?? 0) % most;
  return Array.from({ length: 1_000 }, () => {
    const prefix = Array.from({ length: next(9) }, () => `/s${next(50)}`).join('');
    return { prefix, host: next(3) === 0 ? `h${next(20)}.example` : undefined };
  });
})();

test('the priority of a route does not depend on other routes', () => {
  const alone = routes.map((route) => rulePriority({ ...route }, 'forward'));
  const later = [...routes].reverse().map((route) => rulePriority(route, 'forward'));
  expect(later.reverse()).toEqual(alone);
});

test('routes with a host come before those without, deeper ones before shallower ones, exact paths before prefixes', () => {
  const rules = routes.flatMap((route) =>
    (['redirect', 'forward'] as const).map((purpose) => ({
      priority: rulePriority(route, purpose),
      rank:
        (route.host === undefined ? 100 : 0) -
        2 * pathDepth(route.prefix) +
        (purpose === 'forward' ? 1 : 0),
    })),
  );
  const ranks = rules.sort((a, b) => a.priority - b.priority).map(({ rank }) => rank);
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(rules.at(0)?.priority).toBeGreaterThanOrEqual(1);
  expect(rules.at(-1)?.priority).toBeLessThanOrEqual(50_000);
});

test('bands are adjacent, those of exact paths before those of prefixes', () => {
  expect(priorityBand({ prefix: '' })).toEqual([49_501, 50_000]);
  expect(priorityBand({ prefix: '/a' })).toEqual([44_001, 49_000]);
  expect(priorityBand({ prefix: '/a' }, 'redirect')).toEqual([39_001, 44_000]);
  expect(priorityBand({ prefix: '/a/b' })).toEqual([35_501, 39_000]);
  expect(priorityBand({ prefix: '', host: 'a.example' })).toEqual([24_501, 25_000]);
  expect(priorityBand({ prefix: '/1/2/3/4/5/6/7/8', host: 'a.example' })).toEqual([151, 300]);
});

test('the priority option of a route is used for both of its rules', () => {
  expect(rulePriority({ prefix: '/a', priority: 44_001 }, 'forward')).toBe(44_001);
  expect(rulePriority({ prefix: '/a', priority: 44_001 }, 'redirect')).toBe(39_001);
});
