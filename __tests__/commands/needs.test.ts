import { spawnSync } from 'node:child_process';

/** Runs a test that needs Docker on a machine that has no command at all. */
function withoutDocker(environment: Record<string, string>) {
  return spawnSync(
    process.execPath,
    ['node_modules/jest/bin/jest.js', 'container-pages', '--selectProjects', 'real'],
    { encoding: 'utf8', env: { PATH: '/nowhere', ...environment } },
  );
}

test('what a machine cannot run is left out, and the end of the run says so', () => {
  const { status, stderr } = withoutDocker({});
  // Ports may be taken, too: by the local stack, for example.
  expect(stderr).toMatch(
    /\nLeft out on this machine:\n {2}the pages of the containers: no Docker Engine answers \(docker version\)(, one of the ports [\d, ]+ is taken)?\nWith REQUIRE=all each of these is a failure\.\n/,
  );
  expect(status).toBe(0);
});

test('with REQUIRE=all leaving out is a failure', () => {
  const { status, stderr } = withoutDocker({ REQUIRE: 'all' });
  expect(stderr).toContain('REQUIRE=all, but no Docker Engine answers (docker version)');
  expect(status).toBe(1);
});
