import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyService } from '../support/all-service-options';
import { production, replaceIn, writeOptions } from '../support/main-options';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { docker } from './container';
import { runOnEmulator } from './documented-aws-commands';
import { runDocumentedCommands } from './documented-commands';
import { exchange } from './exchange';
import { RehearsalRun, residueOf } from './rehearsal-run';
import { registerAgain, revisionsAfterChange } from './taskdef-registration';

const realState = JSON.stringify({ version: 4, serial: 7, lineage: 'real', resources: [] });

const xrayImage = 'magicnight-test/xray-daemon:1';
const image = `xrayImage: '${xrayImage}', collectorImage: '${xrayImage}',`;
const topic = "alarmTopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms',";

/** Without a NAT gateway, to save time. */
const publicOptions = `  region: 'eu-central-1',
  network: { nat: 'none', publicTasks: true },
  https: false,`;

const spotCapacity =
  "{ instanceTypes: ['t3.medium', 't3a.medium'], minHosts: 2, spotPercent: 50, xray: 'daemon' }";

/** Content of main.ts with two environments: one on Fargate with all options, one on EC2. */
const twoEnvironments = `import './before-cdktf';
import { run, ServicesApp } from './constructs';
import { services } from './services';

const production = {
${production}
  waitForSteadyState: true,
  ${topic}
  ${image}
} as const;
const staging = {
${publicOptions}
  ${image}
  ec2: ${spotCapacity},
} as const;
run(
  () =>
    new ServicesApp({
      project: 'acme',
      services,
      environments: { staging, production },
      registry: { gitlab: { project: 'acme/shop' } },
    }),
);
`;

/** Variables by which a rehearsal could reach a real account or a real state. */
const hostile = (folder: string) => ({
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'real',
  AWS_PROFILE: 'production',
  AWS_SHARED_CREDENTIALS_FILE: join(folder, 'real/credentials'),
  AWS_CONFIG_FILE: join(folder, 'real/config'),
  TF_VAR_image_api: 'from-the-shell',
  TF_CLI_ARGS_apply: '-state=real.tfstate',
  TF_WORKSPACE: 'production',
  TF_DATA_DIR: join(folder, 'real'),
});

