import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { httpRequest } from '../../commands/http/http-request';
import { freePort } from '../../commands/rehearsal/aws/http-server';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { docker } from './container';

const name = `magicnight-task-${process.pid}`;

/** Responds with its arguments, its secrets and the response of its sidecar. Sends a segment to X-Ray on each request. */
const shop = `
const { createServer } = require('node:http');
const { createSocket } = require('node:dgram');
const { PORT, AWS_XRAY_DAEMON_ADDRESS, AWS_XRAY_TRACING_NAME } = process.env;
createServer(async (request, response) => {
  const [host, port] = AWS_XRAY_DAEMON_ADDRESS.split(':');
  const segment = {
    name: AWS_XRAY_TRACING_NAME, id: '70de5b6f19ff9a0a', trace_id: '1-581cf771-a006649127e371903a2de979', start_time: 1, end_time: 2,
  };
  const socket = createSocket('udp4');
  socket.send('{"format": "json", "version": 1}\\n' + JSON.stringify(segment), port, host, () => socket.close());
  const cache = await fetch('http://127.0.0.1:7000').then((answer) => answer.json(), (error) => String(error.cause));
  response.end(JSON.stringify({ words: process.argv.slice(2), secrets: [process.env.DB_PASSWORD, process.env.TOKEN, process.env['old.token-1']], cache }));
}).listen(PORT);
process.on('SIGTERM', () => process.exit());
`;

/** Listens on 127.0.0.1, which only containers of the same task can reach. */
const cache = `
const server = require('node:http').createServer((request, response) => response.end(JSON.stringify(process.env.TOKEN)));
server.listen(7000, '127.0.0.1');
process.on('SIGTERM', () => process.exit());
`;

const services = `import type { ServiceOptions } from './constructs/options/service/service-options';
export const services: ServiceOptions[] = [
  {
    name: 'shop',
    image: { folder: 'containers/shop' },
    routes: ['/shop'],
    command: ['node', 'server.js', '\${HOME}'],
    initProcess: true,
    cpuUnits: 512,
    memoryMiB: 1024,
    user: '1000:1000',
    tracing: 'xray',
    secrets: { DB_PASSWORD: { parameter: '/shop/db' }, TOKEN: { secret: 'shop/api', key: 'token' },
      'old.token-1': { secret: 'shop/api', key: 'token', versionStage: 'AWSPREVIOUS' } },
    healthCheck: { command: ['node', '-e', "fetch('http://127.0.0.1:7000').catch(() => process.exit(1))"] },
    sidecars: [
      {
        name: 'cache',
        image: { folder: 'containers/cache' },
        secrets: { TOKEN: { parameter: 'cache-token' } },
        cpuUnits: 64,
        memoryMiB: 96,
        user: '1000:1000',
        tmpfs: { '/data': 8 },
      },
      {
        name: 'prepare',
        image: { folder: 'containers/shop' },
        command: ['node', '-e', 'console.log("prepared with " + process.env.DB_PASSWORD)'],
        secrets: { DB_PASSWORD: { parameter: '/shop/db' } },
        waitFor: 'success',
      },
    ],
  },
];
`;

