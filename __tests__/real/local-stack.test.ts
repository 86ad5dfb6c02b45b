import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { httpRequest } from '../../commands/http/http-request';
import { freePort } from '../../commands/rehearsal/aws/http-server';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { answerOf, builtService, removeBuilt, writeBuilt } from './built-image';
import { docker } from './container';

const name = `magicnight-test-${process.pid}`;

/** A program for Node.js that prints whether it can connect to port 8080 of a host. */
const connectingTo = (host: string) => `
  const print = (text) => { console.log(text); process.exit(); };
  require('node:net').connect({ host: '${host}', port: 8080, timeout: 2000 })
    .on('connect', () => print('connected')).on('timeout', () => print('timeout')).on('error', ({ code }) => print(code));
`;

describeWith(['docker', 'terraform'], 'the local stack', () => {
  let project: ReturnType<typeof copyProject>;
  let environment: NodeJS.ProcessEnv;
  let url: string;

  const shipped = readFileSync('__tests__/shipped/services.ts', 'utf8');
  const services = () => join(project.folder, 'services.ts');

  // Also restores the file after a failed test.
  afterEach(() => writeFileSync(services(), shipped));

  beforeAll(async () => {
    project = copyProject();
    const ports = {
      TF_VAR_https_port: `${await freePort()}`,
      TF_VAR_http_port: `${await freePort()}`,
    };
    environment = { ...process.env, ...ports, TF_VAR_name: name };
    url = `https://localhost:${ports.TF_VAR_https_port}`;
  });

  afterAll(() => {
    command('local-down');
    project.remove();
  });

  const start = (file: string, ...args: string[]) =>
    spawn(process.execPath, ['--import', 'tsx', `commands/${file}.ts`, ...args], {
      cwd: project.folder,
      env: environment,
    });

  const command = (file: string, args: string[] = [], more: NodeJS.ProcessEnv = {}) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', `commands/${file}.ts`, ...args],
      { cwd: project.folder, env: { ...environment, ...more }, encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  };

  const get = async (path: string) => {
    const { status, body } = await httpRequest(url, { path, insecure: true });
    return `${status} ${body}`;
  };

  const left = async () => [
    await docker(
      'container',
      'ls',
      '--all',
      '--quiet',
      '--filter',
      `label=magicnight.name=${name}`,
    ),
    await docker('network', 'ls', '--quiet', '--filter', `name=${name}`),
  ];

  test('npm run local makes all of it, waits until it is healthy and says where it is', async () => {
    const { status, stdout, stderr } = command('local');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain(`  4 containers are up and healthy

${url}/a/
${url}/b/
${url}/magicnight
`);
    expect(await get('/magicnight')).toBe('200 {"response":"hello magic night!"}');
    expect(await get('/a/')).toContain('<h1>site a</h1>');
    expect(await get('/b/')).toContain('<h1>site b</h1>');
  });

  test('the images were built with BuildKit', async () => {
    const image = await docker('inspect', '--format={{.Image}}', `${name}-proxy`);
    expect(await docker('history', '--format={{.Comment}}', image)).toContain('buildkit');
  });

  test('a second time there is nothing to do', () => {
    const { status, stdout } = command('local');
    expect(status).toBe(0);
    expect(stdout).toContain('  no changes\n');
  });

  test('the engine has the limits and rights of the description', async () => {
    const format =
      '{{.Config.User}} {{.HostConfig.NanoCpus}} {{.HostConfig.Memory}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} {{.HostConfig.LogConfig.Type}} {{.Config.StopTimeout}}';
    expect(await docker('inspect', '--format', format, `${name}-site-a`)).toBe(
      `101:101 250000000 ${512 * 1024 * 1024} true [ALL] [no-new-privileges:true] json-file 30`,
    );
    const ports = await docker(
      'inspect',
      '--format',
      '{{json .NetworkSettings.Ports}}',
      `${name}-proxy`,
    );
    expect(ports).not.toContain('0.0.0.0');
    expect(ports.match(/127\.0\.0\.1/g)).toHaveLength(2);
  });

  test('npm run smoke finds every route as described', () => {
    const { status, stdout } = command('smoke', [url]);
    expect(stdout).toContain('20 of 20 requests returned the expected response');
    expect(status).toBe(0);
  });

  test('containers that were removed or stopped by hand come back', async () => {
    await docker('rm', '--force', `${name}-magicnight`);
    await docker('stop', '--time=1', `${name}-site-b`);
    const smoke = command('smoke', [url]);
    expect(smoke.status).toBe(1);
    expect(smoke.stdout).toContain('FAIL  GET   /b/  (route)\n      returned 502, expected 200\n');
    expect(command('local').status).toBe(0);
    expect(command('smoke', [url]).status).toBe(0);
  });

  test('a container that was taken off the network comes back', async () => {
    for (const container of ['site-b', 'proxy']) {
      await docker('network', 'disconnect', `${name}-site-b`, `${name}-${container}`);
      expect(command('local').status).toBe(0);
      expect(command('smoke', [url]).status).toBe(0);
    }
  });

  test('a service reaches no other service, by name or by address, and the proxy reaches all', async () => {
    const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
    const address = await docker('inspect', '--format', format, `${name}-site-a`);
    const connect = (host: string) =>
      docker('exec', `${name}-magicnight`, 'node', '--eval', connectingTo(host));
    expect(await connect('site-a')).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
    expect(await connect(`${name}-site-a`)).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
    expect(await connect(address)).toMatch(/^(timeout|EHOSTUNREACH|ENETUNREACH|ECONNREFUSED)$/);
    expect(await connect('magicnight')).toBe('connected');
    expect(await docker('network', 'ls', '--format={{.Name}}', `--filter=name=${name}`)).toBe(
      ['magicnight', 'site-a', 'site-b'].map((service) => `${name}-${service}`).join('\n'),
    );
  });

  test('another health check and tmpfs take effect, then there is nothing to do', async () => {
    const changed =
      "healthCheck: { command: ['healthcheck'], timeoutSeconds: 60 }, tmpfs: { '/tmp': { sizeMiB: 32, executable: true } },\n  },\n];";
    writeFileSync(services(), shipped.replace(/healthCheck: .*\n.*\n {2}\},\n\];/, changed));
    expect(command('local').status).toBe(0);
    const format = '{{.Config.Healthcheck.Timeout}} {{json .HostConfig.Tmpfs}}';
    expect(await docker('inspect', '--format', format, `${name}-site-b`)).toBe(
      '1m0s {"/tmp":"size=32m,mode=1777,exec"}',
    );
    const script =
      'echo "echo ran" > /tmp/program && chmod +x /tmp/program && /tmp/program || echo refused';
    expect(await docker('exec', `${name}-site-b`, 'sh', '-c', script)).toBe('ran');
    expect(await docker('exec', `${name}-site-a`, 'sh', '-c', script)).toBe('refused');
    expect(command('local').stdout).toContain('  no changes\n');
    writeFileSync(services(), shipped);
    expect(command('local').status).toBe(0);
  });

  test('an image without a health check, and a route of everything', async () => {
    const image = 'magicnight-test/no-health:1';
    const dockerfile = join(project.folder, 'no-health');
    writeFileSync(
      dockerfile,
      `FROM ${await docker('inspect', '--format={{.Config.Image}}', `${name}-site-a`)}\nHEALTHCHECK NONE\n`,
    );
    await docker('build', '--quiet', '--tag', image, '--file', dockerfile, project.folder);
    const root = `{ name: 'root', image: { reference: '${image}' }, page: 'sites/b', routes: ['/'], user: '101' },\n];`;
    writeFileSync(services(), shipped.replace(/\];\s*$/, root));
    expect(command('local')).toMatchObject({ status: 0, stderr: '' });
    const { status, stdout } = command('smoke', [url]);
    expect(stdout).toContain('20 of 20 requests returned the expected response');
    expect(status).toBe(0);
    writeFileSync(services(), shipped);
    expect(command('local').status).toBe(0);
  });

  test('a service that listens on another port is not up, and is named with its ports', async () => {
    const program =
      "require('node:http').createServer((_, response) => response.end()).listen(3000)";
    const wrong = `{ name: 'wrong', image: { reference: 'node:24-trixie-slim' }, command: ['node', '--eval', "${program}"], user: '1000', routes: ['/wrong'], stopSeconds: 3 },\n];`;
    writeFileSync(services(), shipped.replace(/\];\s*$/, wrong));
    const running = start('local');
    let output = '';
    running.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('waiting for')) running.kill('SIGINT');
    });
    await new Promise((resolve) => running.on('close', resolve));
    expect(output).toContain(
      `  waiting for ${name}-wrong to answer on port 8080: it listens on port 3000; write port: 3000, or let it listen on the port in the variable PORT\n`,
    );
    writeFileSync(
      services(),
      shipped.replace(/\];\s*$/, wrong.replace("user: '1000'", '$&, port: 3000')),
    );
    const { status, stdout } = command('local');
    expect(stdout).toContain('  5 containers are up and healthy\n');
    expect(status).toBe(0);
    writeFileSync(services(), shipped);
    // The program does not handle SIGTERM, and was the first process of its container.
    expect(command('local').stdout).toContain(
      `  ${name}-wrong did not end within 3 s after SIGTERM, and was killed. The first process of a container ignores SIGTERM if it does not handle it: handle it, or set initProcess: true, with which SIGTERM ends the program at once\n`,
    );
  });

  test('npm run local:down of another name leaves this stack alone', async () => {
    expect(command('local-down', ['--name', `${name}-other`])).toMatchObject({
      status: 0,
      stdout: 'Nothing to remove.\n',
    });
    expect(await get('/magicnight')).toContain('hello magic night!');
  });

  test('only the image whose files changed is built again', async () => {
    const idOf = (service: string) =>
      docker('inspect', '--format={{.Image}} {{.Id}}', `${name}-${service}`);
    const services = ['magicnight', 'site-a', 'site-b', 'proxy'];
    const before = await Promise.all(services.map(idOf));
    appendFileSync(join(project.folder, 'containers/api/app.js'), '// changed\n');
    appendFileSync(join(project.folder, 'containers/web/README.md'), 'not part of the image\n');
    expect(command('local').status).toBe(0);
    const after = await Promise.all(services.map(idOf));
    expect(after.map((id, index) => id === before[index])).toEqual([false, true, true, true]);
    expect(await get('/magicnight')).toContain('hello magic night!');
  });

  test('of an image with a target, an ignored file changes nothing, and an argument makes another image', async () => {
    const [one, two] = ['${a} "b" %{c} é', 'two'];
    const write = (...all: string[]) =>
      writeFileSync(services(), shipped.replace(/\];\s*$/, `${all.join('\n')}\n];`));
    writeBuilt(project.folder);
    write(builtService('one', one), builtService('two', two));
    expect(command('local')).toMatchObject({ status: 0, stderr: '' });
    expect(await get('/one')).toBe(`200 ${answerOf(one)}`);
    expect(await get('/two')).toBe(`200 ${answerOf(two)}`);
    const imageOf = (service: string) =>
      docker('inspect', '--format={{.Config.Image}}', `${name}-${service}`);
    const before = await imageOf('one');
    writeFileSync(join(project.folder, 'containers/built/notes'), '2');
    expect(command('local').stdout).toContain('no changes');
    write(builtService('one', 'other'), builtService('two', two));
    expect(command('local')).toMatchObject({ status: 0, stderr: '' });
    expect(await get('/one')).toBe(`200 ${answerOf('other')}`);
    expect(await imageOf('one')).not.toBe(before);
    writeFileSync(services(), shipped);
    expect(command('local').status).toBe(0);
    await removeBuilt('magicnight');
  });

  test('a changed page shows at once', async () => {
    writeFileSync(join(project.folder, 'sites/a/index.html'), 'changed');
    expect(await get('/a/')).toBe('200 changed');
  });

  test('environment variables arrive as they were written', async () => {
    const text = '${HOME} %{if} $$ "quoted" \\n é';
    writeFileSync(
      services(),
      shipped.replace(
        "name: 'site-a',",
        (line) => `${line} environment: { TEXT: ${JSON.stringify(text)} },`,
      ),
    );
    expect(command('local')).toMatchObject({ status: 0, stderr: '' });
    expect(await docker('exec', `${name}-site-a`, 'printenv', 'TEXT')).toBe(text);
    expect(command('local').stdout).toContain('  no changes\n');
    writeFileSync(services(), shipped);
  });

  test('a service that cannot start is named, with what it said', async () => {
    // Without a start period and with one retry, Terraform waits only 25 s for a healthy container.
    const broken = shipped
      .replace("name: 'magicnight',", "$&\n    environment: { DRAIN_SECONDS: 'x' },")
      .replace("['node', 'healthcheck.js']", '$&, startPeriodSeconds: 0, retries: 1');
    writeFileSync(services(), broken);
    const { status, stderr } = command('local');
    expect(status).toBe(1);
    expect(stderr).toMatch(/-magicnight is (restarting|running starting|running unhealthy)/);
    expect(stderr).toContain('DRAIN_SECONDS must be a whole number from 0 to 600, got \\"x\\"');
    expect(stderr).toContain('terraform apply failed');
    writeFileSync(services(), shipped);
    expect(command('local').status).toBe(0);
  });

  test('a wrong description changes nothing', async () => {
    writeFileSync(services(), shipped.replace("'sites/b'", "'sites/c'"));
    expect(command('local')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'services.ts: service "site-b": page must be a folder with index.html, got "sites/c"; did you mean "sites/a"?\n',
    });
    expect(await get('/b/')).toContain('<h1>site b</h1>');
    writeFileSync(services(), shipped);
  });

  test('npm run local:down leaves nothing', async () => {
    expect(command('local-down')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Everything was removed.\n'),
    });
    expect(await left()).toEqual(['', '']);
    expect(command('local-down').stdout).toBe('Nothing to remove.\n');
  });

  test('containers that are not in the state are removed, too', async () => {
    expect(command('local').status).toBe(0);
    writeFileSync(join(project.folder, 'terraform.local.tfstate'), '{');
    expect(command('local').stderr).toBe(
      'terraform.local.tfstate is not valid JSON; delete it and run: npm run local:down\n',
    );
    rmSync(join(project.folder, 'terraform.local.tfstate'));
    expect(command('local').stderr).toBe(
      `Containers or networks of "${name}" exist, but are not in terraform.local.tfstate; remove them with: npm run local:down -- --name ${name}\n`,
    );
    expect(command('local-down').stdout).toBe('Everything was removed.\n');
    expect(await left()).toEqual(['', '']);
  });

  test('Ctrl-C stops it without losing track of what was made', async () => {
    const running = start('local');
    let output = '';
    running.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('docker_network.network')) running.kill('SIGINT');
    });
    running.stderr.on('data', (chunk) => {
      output += chunk;
    });
    const code = await new Promise((resolve) => running.on('close', resolve));
    expect(output).toContain(
      'Interrupted. To continue, use npm run local; to remove what was created, use npm run local:down.\n',
    );
    expect(code).toBe(130);
    expect(command('local-down').status).toBe(0);
    expect(await left()).toEqual(['', '']);
  });

  test('a port that is taken is said before anything is made', async () => {
    const server = createServer();
    const port = Number(environment.TF_VAR_https_port);
    await new Promise<void>((resolve, reject) => {
      server.on('error', reject).listen(port, '127.0.0.1', resolve);
    });
    expect(command('local')).toEqual({
      status: 1,
      stdout: '',
      stderr: `Port ${port} of 127.0.0.1 is in use; free it, or choose another: npm run local -- --https-port <port>\n`,
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await left()).toEqual(['', '']);
  });

  test.each<[string, NodeJS.ProcessEnv, string]>([
    [
      'an engine that does not answer',
      { DOCKER_HOST: 'tcp://127.0.0.1:1' },
      'The Docker Engine does not respond; start it (Docker Desktop, or: sudo systemctl start docker) and check that "docker info" works\n',
    ],
    [
      'a Docker that is not installed',
      { PATH: '/nowhere' },
      'Docker is not installed; see https://docs.docker.com/engine/install/\n',
    ],
    [
      'a Terraform that is not installed',
      { TERRAFORM_BINARY_NAME: 'no-terraform' },
      'Terraform is not installed (program "no-terraform" was not found); see https://developer.hashicorp.com/terraform/install\n',
    ],
  ])('%s is said in one sentence', (_what, more, message) => {
    expect(command('local', [], more)).toEqual({ status: 1, stdout: '', stderr: message });
  });

  test('wrong arguments are said', () => {
    expect(command('local', ['--https-port', '0'])).toEqual({
      status: 1,
      stdout: '',
      stderr: '--https-port must be a whole number from 1 to 65535, got "0"\n',
    });
    expect(command('local', ['--https-port=8443', '--http-port=8443']).stderr).toBe(
      '--https-port and --http-port must differ, got 8443 for both\n',
    );
    expect(command('smoke', ['localhost']).stderr).toBe(
      'Give one URL without a path, for example https://localhost:8443, got "localhost"\n',
    );
    expect(command('smoke', ['https://localhost:1']).stderr).toBe(
      'https://localhost:1 cannot be reached: connect ECONNREFUSED 127.0.0.1:1\n',
    );
    expect(command('local', ['9443']).stderr).toContain('unexpected argument "9443"\n');
    expect(command('local', ['--name', 'A B']).stderr).toBe(
      '--name must be lower-case letters, digits and hyphens, got "A B"\n',
    );
    expect(
      command('local-down', [], { npm_config_images: 'true', npm_lifecycle_event: 'local:down' })
        .stderr,
    ).toBe('npm consumed --images; write: npm run local:down -- --images\n');
    expect(command('local', ['--help']).stdout).toContain('Usage: npm run local -- ');
  });
});
