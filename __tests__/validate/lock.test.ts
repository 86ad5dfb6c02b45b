import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';

let project: ReturnType<typeof copyProject>;
const at = (path: string) => join(project.folder, path);

beforeAll(() => {
  project = copyProject();
  // A lock has the hashes of the packages, whatever their content is.
  addProvider('hashicorp/aws', '6.47.1', 'linux_amd64');
  addProvider('kreuzwerker/docker', '4.6.0', 'linux_amd64');
});
afterAll(() => project.remove());

function addProvider(name: string, version: string, platform: string): void {
  const folder = at(`mirror/registry.terraform.io/${name}/${version}/${platform}`);
  mkdirSync(folder, { recursive: true });
  const program = `terraform-provider-${name.split('/')[1]}_v${version}`;
  writeFileSync(join(folder, program), `${program} for ${platform}`);
}

/** Runs a command in the copy, without settings and caches of the user. */
function run(program: string, ...args: string[]) {
  const { TF_PLUGIN_CACHE_DIR: _cache, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: project.folder,
    encoding: 'utf8',
    env: { ...env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' },
  });
  return { status, stdout, stderr };
}
const tsx = (...args: string[]) => run(process.execPath, '--import', 'tsx', ...args);
const lock = (...args: string[]) => tsx('commands/lock.ts', '--mirror', 'mirror', ...args);
const init = (stack: string) =>
  run(
    'terraform',
    ...[`-chdir=cdktf.out/stacks/${stack}`, 'init', '-backend=false', '-no-color'],
    ...['-lockfile=readonly', `-plugin-dir=${at('mirror')}`],
  );

describeWith(['terraform'], 'npm run lock', () => {
  test('pins the providers of each stack, and synth puts it beside the stack', () => {
    expect(lock('--platform', 'linux_amd64')).toEqual({
      status: 0,
      stdout: `ec2, fargate, registry: linux_amd64
local: linux_amd64
Written: locks/ec2.terraform.lock.hcl
Written: locks/fargate.terraform.lock.hcl
Written: locks/registry.terraform.lock.hcl
Written: locks/local.terraform.lock.hcl
`,
      stderr: '',
    });
    const text = readFileSync(at('locks/fargate.terraform.lock.hcl'), 'utf8');
    expect(text).toContain('version     = "6.47.1"');
    expect(tsx('main.ts').status).toBe(0);
    expect(readFileSync(at('cdktf.out/stacks/fargate/.terraform.lock.hcl'), 'utf8')).toBe(text);
    expect(init('fargate')).toMatchObject({ status: 0 });
  });

  test('adds a platform, keeps the version, and takes a newer one with --upgrade', () => {
    addProvider('hashicorp/aws', '6.48.0', 'linux_amd64');
    addProvider('hashicorp/aws', '6.48.0', 'linux_arm64');
    addProvider('hashicorp/aws', '6.47.1', 'linux_arm64');
    addProvider('kreuzwerker/docker', '4.6.0', 'linux_arm64');
    const both = ['--platform', 'linux_amd64', '--platform', 'linux_arm64'];
    const locked = () => readFileSync(at('locks/fargate.terraform.lock.hcl'), 'utf8');
    expect(lock(...both).stderr).toBe('');
    expect(locked()).toContain('version     = "6.47.1"');
    expect(locked().match(/"h1:/g)).toHaveLength(2);
    expect(lock(...both).stdout).toContain('Unchanged: locks/fargate.terraform.lock.hcl');
    expect(lock(...both, '--upgrade').stderr).toBe('');
    expect(locked()).toContain('version     = "6.48.0"');
  });

  test('another provider than the pinned one is refused', () => {
    expect(tsx('main.ts').status).toBe(0);
    const folder = at('mirror/registry.terraform.io/hashicorp/aws/6.48.0/linux_amd64');
    writeFileSync(join(folder, 'terraform-provider-aws_v6.48.0'), 'another one');
    rmSync(at('cdktf.out/stacks/fargate/.terraform'), { recursive: true, force: true });
    const { status, stderr } = init('fargate');
    expect({ status, stderr: stderr.replace(/\s+/g, ' ') }).toEqual({
      status: 1,
      stderr: expect.stringContaining(
        "doesn't match any of the checksums previously recorded in the dependency lock file",
      ),
    });
  });

  test('a provider that is not there is told, and nothing is written', () => {
    rmSync(at('locks'), { recursive: true, force: true });
    const { status, stderr } = lock('--platform', 'darwin_arm64');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^terraform providers lock failed\n/);
    expect(stderr).toContain('darwin_arm64');
    expect(stderr).toContain('Choose other platforms with: npm run lock -- --platform linux_amd64');
    expect(existsSync(at('locks'))).toBe(false);
  });

  test.each([
    [
      ['--platform', 'linux/amd64'],
      '--platform must be an operating system and an architecture such as linux_amd64, got "linux/amd64"\n',
    ],
    [['--mirror', 'nowhere'], '--mirror must be an existing folder, got "nowhere"\n'],
  ])('%j is refused', (args, stderr) => {
    expect(lock(...args)).toEqual({ status: 1, stdout: '', stderr });
  });
});
