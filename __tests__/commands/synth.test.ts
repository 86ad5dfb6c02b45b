import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  removeEc2,
  replaceIn,
  writeEc2,
  writeOptions,
  writeRegistry,
} from '../support/main-options';
import { copyProject, placeExample } from '../support/project-copy';

/** Runs main.ts in a folder; shows what it prints. */
const synth = (folder: string, environment: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });

/** The files of the stacks that are compared. */
const written = (folder: string) =>
  ['local', 'registry', 'fargate'].flatMap((stack) =>
    [
      `cdktf.out/stacks/${stack}/cdk.tf.json`,
      `cdktf.out/stacks/${stack}/sources.json`,
      `snapshots/${stack}.tf.json`,
    ].map((file) => join(folder, file)),
  );

/** All that is written, as one text. */
const output = (folder: string) =>
  written(folder)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

let project: ReturnType<typeof copyProject>;

// One copy for all tests: what tsx has translated in a folder it need not translate there again.
beforeAll(() => {
  project = copyProject();
});

afterEach(() => {
  placeExample(project.folder);
  cpSync('constructs/synth/summary.ts', join(project.folder, 'constructs/synth/summary.ts'));
  for (const folder of ['cdktf.out', 'snapshots'])
    rmSync(join(project.folder, folder), { recursive: true, force: true });
});

afterAll(() => project.remove());

