import type { RunningContainer } from '../../../../commands/docker/docker-engine';
import { isCutOff } from '../../../../commands/docker/stack-health';

const proxy: RunningContainer = {
  id: 'p',
  name: 'shop-local-proxy',
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
