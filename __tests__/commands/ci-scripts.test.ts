import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

const provider = { aws: [{ region: 'eu-central-1' }] };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  for (const program of ['npm', 'terraform']) {
    write(`bin/${program}`, '#!/bin/sh\necho "$(basename "$0") $*"\nexit "${FAILING:-0}"\n');
    chmodSync(join(folder, `bin/${program}`), 0o755);
  }
  writeBackend({ local: { path: '../../../terraform.registry.tfstate' } });
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Runs a script of the pipeline with an npm and a Terraform that only print how they are called. */
function run(script: string, environment: NodeJS.ProcessEnv) {
  const { status, stdout, stderr } = spawnSync(resolve('ci', script), {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`, ...environment },
  });
  return { status, stdout, stderr };
}

const override = 'cdktf.out/stacks/registry/backend_override.tf.json';
const writeBackend = (backend: object) => {
  const configuration = { provider, terraform: { backend } };
  write('cdktf.out/stacks/registry/cdk.tf.json', JSON.stringify(configuration));
};
const init = 'terraform -chdir=cdktf.out/stacks/registry init -reconfigure -no-color';

const AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/magicnight-pipeline/magicnight-push';
const host = (region: string) => `123456789012.dkr.ecr.${region}.amazonaws.com`;
const push = (registry: string) => `npm run images -- --push --registry ${registry}\n`;

test.each([
  [[{ region: 'eu-central-1' }], push(host('eu-central-1'))],
  [[{ region: 'cn-north-1' }], push(`${host('cn-north-1')}.cn`)],
  [
    [
      { region: 'eu-central-1', account: '123456789012' },
      { region: 'us-east-1', account: '210987654321' },
      { region: 'us-west-2', account: '123456789012' },
      { region: 'eu-central-1', account: '123456789012' },
    ],
    push(host('eu-central-1')) + push(host('us-west-2')),
  ],
])(
  'images go to each region with an environment in the account of the role: %j',
  (environments, stdout) => {
    write('cdktf.out/magicnight.json', JSON.stringify({ environments }));
    expect(run('images', { AWS_ROLE_ARN })).toEqual({ status: 0, stdout, stderr: '' });
  },
);

test('a role of an account without an environment is an error', () => {
  const environments = [{ region: 'eu-central-1', account: '210987654321' }];
  write('cdktf.out/magicnight.json', JSON.stringify({ environments }));
  expect(run('images', { AWS_ROLE_ARN })).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'No environment in main.ts is in account 123456789012, which is that of AWS_PUSH_ROLE_ARN\n',
  });
});

test('a push that fails ends the job', () => {
  const environments = [{ region: 'eu-central-1' }, { region: 'us-east-1' }];
  write('cdktf.out/magicnight.json', JSON.stringify({ environments }));
  expect(run('images', { AWS_ROLE_ARN, FAILING: '3' })).toEqual({
    status: 3,
    stdout: push(host('eu-central-1')),
    stderr: '',
  });
});

test('a state in a file would end with the job: it is in GitLab, and nothing about it is in an option', () => {
  expect(run('terraform-init', { STACK: 'registry' }).stdout).toBe(`${init}\n`);
  expect(JSON.parse(readFileSync(join(folder, override), 'utf8'))).toEqual({
    terraform: { backend: { http: {} } },
  });
});

test.each<[object]>([
  [{ s3: { bucket: 'acme-terraform', key: 'acme/registry.tfstate' } }],
  [{ http: {} }],
])('the state is in the backend that main.ts has set: %j', (backend) => {
  writeBackend(backend);
  // Of an earlier job, whose artifact has the folder.
  write(override, '{}');
  expect(run('terraform-init', { STACK: 'registry' })).toEqual({
    status: 0,
    stdout: `${init}\n`,
    stderr: '',
  });
  expect(existsSync(join(folder, override))).toBe(false);
});

test.each([
  ['registry', 'registry.backend'],
  ['registry-us-east-1', 'registry.backend'],
  ['staging', 'environments.staging.backend'],
])('a backend for %s in a file of an earlier version is an error', (stack, field) => {
  write(`backends/${stack}.tf.json`, '{}');
  expect(run('terraform-init', { STACK: 'registry' })).toEqual({
    status: 1,
    stdout: '',
    stderr: `backends/${stack}.tf.json is no longer read. In main.ts, set ${field}, with the bucket and the key of this file: { s3: { bucket: '…', key: '…' } }. Then delete the file\n`,
  });
});

test.each([
  ['18.2.1', true],
  ['17.11.7', true],
  ['18.2.2', false],
  ['19.0.0', false],
])('GitLab %s is too old to name forks in its tokens: %s', (version, isOld) => {
  const [CI_SERVER_VERSION_MAJOR, CI_SERVER_VERSION_MINOR, CI_SERVER_VERSION_PATCH] =
    version.split('.');
  const { status, stderr } = run('terraform-init', {
    ...{ STACK: 'registry', CI_SERVER_VERSION: version },
    ...{ CI_SERVER_VERSION_MAJOR, CI_SERVER_VERSION_MINOR, CI_SERVER_VERSION_PATCH },
  });
  expect(status).toBe(0);
  expect(stderr).toBe(
    isOld
      ? `Warning: this GitLab (${version}) is older than 18.2.2. In pipelines of merge requests from forks, it gives branches of the fork the roles of the project's branches: upgrade it, or switch off such pipelines\n`
      : '',
  );
});