describeWith(['docker', 'terraform', 'python'], 'npm run rehearse', () => {
  let projects: ReturnType<typeof copyProject>[];
  let whole: RehearsalRun;
  let keptRunning: RehearsalRun;
  let failing: RehearsalRun;

  let page: Promise<string>;

  // Four rehearsals run at once and must not affect each other.
  beforeAll(async () => {
    projects = Array.from({ length: 4 }, () => copyProject());
    const folders = projects.map(({ folder }) => folder);
    const [one = '', two = '', three = '', four = ''] = folders;
    // No repository has this image, so it must be built before the rehearsals start.
    await docker('build', '--quiet', '--tag', xrayImage, 'containers/xray-daemon');
    mkdirSync(join(one, 'real'));
    writeFileSync(join(one, 'real/credentials'), '[production]\naws_access_key_id = AKIAREAL\n');
    writeFileSync(join(one, 'real/config'), '[profile production]\nregion = us-east-1\n');
    writeFileSync(join(one, 'terraform.production.tfstate'), realState);
    const services = join(three, 'services.ts');
    const broken = "name: 'magicnight',\n    environment: { DRAIN_SECONDS: 'x' },";
    writeFileSync(services, readFileSync(services, 'utf8').replace("name: 'magicnight',", broken));

    // These projects have all options, or a route with a host. The run of docs/aws.md covers the shipped options.
    writeFileSync(join(one, 'main.ts'), twoEnvironments);
    writeFileSync(join(one, 'services.ts'), everyService);
    writeOptions(two, production);
    const other = "[{ path: '/a', stripPrefix: true }, { path: '/', host: 'a.example.com' }]";
    replaceIn(join(two, 'services.ts'), "[{ path: '/a', stripPrefix: true }]", other);
    keptRunning = new RehearsalRun(two, ['fargate', '--keep']);
    // The first run fills the caches. The others would wait until it has installed the emulator.
    await keptRunning.printed('registry\n');
    const extent = ['--scaling', '--rollouts', '1'];
    whole = new RehearsalRun(one, ['staging', 'production', ...extent], hostile(one));
    failing = new RehearsalRun(three, ['fargate']);
    spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: four });
    page = runDocumentedCommands('docs/aws.md', four);
    // A failure is reported later, by the test of the page.
    page.catch(() => {});
    // The other rehearsals continue while this one is tested.
    await keptRunning.ended;
  });

  afterAll(async () => {
    await Promise.allSettled([whole.ended, failing.ended, page]);
    const [, two] = projects;
    await new RehearsalRun(two?.folder ?? '.', ['--end']).ended;
    for (const { remove } of projects) remove();
    await docker('rmi', '--force', xrayImage);
  });

  /** Runs a command in a shell that has read the environment of the running rehearsal. */
  const inShell = (script: string) => {
    const folder = projects[1]?.folder;
    const environment = `. "$(${process.execPath} --import tsx commands/rehearse.ts --environment)"`;
    const { stdout, stderr, status } = spawnSync('bash', ['-ec', `${environment}\n${script}`], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, AWS_PROFILE: 'production', TF_CLI_CONFIG_FILE: undefined },
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return stdout;
  };

  /** Planned actions of all resources that change. */
  const planned = (args = '') => {
    const plan = `terraform -chdir="$REHEARSAL/fargate" plan -out=test.plan ${args} > /dev/null`;
    const show = 'terraform -chdir="$REHEARSAL/fargate" show -json test.plan';
    const changes: Change[] = JSON.parse(inShell(`${plan}\n${show}`)).resource_changes;
    return changes
      .filter(({ mode, change }) => mode === 'managed' && change.actions[0] !== 'no-op')
      .map(({ address, change }) => `${change.actions.join(' ')} ${address}`);
  };

  interface Change {
    readonly address: string;
    readonly mode: string;
    readonly change: { readonly actions: string[] };
  }

  test('with --keep it keeps running, and a shell reaches it', async () => {
    const { code, output } = await keptRunning.ended;
    expect(output).toContain('The emulator keeps running.');
    expect(code).toBe(0);
    const smoke = `${process.execPath} --import tsx commands/smoke.ts "$SITE"`;
    expect(inShell(smoke)).toContain('24 of 24 requests returned the expected response');
    expect(planned()).toEqual([]);
  });

  test('tasks cannot reach each other, and the load balancer reaches all', async () => {
    const filters = [`--filter=network=${keptRunning.id}`, '--filter=label=ministack.instance'];
    const containerOf = async (service: string) => {
      const label = `--filter=label=com.amazonaws.ecs.container-name=${service}`;
      return (await docker('ps', '--quiet', ...filters, label)).split('\n')[0] ?? '';
    };
    const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
    const address = await docker('inspect', '--format', format, await containerOf('site-a'));
    const connect = `require('node:net').connect({ host: '${address}', port: 8080, timeout: 2000 })
      .on('connect', () => { console.log('connected'); process.exit(); })
      .on('timeout', () => { console.log('timeout'); process.exit(); });`;
    expect(await docker('exec', await containerOf('magicnight'), 'node', '--eval', connect)).toBe(
      'timeout',
    );
    expect((await fetch(`http://${address}:8080/`)).status).toBe(200);
  });

  test('another image tag replaces one task definition and changes one service', () => {
    expect(planned('-var=image_api=other').sort()).toEqual([
      'delete create aws_ecs_task_definition.magicnight_task_B7F8F48B',
      'update aws_ecs_service.magicnight',
    ]);
  });

  /** Copies the stacks of the edited project to its running rehearsal. */
  const update = () => {
    const args = ['--import', 'tsx', 'commands/rehearse.ts', '--update'];
    const { stdout, status } = spawnSync(process.execPath, args, {
      cwd: projects[1]?.folder,
      encoding: 'utf8',
    });
    expect({ stdout, status }).toEqual({
      stdout: expect.stringContaining('Updated the stacks of the running rehearsal'),
      status: 0,
    });
  };

  /** Planned actions after an edit of the project. Afterwards the edit is reverted, and the rehearsal updated again. */
  const plannedAfter = (file: string, part: string, other: string) => {
    const edited = join(projects[1]?.folder ?? '', file);
    const before = readFileSync(edited, 'utf8');
    replaceIn(edited, part, other);
    update();
    const changes = planned();
    writeFileSync(edited, before);
    update();
    return changes;
  };

  test('another service is additions only', () => {
    const added =
      "export const services: ServiceOptions[] = [\n  { name: 'added', image: { folder: 'containers/api' }, routes: ['/added'] },";
    const start = 'export const services: ServiceOptions[] = [';
    const changes = plannedAfter('services.ts', start, added);
    expect(changes.filter((change) => !change.startsWith('create '))).toEqual([]);
    expect(changes).toContain('create aws_ecs_service.added');
  });

  test('another route, and one with a name of its own, are additions only', () => {
    const route = "routes: [{ path: '/magicnight',";
    const more = "routes: ['/more', { path: '/', host: 'b.example.com' }, { path: '/magicnight',";
    const changes = plannedAfter('services.ts', route, more);
    expect(changes.filter((change) => !change.startsWith('create '))).toEqual([]);
    expect(changes.map((change) => change.replace(/\..*/, '')).sort()).toEqual([
      'create aws_acm_certificate',
      'create aws_acm_certificate_validation',
      'create aws_lb_listener_certificate',
      'create aws_lb_listener_rule',
      'create aws_lb_listener_rule',
      'create aws_route53_record',
      'create aws_route53_record',
      'create aws_route53_record',
    ]);
  });

  test('another availability zone only adds resources and updates those that use it', () => {
    const network = "{ nat: 'per-az', endpoints: true }";
    const more = "{ nat: 'per-az', endpoints: true, zones: ['a', 'b', 'c'] }";
    const changes = plannedAfter('main.ts', network, more);
    const others = changes.filter((change) => !change.startsWith('create '));
    expect(others.map((change) => change.replace(/_[0-9A-F]{8}$/, '')).sort()).toEqual([
      'update aws_ecs_service.magicnight',
      'update aws_ecs_service.site-a',
      'update aws_ecs_service.site-b',
      'update aws_lb.balancer',
      'update aws_vpc_endpoint.endpoints_ecr-api',
      'update aws_vpc_endpoint.endpoints_ecr-dkr',
      'update aws_vpc_endpoint.endpoints_logs',
    ]);
    expect(changes.length).toBeGreaterThan(others.length);
  });

  test('a scan of its plan finds nothing, and reads all of it', () => {
    const plan = join(projects[1]?.folder ?? '', 'plan.json');
    inShell(
      `terraform -chdir="$REHEARSAL/fargate" plan -out=test.plan > /dev/null
      terraform -chdir="$REHEARSAL/fargate" show -json test.plan > ${plan}`,
    );
    const args = ['--import', 'tsx', 'commands/scan.ts', plan];
    const { stdout, status } = spawnSync(process.execPath, args, {
      cwd: projects[1]?.folder,
      encoding: 'utf8',
    });
    const summary = stdout.split('\n').filter((line) => line.startsWith(plan));
    expect(summary).toEqual([
      expect.stringMatching(
        /: \d{3} checks passed, 0 failed; IAM policies checked: \d\d, findings: 0$/,
      ),
    ]);
    expect(status).toBe(0);
  });

  test('priorities move to other routes in one apply, and leave with them', () => {
    const edited = join(projects[1]?.folder ?? '', 'services.ts');
    const before = readFileSync(edited, 'utf8');
    const written = "routes: [{ path: '/magicnight',";
    const applied = (...more: string[]) => {
      const routes = more.map(
        (route, index) => `{ path: '${route}', priority: ${45000 + index} },`,
      );
      writeFileSync(
        edited,
        before.replace(written, `routes: [${routes.join(' ')} ${written.slice(9)}`),
      );
      update();
      const changes = planned().map((change) => change.replace(/_[0-9A-F]{8}$/, ''));
      inShell('terraform -chdir="$REHEARSAL/fargate" apply test.plan > /dev/null');
      return changes.sort();
    };
    const rules = ['45000', '45001'].map(
      (priority) => `aws_lb_listener_rule.https_priority_${priority}_forward`,
    );
    const all = (action: string) => rules.map((rule) => `${action} ${rule}`);
    // The rules of a listener are created at once, by as many calls.
    expect(applied('/one', '/two')).toEqual(all('create'));
    expect(applied('/two', '/one')).toEqual(all('update'));
    expect(applied('/three', '/one')).toEqual([`update ${rules[0]}`]);
    expect(applied()).toEqual(all('delete'));
    writeFileSync(edited, before);
    update();
    expect(planned()).toEqual([]);
  });

  test('load balancer ports never serve AWS calls, whatever a request looks like', async () => {
    const record = JSON.parse(inShell('cat "$REHEARSAL/rehearsal.json"'));
    const port = Number(record.frontDoor.split(':').at(-1));
    const call = 'Action=ListRoles&Version=2010-05-08';
    const like =
      'Authorization: AWS4-HMAC-SHA256 Credential=x/20260101/eu-central-1/iam/aws4_request';
    const end = `Host: a\r\nConnection: close\r\n${like}\r\n\r\n`;
    for (const request of [
      `GET http://x/?${call} HTTP/1.1\r\n`,
      `GET /?${call} HTTP/1.1\r\n`,
      `GET http://x?${call} HTTP/1.1\r\n`,
      `GET //?${call} HTTP/1.1\r\n`,
      `GET /../../?${call} HTTP/1.1\r\n`,
      'GET /_ministack/health HTTP/1.1\r\n',
      'OPTIONS * HTTP/1.1\r\n',
      'GET /none HTTP/1.1\r\nX-Amz-Target: AmazonEC2ContainerServiceV20141113.ListClusters\r\n',
    ]) {
      const { text } = await exchange(port, request + end);
      // The load balancer itself responds, with a redirect to HTTPS.
      expect([request, text]).toEqual([
        request,
        expect.stringMatching(/^HTTP\/1\.1 301 [\s\S]*\r\nserver: awselb\/2\.0\r\n/i),
      ]);
    }
    const emulator = Number(
      inShell(`cat "$REHEARSAL/rehearsal.json"`).match(/"emulator":(\d+)/)?.[1],
    );
    expect((await exchange(emulator, `GET /?${call} HTTP/1.1\r\n${end}`)).text).toContain(' 403 ');
  });

  test('the emulator listens on this machine only', () => {
    const pid = inShell('cat "$REHEARSAL/emulator.pid"');
    const sockets = spawnSync('python3', ['-c', listening, pid], { encoding: 'utf8' }).stdout;
    expect(
      sockets
        .trim()
        .split('\n')
        .map((address) => address.split(':')[0]),
    ).toEqual(['127.0.0.1']);
  });

  test('files of npm run taskdef register the same task definitions as Terraform', async () => {
    const registered = await registerAgain(projects[1]?.folder ?? '', inShell);
    expect(registered.map(({ family }) => family)).toEqual([
      'magicnight-fargate-all',
      'magicnight-fargate-magicnight',
      'magicnight-fargate-site-a',
      'magicnight-fargate-site-b',
    ]);
    for (const { file, byTerraform, byCli } of registered) {
      expect(byCli).toEqual(byTerraform);
      expect(byCli).toMatchObject(file);
    }
  });

  test('an apply keeps the revision that a service runs until its pipeline has deployed', async () => {
    expect(await revisionsAfterChange(projects[1]?.folder ?? '', inShell)).toEqual([
      '1 ACTIVE',
      '2 ACTIVE',
      '3 ACTIVE',
    ]);
  });

  test('a pipeline deploys it with the commands of docs/aws.md', () =>
    runOnEmulator('docs/aws.md', inShell));

  test('the commands of docs/troubleshooting.md show deployments, events and health', async () => {
    const printed = await runOnEmulator('docs/troubleshooting.md', inShell);
    expect(printed).toMatch(/"desired": 1,\s+"running": 1,/);
    expect(printed).toContain('healthy');
  });

  test('--end removes everything', async () => {
    const { code, output } = await new RehearsalRun(projects[1]?.folder ?? '', ['--end']).ended;
    expect(output).toContain(`Removed ${keptRunning.id}\n`);
    expect(code).toBe(0);
    expect(await residueOf(keptRunning.id)).toEqual([]);
    const registry = /at http:\/\/(\S+)/.exec(keptRunning.output)?.[1];
    expect(await docker('images', '--quiet', `${registry}/*/*`)).toBe('');
  });

  /** The results of the steps; no request failed. */
  const resultsOf = async (run: RehearsalRun) => {
    const { code, output } = await run.ended;
    expect(output).toContain('The rehearsal succeeded, and everything was removed.');
    expect(code).toBe(0);
    const summary = output.split('\n\n').at(-2) ?? '';
    for (const [, answered, asked] of summary.matchAll(/(\d+) of (\d+) requests/g)) {
      expect(answered).toBe(asked);
      expect(Number(asked)).toBeGreaterThanOrEqual(20);
    }
    expect(await residueOf(run.id)).toEqual([]);
    return summary
      .split('\n')
      .map((line) => line.replace(/ +\d+\.\d s +/, ': ').trim())
      .map((line) => line.replace(/127\.0\.0\.1:\d+|\d{2,} of \d{2,}/g, '…'));
  };

  const permitted = (environment: string) =>
    expect.stringMatching(
      `^permissions ${environment}: role apply allows all \\d+ called actions, role plan the \\d+ of plans$`,
    );

  test('two environments with all options, on Fargate and on EC2: no failed request, a crashing image rolled back, nothing left', async () => {
    expect(await resultsOf(whole)).toEqual([
      'emulator: ministack 1.5.33 at http://…',
      'registry: 28 resources added',
      'images: 2 images',
      'account staging: fakes of secret shop/db, parameter /shop/db-password, key alias/shop',
      'account production: fakes of example.com, secret shop/db, parameter /shop/db-password, key alias/shop',
      'apply staging: 80 resources added',
      'apply production: 129 resources added',
      'tasks staging: 4 tasks of 3 services run',
      'tasks production: 4 tasks of 3 services run',
      'smoke staging: … requests returned the expected response',
      'smoke production: … requests returned the expected response; HTTP redirects to HTTPS, Strict-Transport-Security is max-age=63072000',
      'second plan: no changes',
      'scaling staging: 1 → 3 → 1 tasks, … requests succeeded',
      'scaling production: 1 → 3 → 1 tasks, … requests succeeded',
      'third plan: no changes',
      'rollouts staging: … requests succeeded',
      'rollouts production: … requests succeeded',
      'rollback staging: … requests succeeded',
      'rollback production: … requests succeeded',
      'destroy: 237 resources destroyed',
      permitted('staging'),
      permitted('production'),
      'nothing left: states, emulator and engine are empty; revisions of acme-staging-site-b, acme-production-site-b are kept for a pipeline',
    ]);
  });

  test('credentials and a state of the user are neither used nor changed', () => {
    const folder = projects[0]?.folder ?? '';
    expect(readFileSync(join(folder, 'terraform.production.tfstate'), 'utf8')).toBe(realState);
    expect(readdirSync(join(folder, 'real')).sort()).toEqual(['config', 'credentials']);
    expect(readdirSync(folder).filter((name) => name.includes('tfstate'))).toEqual([
      'terraform.production.tfstate',
    ]);
  });

  test('the commands of docs/aws.md do by hand what it says', () => page);

  test('a service that crashes is named, with its last lines', async () => {
    const { code, output } = await failing.ended;
    expect(code).toBe(1);
    expect(output).toContain(
      'service "magicnight", last lines of /ecs/magicnight-fargate-magicnight:',
    );
    expect(output).toContain('DRAIN_SECONDS must be a whole number from 0 to 600, got \\"x\\"');
    // On a busy machine, a task takes longer to crash than a service must be steady.
    expect(output).toMatch(/^ {2}(tasks|smoke) +\d+\.\d s {2}failed$/m);
    expect(await residueOf(failing.id)).toEqual([]);
  });
});

/** Prints the addresses on which a process listens. /proc/net/tcp lists them by the inode of the socket. */
const listening = `
import os, sys
inodes = set()
for fd in os.listdir(f'/proc/{sys.argv[1]}/fd'):
    try: inodes.add(os.readlink(f'/proc/{sys.argv[1]}/fd/{fd}')[8:-1])
    except OSError: pass
for file in ('tcp', 'tcp6'):
    for line in open(f'/proc/net/{file}').readlines()[1:]:
        words = line.split()
        if words[3] == '0A' and words[9] in inodes:
            host, port = words[1].split(':')
            print('.'.join(str(byte) for byte in reversed(bytes.fromhex(host))) + ':' + str(int(port, 16)))
`;
