import { timeLimits } from '../../../../../commands/rehearsal/steps/time-limits';

test('the time limits of a few services are minutes, and grow with each service', () => {
  expect(timeLimits(3)).toEqual({
    registry: 660,
    images: 1260,
    account: 75,
    apply: 1080,
    steady: 240,
    tasks: 360,
    smoke: 150,
    plan: 660,
    scaling: 660,
    rollout: 360,
    rollback: 660,
    destroy: 720,
    permissions: 13,
    nothingLeft: 135,
  });
  const [few, many] = [timeLimits(3), timeLimits(100)].map(Object.entries<number>);
  for (const [index, [name, seconds]] of (few ?? []).entries())
    expect([name, Number(many?.[index]?.[1]) > seconds]).toEqual([name, true]);
});

test('services have time to become steady before their step ends', () => {
  const { steady, tasks } = timeLimits(40);
  expect(tasks).toBeGreaterThan(steady);
});