describeWith(['docker', 'terraform'], 'the containers of a service on the laptop', () => {
  let project: ReturnType<typeof copyProject>;
  let environment: NodeJS.ProcessEnv;
  let url: string;

  const write = (text: string) => writeFileSync(join(project.folder, 'services.ts'), text);

  beforeAll(async () => {
    project = copyProject();
    for (const [folder, server] of Object.entries({ shop, cache })) {
      mkdirSync(join(project.folder, 'containers', folder));
      writeFileSync(join(project.folder, 'containers', folder, 'server.js'), server);
      writeFileSync(
        join(project.folder, 'containers', folder, 'Dockerfile'),
        'FROM node:24-trixie-slim\nWORKDIR /app\nCOPY server.js ./\nRUN chmod -R a+rX .\nCMD ["node", "server.js"]\n',
      );
    }
    write(services);
    const ports = {
      TF_VAR_https_port: `${await freePort()}`,
      TF_VAR_http_port: `${await freePort()}`,
    };
    environment = { ...process.env, ...ports, TF_VAR_name: name };
    url = `https://localhost:${ports.TF_VAR_https_port}`;
  });

  afterAll(async () => {
    command('local-down');
    const tags = await docker(
      'images',
      '--format={{.Repository}}:{{.Tag}}',
      '--filter=reference=magicnight/shop',
      '--filter=reference=magicnight/cache',
    );
    if (tags) await docker('rmi', ...tags.split('\n'));
    project.remove();
  });

  const command = (file: string, more: NodeJS.ProcessEnv = {}) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', `commands/${file}.ts`],
      { cwd: project.folder, env: { ...environment, ...more }, encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  };

  const inspect = (container: string, format: string) =>
    docker('inspect', '--format', format, `${name}-${container}`);
  const ids = () =>
    Promise.all(['shop', 'shop-cache', 'shop-prepare'].map((part) => inspect(part, '{{.Id}}')));
  const answer = async () =>
    JSON.parse((await httpRequest(url, { path: '/shop', insecure: true })).body);

  test('all of them come up, once what runs before them has ended', async () => {
    const { status, stdout, stderr } = command('local');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(
      `  4 containers are up, without a health check: ${name}-shop-cache, 1 has completed\n`,
    );
    expect(stdout).toContain(`See traces:   docker logs ${name}-xray-daemon\n`);
    const ended = await inspect('shop-prepare', '{{.State.ExitCode}} {{.State.FinishedAt}}');
    expect(ended).toMatch(/^0 /);
    expect(Date.parse(await inspect('shop', '{{.Created}}'))).toBeGreaterThan(
      Date.parse(ended.slice(2)),
    );
  });

  test('they reach each other at 127.0.0.1, with their commands and with fake secrets', async () => {
    expect(await answer()).toEqual({
      words: ['${HOME}'],
      secrets: [
        ...['stand-in for /shop/db', 'stand-in for shop/api:token'],
        'stand-in for shop/api:token:AWSPREVIOUS',
      ],
      cache: 'stand-in for cache-token',
    });
    expect(await docker('logs', `${name}-shop-prepare`)).toBe(
      'prepared with stand-in for /shop/db',
    );
  });

  test('they have the limits and rights of their descriptions', async () => {
    const rightsFormat =
      '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}';
    const format = `${rightsFormat} {{.HostConfig.NanoCpus}} {{.HostConfig.CpuShares}} {{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} {{.HostConfig.Init}} {{json .HostConfig.Tmpfs}}`;
    const mebibytes = (count: number) => `${count * 1024 * 1024} ${count * 1024 * 1024}`;
    const rights = '1000:1000 true [ALL] [no-new-privileges:true]';
    // CPU and memory of the task without those of both sidecars and the X-Ray daemon.
    expect(await inspect('shop', format)).toBe(
      `${rights} 375000000 0 ${mebibytes(1024 - 96 - 128 - 256)} true {"/tmp":"size=64m,mode=1777"}`,
    );
    expect(await inspect('shop-cache', format)).toBe(
      `${rights} 500000000 64 ${mebibytes(96)} false {"/data":"size=8m,mode=1777"}`,
    );
    expect(await inspect('xray-daemon', rightsFormat)).toBe(rights);
    expect(await docker('exec', `${name}-shop`, 'cat', '/proc/1/comm')).toBe('docker-init');
  });

  test('what the service sends to X-Ray arrives', async () => {
    await answer();
    expect(await docker('logs', `${name}-xray-daemon`)).toMatch(/"name":"shop"/);
  });

  test('a second time there is nothing to do, and nothing runs again', async () => {
    const before = await ids();
    const { status, stdout } = command('local');
    expect(status).toBe(0);
    expect(stdout).toContain('  no changes\n');
    expect(await ids()).toEqual(before);
  });

  test('a variable gives values to secrets of all its containers, and no other key', async () => {
    const before = await ids();
    const values = { TF_VAR_secrets_shop: '{"TOKEN":"a \\"b\\" $c"}' };
    expect(command('local', values)).toMatchObject({ status: 0, stderr: '' });
    expect(await answer()).toMatchObject({
      secrets: ['stand-in for /shop/db', 'a "b" $c', 'stand-in for shop/api:token:AWSPREVIOUS'],
      cache: 'a "b" $c',
    });
    const after = await ids();
    // A container without this secret is not replaced.
    expect(after.map((id, index) => id === before[index])).toEqual([false, false, true]);
    expect(command('local', values).stdout).toContain('  no changes\n');

    const { status, stderr } = command('local', { TF_VAR_secrets_shop: '{"DB":"hidden"}' });
    expect(status).toBe(1);
    expect(stderr).toContain(
      'secrets_shop has unknown keys: DB. The secrets of shop are DB_PASSWORD, TOKEN, old.token-1.',
    );
    expect(stderr).not.toContain('hidden');
    expect(await ids()).toEqual(after);
    expect(command('local')).toMatchObject({ status: 0, stderr: '' });
    expect(await answer()).toMatchObject({ cache: 'stand-in for cache-token' });
  });

  test('a new container of the service makes new ones beside it; what ran before it does not run again', async () => {
    const before = await ids();
    write(services.replace("'${HOME}'", "'changed'"));
    expect(command('local')).toMatchObject({ status: 0, stderr: '' });
    const after = await ids();
    expect(after.map((id, index) => id === before[index])).toEqual([false, false, true]);
    expect(await answer()).toMatchObject({
      words: ['changed'],
      cache: 'stand-in for cache-token',
    });
    expect(command('local').stdout).toContain('  no changes\n');
  });

  test('a change of what is beside it leaves the service alone', async () => {
    const before = await ids();
    write(services.replace("'${HOME}'", "'changed'").replace("'/data': 8", "'/data': 9"));
    expect(command('local')).toMatchObject({ status: 0, stderr: '' });
    const after = await ids();
    expect(after.map((id, index) => id === before[index])).toEqual([true, false, true]);
  });

  test('a restart of the service, which cuts off what is beside it, is mended', async () => {
    await docker('restart', '--time=1', `${name}-shop`);
    const { status, stdout } = command('local');
    expect(status).toBe(0);
    expect(stdout).toContain('docker_container.shop-cache');
    expect(await answer()).toMatchObject({ cache: 'stand-in for cache-token' });
    expect(command('local').stdout).toContain('  no changes\n');
  });

  test('what is removed by hand comes back', async () => {
    await docker('rm', '--force', `${name}-shop`, `${name}-shop-cache`, `${name}-xray-daemon`);
    expect(command('local')).toMatchObject({ status: 0, stderr: '' });
    expect(await answer()).toMatchObject({ cache: 'stand-in for cache-token' });
  });

  test('what fails before the service is said, with what it printed, and is tried again each time', async () => {
    const failing = 'console.error("no database"); process.exit(3)';
    write(services.replace(/console\.log\("prepared.*DB_PASSWORD\)/, failing));
    for (const _time of ['at first', 'again']) {
      const { status, stderr } = command('local');
      expect(status).toBe(1);
      expect(stderr).toContain(`${name}-shop-prepare is exited\n  no database\n`);
      expect(stderr).toContain(
        `${name}-shop-prepare exited with code 3; shop starts only after it succeeds.`,
      );
      const there = await docker('ps', '--all', '--format={{.Names}}', `--filter=name=${name}`);
      expect(there.split('\n').sort()).toEqual([
        `${name}-proxy`,
        `${name}-shop-prepare`,
        `${name}-xray-daemon`,
      ]);
    }
    write(services);
    expect(command('local').stdout).toContain(', 1 has completed');
    expect(await answer()).toMatchObject({ cache: 'stand-in for cache-token' });
  });

  test('npm run local:down leaves nothing, whatever values secrets have', async () => {
    const { status, stdout } = command('local-down', { TF_VAR_secrets_shop: '{"DB":"x"}' });
    expect(status).toBe(0);
    expect(stdout).toContain('Everything was removed.\n');
    const label = `--filter=label=magicnight.name=${name}`;
    expect(await docker('container', 'ls', '--all', '--quiet', label)).toBe('');
    expect(await docker('network', 'ls', '--quiet', `--filter=name=${name}`)).toBe('');
    const state = JSON.parse(readFileSync(join(project.folder, 'terraform.local.tfstate'), 'utf8'));
    expect(state.resources).toEqual([]);
  });
});