test('another folder, time zone and language give the same bytes, twice in a row, and a summary', () => {
  const other = copyProject();
  const first = synth(project.folder, { TZ: 'UTC', LANG: 'C' });
  expect(first.stderr).toBe(
    ['fargate', 'ec2']
      .map(
        (name) =>
          `Warning: main.ts: environments.${name}.https is false: anyone on the network path can read and change requests and responses\n`,
      )
      .join(''),
  );
  expect(
    first.stdout,
  ).toBe(`service     routes         image           vCPU  memory   tasks   count    revision   page
magicnight  /magicnight    containers/api  0.25  512 MiB  1 to 4  scaling  Terraform
site-a      /a (stripped)  containers/web  0.25  512 MiB  1 to 4  scaling  Terraform  sites/a
site-b      /b (stripped)  containers/web  0.25  512 MiB  1 to 4  scaling  Terraform  sites/b

Egress options of fargate, USD per month in eu-central-1 without traffic (estimates, prices of 2026-09-21):
    nat: 'none'          53  3 endpoints (ecr.api, ecr.dkr, logs) in 2 zones, 0.01 USD per GB
  → nat: 'single'        42  one NAT gateway, 0.052 USD per GB
    nat: 'per-az'        83  2 NAT gateways, one in each zone, 0.052 USD per GB
    nat: 'regional'      83  a NAT gateway that AWS extends to each zone with tasks, 0.052 USD per GB
    publicTasks: true    11  with nat: 'none': a public IPv4 address for each task, at least 3

Egress options of ec2, USD per month in eu-central-1 without traffic (estimates, prices of 2026-09-21):
    nat: 'none'         105  6 endpoints (ecr.api, ecr.dkr, logs, ecs, ecs-agent, ecs-telemetry) in 2 zones, 0.01 USD per GB
  → nat: 'single'        42  one NAT gateway, 0.052 USD per GB
    nat: 'per-az'        83  2 NAT gateways, one in each zone, 0.052 USD per GB
    nat: 'regional'      83  a NAT gateway that AWS extends to each zone with tasks, 0.052 USD per GB
    publicTasks: true     4  with nat: 'none': a public IPv4 address for each instance, at least 1

Instances of ec2: 1 to 8, network mode bridge. Tasks that fit on one instance if it runs only one service:
  t3.small    2048 CPU units and about 1787 MiB for tasks: 3 of magicnight (limited by memory), 3 of site-a (limited by memory), 3 of site-b (limited by memory); instances for the minimum number of tasks: 1 (2 with targetPercent 90), for the maximum: 4, while all services are deployed: 8

Written: cdktf.out/stacks/local/cdk.tf.json
         cdktf.out/stacks/registry/cdk.tf.json
         cdktf.out/stacks/fargate/cdk.tf.json
         cdktf.out/stacks/ec2/cdk.tf.json
         cdktf.out/permissions.md
         cdktf.out/stacks/*/sources.json
         snapshots/*.tf.json
         modules/*/{main.tf.json,README.md}
Next:    npm run local                  run the services on this machine
         npm run rehearse -- fargate    run a stack for AWS (or ec2) on an emulator

`);
  const bytes = output(project.folder);
  synth(other.folder, { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' });
  expect(output(other.folder)).toBe(bytes);
  synth(other.folder);
  expect(output(other.folder)).toBe(bytes);
  expect(bytes).not.toContain(project.folder);
  expect(bytes).not.toContain(process.cwd());
  other.remove();
});

test('a wrong description writes nothing, says what is wrong and exits with 1', () => {
  const services = join(project.folder, 'services.ts');
  const text = readFileSync(services, 'utf8');
  writeFileSync(
    services,
    text.replace("'/magicnight'", "'magicnight'").replace("'sites/b'", "'sites/bb'"),
  );
  const { status, stdout, stderr } = synth(project.folder);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(
    stderr,
  ).toBe(`services.ts: service "magicnight": the path of a route must start with "/", got "magicnight"; write "/magicnight"
services.ts: service "site-b": page must be a folder with index.html, got "sites/bb"; did you mean "sites/b"?
`);
  expect(existsSync(join(project.folder, 'cdktf.out'))).toBe(false);
});

test('a wrong description leaves what was written before as it was', () => {
  for (const file of written(project.folder)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'written before');
  }
  const bytes = output(project.folder);
  writeFileSync(join(project.folder, 'services.ts'), 'export const services = [];');
  expect(synth(project.folder).status).toBe(1);
  expect(output(project.folder)).toBe(bytes);
});

test('an error of the program itself shows where it is', () => {
  writeFileSync(
    join(project.folder, 'constructs/synth/summary.ts'),
    '\n\nthrow new Error("broken");',
  );
  const { status, stderr } = synth(project.folder);
  expect(status).toBe(1);
  expect(stderr).toContain('summary.ts:3');
});

test('what the pages show as options for AWS is synthesized', () => {
  const pages = ['environments', 'pipeline'];
  const text = pages.map((page) => readFileSync(`docs/${page}.md`, 'utf8')).join('');
  const [, options = ''] =
    /const options: EnvironmentOptions = \{\n([\s\S]*?)\n\};/.exec(text) ?? [];
  writeOptions(project.folder, options);
  // What stands in a sentence, in place of what is shipped.
  const sentences = [...text.matchAll(/`(ec2|registry): (\{.*?\})`/g)];
  expect(sentences.map(([, name]) => name)).toEqual(['registry', 'ec2', 'registry']);
  const [zone = '', ec2 = '', gitlab = ''] = sentences.map(([, , value = '']) => value);
  writeEc2(project.folder, ec2);
  writeRegistry(project.folder, `{ ...${zone}, ...${gitlab} }`);
  const { status, stderr } = synth(project.folder);
  expect(status).toBe(0);
  // The shipped services have one task, also in production, and the shipped environments are alternatives.
  const shipped = /can have a single task|Only one of the two can be applied|share the quotas/;
  const others = stderr.split('\n').filter((line) => !shipped.test(line));
  expect(others).toEqual(['']);
  expect(output(project.folder)).toContain('"domain_name": "shop.example.com"');
});

test('a synth into another folder has its snapshots there, and leaves the project as it is', () => {
  const elsewhere = join(project.folder, 'elsewhere');
  const committed = join(project.folder, 'snapshots');
  const { status, stdout } = synth(project.folder, { CDKTF_OUTDIR: elsewhere });
  expect(status).toBe(0);
  expect(stdout).toContain(`${elsewhere}/snapshots/*.tf.json\n`);
  expect(readdirSync(join(elsewhere, 'snapshots')).sort()).toEqual(
    ['ec2', 'fargate', 'local', 'registry'].map((stack) => `${stack}.tf.json`),
  );
  expect(existsSync(committed)).toBe(false);
  expect(existsSync(join(project.folder, 'cdktf.out'))).toBe(false);
});

test('snapshots that cannot be written are one sentence', () => {
  writeFileSync(join(project.folder, 'snapshots'), '');
  expect(synth(project.folder)).toMatchObject({
    status: 1,
    stdout: '',
    stderr: "EEXIST: file already exists, mkdir 'snapshots'\n",
  });
});

test('without environment ec2 there is no stack ec2, no snapshot of it, and no line about instances', () => {
  synth(project.folder);
  removeEc2(project.folder);
  // On t3.small it would be an error.
  const web = "image: { folder: 'containers/web' },\n    architecture: 'arm64',";
  const services = join(project.folder, 'services.ts');
  replaceIn(services, /image: \{ folder: 'containers\/web' \},/g, web);
  const notes = join(project.folder, 'snapshots/notes.md');
  writeFileSync(notes, '');
  const same = join(project.folder, 'snapshots/registry.tf.json');
  utimesSync(same, 1, 1);
  const { status, stdout } = synth(project.folder);
  expect(status).toBe(0);
  expect(existsSync(join(project.folder, 'snapshots/ec2.tf.json'))).toBe(false);
  expect(existsSync(notes)).toBe(true);
  expect(statSync(same).mtimeMs).toBe(1000);
  expect(stdout).not.toContain('ec2/');
  expect(stdout).not.toContain('Instances');
});

test('wrong options write nothing, say what is wrong and exit with 1', () => {
  writeOptions(
    project.folder,
    "  region: 'eu-central-1',\n  network: { nat: 'none', cidr: '10.0.0.0/26' },\n  https: { domain: 'shop' },",
  );
  expect(synth(project.folder)).toMatchObject({
    status: 1,
    stdout: '',
    stderr: ['fargate', 'ec2']
      .map(
        (
          name,
        ) => `main.ts: environments.${name}.network.cidr must be large enough for 16 subnets of /27, the smallest that a load balancer supports, got "10.0.0.0/26"; use /23 or larger
main.ts: environments.${name}.https.domain must be a host name such as "shop.example.com", got "shop"; leave out scheme, port, "*" and a trailing dot
`,
      )
      .join(''),
  });
  expect(existsSync(join(project.folder, 'cdktf.out'))).toBe(false);
});
