import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

let folder: string;
const children: ReturnType<typeof spawn>[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
  rmSync(folder, { recursive: true });
});

/** Starts a process that looks like the daemon of a rehearsal of this project, and creates its folder. */
const startDaemon = (id: string) => {
  mkdirSync(join(folder, id));
  const record = JSON.stringify({ kept: true, project: resolve('.') });
  writeFileSync(join(folder, id, 'rehearsal.json'), record);
  children.push(spawn('sleep', ['60'], { argv0: `daemon.ts ${id}` }));
};

/** Reads the environment as the pages say, in the shell of somebody who has an account, and runs `script` there. */
const inShell = (script: string, environment: NodeJS.ProcessEnv = {}) => {
  const command = `${process.execPath} --import tsx commands/rehearse.ts --environment`;
  const line = `. "$(${command})"`;
  const own = {
    PATH: process.env.PATH,
    TMPDIR: folder,
    HOME: folder,
    AWS_PROFILE: 'production',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SESSION_TOKEN: 'token',
    AWS_ENDPOINT_URL_STS: 'https://sts.eu-central-1.amazonaws.com',
    TF_WORKSPACE: 'production',
    TF_PLUGIN_CACHE_DIR: folder,
    HTTPS_PROXY: 'http://proxy.example.org:3128',
    ...environment,
  };
  const args = ['-c', `${line}${script}`];
  const { stdout, stderr, status } = spawnSync('bash', args, { encoding: 'utf8', env: own });
  return { stdout, stderr, status };
};

const shown = `\nenv | grep -E '^(AWS|TF|HTTPS?|REHEARSAL|SITE)' | sort`;
const noAws =
  'This shell can now reach neither an emulator nor AWS. Start a rehearsal and read its environment here, or continue in a new shell.\n';
const none =
  'No rehearsal is running; start one with: npm run rehearse -- <environment> --keep, or an empty account with: npm run rehearse -- --empty\n';
const withoutAccount = `AWS_ACCESS_KEY_ID=none
AWS_CONFIG_FILE=/dev/null
AWS_EC2_METADATA_DISABLED=true
AWS_ENDPOINT_URL=http://127.0.0.1:9
AWS_MAX_ATTEMPTS=1
AWS_SECRET_ACCESS_KEY=none
AWS_SHARED_CREDENTIALS_FILE=/dev/null
`;

test('without a running rehearsal, a shell that continues after the error cannot reach AWS', () => {
  expect(inShell(shown)).toEqual({
    stdout: `${withoutAccount}HTTPS_PROXY=http://proxy.example.org:3128\nTF_PLUGIN_CACHE_DIR=${folder}\n`,
    stderr: none + noAws,
    status: 0,
  });
});

test('variables of an ended rehearsal are removed from the shell, too', () => {
  const gateway = 'http://127.0.0.1:40001';
  const left = { REHEARSAL: join(folder, 'gone'), SITE: gateway, HTTPS_PROXY: gateway };
  const { stdout } = inShell(shown, left);
  expect(stdout).toBe(`${withoutAccount}TF_PLUGIN_CACHE_DIR=${folder}\n`);
});

test('with more than one running rehearsal, the shell reaches none of them', () => {
  const ids = ['magicnight-rehearsal-0a', 'magicnight-rehearsal-0b'];
  for (const id of ids) startDaemon(id);
  const files = ids.map((id) => join(folder, id, 'environment')).join(', ');
  const { stdout, stderr } = inShell(shown);
  expect(stderr).toBe(`More than one rehearsal is running: ${files}\n${noAws}`);
  expect(stdout).toContain(withoutAccount);
});

test('a shell with errexit does not continue', () => {
  expect(inShell(' && echo applied').stdout).toBe('');
  expect(inShell('\necho applied', { BASH_ENV: '/dev/null', SHELLOPTS: 'errexit' }).stdout).toBe(
    '',
  );
});

test('the command itself ends with 1', () => {
  const args = ['--import', 'tsx', 'commands/rehearse.ts', '--environment'];
  const env = { PATH: process.env.PATH, TMPDIR: folder, HOME: folder };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  expect(stdout).toBe(`${resolve('commands/rehearsal/no-aws.sh')}\n`);
  expect(stderr).toBe(none);
  expect(status).toBe(1);
});
