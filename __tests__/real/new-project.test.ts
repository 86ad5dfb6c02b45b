import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../support/needs';
import { Container, docker } from './container';

describeWith(['docker'], 'the image of a new project', () => {
  const image = 'magicnight-test/new-project';

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
    const args = ['--import', 'tsx', 'commands/init.ts', join(folder, 'shop')];
    expect(spawnSync(process.execPath, args, { encoding: 'utf8' }).stderr).toBe('');
    await docker('build', '--quiet', '--tag', image, join(folder, 'shop/containers/web'));
    rmSync(folder, { recursive: true });
  });

  test('runs as a user without rights, with what services.ts expects of it', async () => {
    const web = await Container.healthy(image, { env: { PORT: '9000' }, ports: [9000] });
    expect(await web.inspect('{{.Config.User}}')).toBe('1000:1000');
    const url = await web.url(9000);
    const answers = [];
    for (const path of ['/', '/?from=smoke', '/healthz', '/nothing']) {
      const response = await fetch(url + path);
      answers.push([path, response.status, await response.text()]);
    }
    expect(answers).toEqual([
      ['/', 200, 'Hello from shop!\n'],
      ['/?from=smoke', 200, 'Hello from shop!\n'],
      ['/healthz', 200, 'ok\n'],
      ['/nothing', 404, 'Not found\n'],
    ]);
  });

  test('after SIGTERM it serves requests for DRAIN_SECONDS, and then ends without an error', async () => {
    const web = await Container.healthy(image, { env: { DRAIN_SECONDS: '2' } });
    const url = await web.url();
    const started = Date.now();
    await docker('kill', '--signal=TERM', web.id);
    while (!(await web.logs()).includes('draining'));
    const response = await fetch(url);
    expect({ status: response.status, connection: response.headers.get('connection') }).toEqual({
      status: 200,
      connection: 'close',
    });
    expect(await web.ended()).toEqual({
      code: 0,
      output: 'listening on port 8080\ndraining\nstopped\n',
    });
    expect(Date.now() - started).toBeGreaterThan(1900);
  });

  test('the folder of its build has only what the image needs', async () => {
    const files = await docker('run', '--rm', '--entrypoint=ls', image, '/app');
    expect(files).toBe('healthcheck.mjs\nserver.mjs');
  });
});
