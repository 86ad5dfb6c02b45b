import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Ports that the documentation uses. */
const ports = [8080, 8081, 8082, 8083, 8443, 8444].join(', ');

const listen = `for (const port of [${ports}]) {
  const server = require('node:net').createServer().listen(port, '127.0.0.1', () => server.close());
}`;

/** Requirements of tests, and how to check for them. */
const probes = {
  docker: () =>
    works('docker', ['version', '--format', '{{.Server.Version}}'])
      ? undefined
      : 'no Docker Engine answers (docker version)',
  terraform: () =>
    works('terraform', ['version']) ? undefined : 'Terraform is not installed (terraform version)',
  python: () =>
    works('python3', ['-c', 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))'])
      ? undefined
      : 'there is no Python 3.11 with venv (python3 -m venv)',
  'docker-registry': () =>
    works('docker-registry', ['--version'])
      ? undefined
      : 'there is no registry to push to (docker-registry --version)',
  // The same package as in __tests__/commands/cdk-terrain.test.ts. Without retries, which take minutes.
  'npm registry': () =>
    works('npm', ['view', '--fetch-retries=0', '--prefer-online', 'cdktn@0.24.0', 'version'])
      ? undefined
      : 'the npm registry cannot be reached (npm view cdktn@0.24.0)',
  openssl: () =>
    works('openssl', ['version']) ? undefined : 'OpenSSL is not installed (openssl version)',
  browser: () =>
    browser() === undefined
      ? 'there is no browser (chromium, chromium-browser or google-chrome, or CHROME_PATH)'
      : undefined,
  'ports of the pages': () =>
    works(process.execPath, ['-e', listen]) ? undefined : `one of the ports ${ports} is taken`,
} satisfies Record<string, () => string | undefined>;

export type Need = keyof typeof probes;

/**
 * Like `describe`, for tests that need something on the machine. If it is missing, the tests are left out, and the reason is
 * printed at the end of the run. With `REQUIRE=all`, that is a failure.
 */
export function describeWith(needs: Need[], name: string, tests: () => void): void {
  const missing = needs.map((need) => probes[need]()).filter((reason) => reason !== undefined);
  if (missing.length === 0) {
    describe(name, tests);
    return;
  }
  const leftOut = `left out: ${name}: ${missing.join(', ')}`;
  if (process.env.REQUIRE !== 'all') {
    test.skip(leftOut, () => {});
    return;
  }
  test(leftOut, () => {
    throw new Error(`REQUIRE=all, but ${missing.join(', ')}`);
  });
}

/** Path of Chromium or Chrome on this machine, if it can be started. */
export function browser(): string | undefined {
  const folders = process.env.PATH?.split(delimiter) ?? [];
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const files = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const candidates = process.env.CHROME_PATH ? [process.env.CHROME_PATH] : files.filter(existsSync);
  return candidates.find((file) => works(file, ['--version']));
}

function works(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
