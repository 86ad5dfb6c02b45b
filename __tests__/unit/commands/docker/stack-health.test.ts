import type { RunningContainer } from '../../../../commands/docker/docker-engine';
import { isCutOff, isRefused } from '../../../../commands/docker/stack-health';

const proxy: RunningContainer = {
  id: 'p',
  name: 'shop-local-proxy',
  image: 'sha256:1',
  user: '101:101',
  state: 'running',
  health: 'healthy',
  isStep: false,
  exitCode: 0,
  startedAt: 1000,
  networks: ['a', 'b'],
  ownNetworks: ['a', 'b'],
  ports: ['8443'],
};
const sidecar: RunningContainer = { ...proxy, id: 's', beside: 'p', networks: [], ownNetworks: [] };

test('a container is cut off if it lacks one of the networks that it was created with', () => {
  expect(isCutOff(proxy, [])).toBe(false);
  expect(isCutOff({ ...proxy, networks: ['b'] }, [])).toBe(true);
  expect(isCutOff({ ...proxy, networks: ['a', 'b', 'by-hand'] }, [])).toBe(false);
});

test('a sidecar is cut off if the container whose network it shares has been started after it', () => {
  expect(isCutOff(sidecar, [proxy])).toBe(false);
  expect(isCutOff(sidecar, [{ ...proxy, startedAt: 1001 }])).toBe(true);
});

test.each([
  [
    'nginx: [emerg] chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted)',
    true,
  ],
  ['2026/11/30 [emerg] 7#7: setgid(101) failed', true],
  ['error: failed switching to "postgres": operation not permitted', true],
  ['cannot open /data/dump.rdb: Permission denied', true],
  ['Error: connect ECONNREFUSED 127.0.0.1:5432', false],
  ['', false],
])('what a program says is about rights: %s', (lines, expected) => {
  expect(isRefused(lines)).toBe(expected);
});
