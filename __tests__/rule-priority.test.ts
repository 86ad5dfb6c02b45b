import { depthOf, priorityBand, rulePriority } from '../constructs/rule-priority';

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

test('a route has its number whatever routes there are besides', () => {
  const alone = routes.map((route) => rulePriority({ ...route }, 'forward'));
  const later = [...routes].reverse().map((route) => rulePriority(route, 'forward'));
  expect(later.reverse()).toEqual(alone);
});

test('hosts go before none, deeper paths before shallower ones, all within what a listener has', () => {
  const numbered = routes.map((route) => ({ ...route, priority: rulePriority(route, 'forward') }));
  const ordered = numbered.sort((a, b) => a.priority - b.priority);
  for (const [index, route] of ordered.entries()) {
    const next = ordered[index + 1] ?? route;
    const [rank, nextRank] = [route, next].map(
      ({ host, prefix }) => (host === undefined ? 100 : 0) - depthOf(prefix),
    );
    expect(rank).toBeLessThanOrEqual(nextRank ?? 0);
    expect(route.priority).toBeGreaterThanOrEqual(1);
    expect(route.priority).toBeLessThanOrEqual(50_000);
  }
});

test('the bands lie side by side', () => {
  expect(priorityBand({ prefix: '', host: undefined })).toEqual([49_001, 50_000]);
  expect(priorityBand({ prefix: '/a', host: undefined })).toEqual([39_001, 49_000]);
  expect(priorityBand({ prefix: '/a/b', host: undefined })).toEqual([32_001, 39_000]);
  expect(priorityBand({ prefix: '', host: 'a.example' })).toEqual([24_001, 25_000]);
  expect(priorityBand({ prefix: '/1/2/3/4/5/6/7/8', host: 'a.example' })).toEqual([1, 300]);
});

test('a written priority is taken', () => {
  expect(rulePriority({ prefix: '/a', priority: 40_000 }, 'forward')).toBe(40_000);
  expect(rulePriority({ prefix: '/a', priority: 40_000 }, 'redirect')).toBe(40_001);
});
