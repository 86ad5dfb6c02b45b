import { killedContainers, killedMessage } from '../../../../commands/docker/killed-containers';

const second = 1_000_000_000;

/** An event as `docker events` prints it. */
const kill = (id: string, signal: number, seconds: number, more: object = {}) =>
  JSON.stringify({
    Type: 'container',
    Action: 'kill',
    Actor: { ID: id, Attributes: { name: `acme-local-${id}`, signal: String(signal) } },
    timeNano: 1_790_000_000 * second + seconds * second,
    ...more,
  });

test('a container is reported that is killed after its stop signal, with the time that it took', () => {
  const lines = [kill('shop', 15, 0), kill('web', 3, 1), kill('shop', 9, 30), kill('web', 9, 3.2)];
  expect(killedContainers(lines)).toEqual([
    { name: 'acme-local-shop', signal: 'SIGTERM', seconds: 30 },
    { name: 'acme-local-web', signal: 'SIGQUIT', seconds: 2 },
  ]);
});

test.each([
  ['ends after its stop signal', [kill('shop', 15, 0)]],
  ['is removed by force', [kill('shop', 9, 0)]],
  ['is killed as another one is stopped', [kill('web', 15, 0), kill('shop', 9, 30)]],
  ['gets another signal', [kill('shop', 1, 0), kill('shop', 15, 1)]],
])('a container is not reported that %s', (_what, lines) => {
  expect(killedContainers(lines)).toEqual([]);
});

test('the message says why, and what to write', () => {
  const killed = { name: 'acme-local-shop', signal: 'SIGTERM', seconds: 30 };
  expect(killedMessage(killed, false)).toBe(
    'acme-local-shop did not end within 30 s after SIGTERM, and was killed. The first process of a container ignores SIGTERM if it does not handle it: handle it, or set initProcess: true, with which SIGTERM ends the program at once',
  );
  expect(killedMessage(killed, true)).toBe(
    'acme-local-shop did not end within 30 s after SIGTERM, and was killed',
  );
});
