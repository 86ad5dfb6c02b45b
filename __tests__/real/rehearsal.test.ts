import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../needs';
import { copyProject } from '../project-copy';
import { docker } from './container';
import { runDocumentedCommands } from './documented-commands';
import { exchange } from './exchange';
import { leftOf, RehearsalRun } from './rehearsal-run';

const realState = JSON.stringify({ version: 4, serial: 7, lineage: 'real', resources: [] });

/** What a shell has that could lead a careless rehearsal to a real account or a real state. */
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
  let kept: RehearsalRun;
  let failing: RehearsalRun;

  let page: Promise<void>;

  // Four at once: they must not meet.
  beforeAll(async () => {
    projects = [copyProject(), copyProject(), copyProject(), copyProject()];
    const [one = '', two = '', three = '', four = ''] = projects.map(({ folder }) => folder);
    mkdirSync(join(one, 'real'));
    writeFileSync(join(one, 'real/credentials'), '[production]\naws_access_key_id = AKIAREAL\n');
    writeFileSync(join(one, 'real/config'), '[profile production]\nregion = us-east-1\n');
    writeFileSync(join(one, 'terraform.fargate.tfstate'), realState);
    const services = join(three, 'services.ts');
    const broken = "name: 'magicnight',\n    environment: { DRAIN_SECONDS: 'x' },";
    writeFileSync(services, readFileSync(services, 'utf8').replace("name: 'magicnight',", broken));

    kept = new RehearsalRun(two, ['fargate', '--keep']);
    // The first one makes the caches; it is the installation of the emulator that all would wait for.
    await kept.printed('registry\n');
    whole = new RehearsalRun(one, ['fargate', '--rollouts', '4'], hostile(one));
    failing = new RehearsalRun(three, ['fargate']);
    spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: four });
    page = runDocumentedCommands('README.md', four, (text) => text.split('## Step 5')[1] ?? '');
    await Promise.allSettled([whole.ended, kept.ended, failing.ended, page]);
  });

  afterAll(async () => {
    const [, two] = projects;
    await new RehearsalRun(two?.folder ?? '.', ['--end']).ended;
    for (const { remove } of projects) remove();
  });

  test('all phases succeed: no second plan, no lost request, a crashing image rolled back, nothing left', async () => {
    const { code, output } = await whole.ended;
    expect(output).toContain('The rehearsal succeeded; nothing is left of it.');
    expect(code).toBe(0);
    const summary = output.split('\n\n').at(-2) ?? '';
    const results = summary.split('\n').map((line) => line.replace(/ +\d+\.\d s +/, ': ').trim());
    expect(results.map((line) => line.replace(/127\.0\.0\.1:\d+|\d{2,} of \d{2,}/g, '…'))).toEqual([
      'emulator: ministack 1.5.33 at http://…',
      'registry: 4 resources added',
      'images: 2 images',
      'apply: 68 resources added',
      'tasks: 3 tasks of 3 services run',
      'smoke: … requests answered as described',
      'second plan: no changes',
      'rollouts: … requests answered; … requests answered; … requests answered; … requests answered',
      'rollback: … requests answered',
      'destroy: 72 resources destroyed',
      'nothing left: neither in the states, nor in the emulator, nor on the engine',
    ]);
    for (const [, answered, asked] of summary.matchAll(/(\d+) of (\d+) requests/g)) {
      expect(answered).toBe(asked);
      expect(Number(asked)).toBeGreaterThanOrEqual(20);
    }
    expect(await leftOf(whole.id)).toEqual([]);
  });

  test('credentials and a state that look real were not used and not touched', () => {
    const folder = projects[0]?.folder ?? '';
    expect(readFileSync(join(folder, 'terraform.fargate.tfstate'), 'utf8')).toBe(realState);
    expect(readdirSync(join(folder, 'real')).sort()).toEqual(['config', 'credentials']);
    expect(readdirSync(folder).filter((name) => name.includes('tfstate'))).toEqual([
      'terraform.fargate.tfstate',
    ]);
  });

  test('the commands of README.md do by hand what it says', () => page);

  test('a service that crashes is named, with its last lines', async () => {
    const { code, output } = await failing.ended;
    expect(code).toBe(1);
    expect(output).toContain(
      'service "magicnight", last lines of /ecs/magicnight-fargate-magicnight:',
    );
    expect(output).toContain('DRAIN_SECONDS must be a whole number from 0 to 600, got \\"x\\"');
    expect(output).toMatch(/^ {2}tasks +\d+\.\d s {2}failed$/m);
    expect(await leftOf(failing.id)).toEqual([]);
  });

  /** Runs a command in a shell that has read the environment of the rehearsal that was left up. */
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

  /** What a plan would do to each resource that it does not leave alone. */
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

  test('with --keep it stays up, and a shell reaches it', async () => {
    const { code, output } = await kept.ended;
    expect(output).toContain('It stays up.');
    expect(code).toBe(0);
    const smoke = `${process.execPath} --import tsx commands/smoke.ts "$SITE"`;
    expect(inShell(smoke)).toContain('20 of 20 requests are answered as described');
    expect(planned()).toEqual([]);
  });

  test('another image tag replaces one task definition and changes one service', () => {
    expect(planned('-var=image_api=other').sort()).toEqual([
      'delete create aws_ecs_task_definition.magicnight_task_B7F8F48B',
      'update aws_ecs_service.magicnight',
    ]);
  });

  test('another service is additions only', () => {
    const folder = projects[1]?.folder ?? '';
    const services = join(folder, 'services.ts');
    const before = readFileSync(services, 'utf8');
    const added =
      "  { name: 'added', image: { folder: 'containers/api' }, routes: ['/added'] },\n];";
    writeFileSync(services, before.replace(/\];\s*$/, added));
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: folder });
    writeFileSync(services, before);
    expect(status).toBe(0);
    const synthesized = readFileSync(join(folder, 'cdktf.out/stacks/fargate/cdk.tf.json'), 'utf8');
    const { terraform, ...configuration } = JSON.parse(synthesized);
    const { required_providers } = terraform;
    const copy = inShell('printf "$REHEARSAL/fargate/cdk.tf.json"');
    const original = readFileSync(copy, 'utf8');
    writeFileSync(copy, JSON.stringify({ ...configuration, terraform: { required_providers } }));
    const changes = planned();
    writeFileSync(copy, original);
    expect(changes.filter((change) => !change.startsWith('create '))).toEqual([]);
    expect(changes).toContain('create aws_ecs_service.added');
  });

  test('the front door leads to the load balancer only, whatever a request looks like', async () => {
    const port = Number(inShell('printf "$SITE"').split(':').at(-1));
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
      expect([request, text.split('\r\n\r\n')[1]]).toEqual([request, 'No route leads here.']);
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

  test('--end takes it down, and nothing is left', async () => {
    const { code, output } = await new RehearsalRun(projects[1]?.folder ?? '', ['--end']).ended;
    expect(output).toContain(`Removed ${kept.id}\n`);
    expect(code).toBe(0);
    expect(await leftOf(kept.id)).toEqual([]);
    const registry = /at http:\/\/(\S+)/.exec(kept.output)?.[1];
    expect(await docker('images', '--quiet', `${registry}/*/*`)).toBe('');
  });
});

/** Prints the addresses on which a process listens: /proc/net/tcp says them by the number of a socket. */
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