test('with a lock file, exactly its providers are used', () => {
  write('cdktf.out/stacks/registry/.terraform.lock.hcl', '');
  write('locks/registry.terraform.lock.hcl', '');
  expect(run('terraform-init', { STACK: 'registry', FAILING: '1' })).toEqual({
    status: 1,
    stdout: `${init} -lockfile=readonly\n`,
    stderr:
      'If locks/registry.terraform.lock.hcl is out of date or lacks this platform, run npm run lock and commit the file\n',
  });
});

test('a missing stack is an error', () => {
  expect(run('terraform-init', { STACK: 'ec2' })).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'There is no cdktf.out/stacks/ec2/cdk.tf.json. Either main.ts defines no stack "ec2", or the artifact of job check has expired; then run the pipeline again\n',
  });
});

test('the policy of a review decides, and its report is the end of the log', () => {
  write(
    'bin/npm',
    '#!/bin/sh\nmkdir -p report/registry && echo "the report" > report/registry/report.md\nexit 2\n',
  );
  const { status, stdout } = run('plan', { STACK: 'registry', CI_COMMIT_SHA: 'abc' });
  expect(status).toBe(2);
  expect(stdout.trimEnd().split('\n')).toEqual([
    'terraform -chdir=cdktf.out/stacks/registry plan -no-color -lock=false -out=plan.tfplan',
    'the report',
  ]);
});

test('without a plan, the report of an earlier run is removed', () => {
  write('report/registry/report.md', 'old');
  write('report/staging/report.md', 'of another environment');
  const { status } = run('plan', { STACK: 'registry', CI_COMMIT_SHA: 'abc', FAILING: '1' });
  expect(status).toBe(1);
  expect(readdirSync(join(folder, 'report'))).toEqual(['staging']);
});

test('the images of a stack are marked as deployed before its apply', () => {
  const variable = { image_api: { default: '0123456789ab' } };
  write('cdktf.out/stacks/staging/cdk.tf.json', JSON.stringify({ variable }, undefined, 2));
  const mark = 'npm run images -- --deployed staging\n';
  const apply = (stack: string) =>
    `terraform -chdir=cdktf.out/stacks/${stack} apply -no-color -lock-timeout=5m plan.tfplan\n`;
  expect(run('apply', { STACK: 'staging' }).stdout).toBe(mark + apply('staging'));
  expect(run('apply', { STACK: 'registry' }).stdout).toBe(apply('registry'));
  // Nothing is applied whose images would expire.
  expect(run('apply', { STACK: 'staging', FAILING: '1' })).toMatchObject({
    status: 1,
    stdout: mark,
  });
});

const noLock = 'Error: Error acquiring the state lock\n\nError message: ';

test.each([
  [
    `${noLock}HTTP remote state endpoint invalid auth`,
    'The user who started this job may not lock the state of stack "registry": GitLab allows this to maintainers only. Nothing was changed\n',
  ],
  [
    `${noLock}HTTP remote state already locked: ID=1\nLock Info:\n  ID: 1`,
    'The state of stack "registry" is locked: somebody else is changing the stack, or was stopped while doing so. Nothing was changed. Start this job again when the other change is done. If it was stopped, first remove its lock: in GitLab under Operate > Terraform states, or in a bucket with terraform force-unlock\n',
  ],
  [
    `${noLock}operation error S3: PutObject, https response error\nStatusCode: 412\nLock Info:\n  ID: 1`,
    expect.stringContaining('or in a bucket with terraform force-unlock'),
  ],
  [`${noLock}AccessDenied`, ''],
  ['Error: Saved plan is stale', expect.stringContaining('Something was applied since')],
])('an apply that fails says what a person can do: %j', (problem, hint) => {
  write('bin/terraform', `#!/bin/sh\ncat >&2 <<'END'\n${problem}\nEND\nexit 1\n`);
  const { status, stderr } = run('apply', { STACK: 'registry' });
  expect(status).toBe(1);
  expect(stderr.slice(problem.length + 1)).toEqual(hint);
});
