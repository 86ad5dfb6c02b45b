import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { version } from '../../package.json';

const binary = resolve('bin/magicnight.js');

/** Runs the command as npx does: without the name of an npm script. */
const magicnight = (args: readonly string[], cwd = '.', variables: NodeJS.ProcessEnv = {}) => {
  const env = { ...process.env, npm_lifecycle_event: undefined, ...variables };
  const options = { cwd, env, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [binary, ...args], options);
  return { status, stdout, stderr };
};

/** Programs of this repository alone. */
const ofTheRepository = ['generate', 'options', 'magicnight'];

describe('magicnight', () => {
  const help = magicnight(['--help']);
  const listed = [...help.stdout.matchAll(/^ {2}([a-z:-]+) {2}/gm)].map(([, name = '']) => name);

  test('--help lists each command', () => {
    const files = readdirSync('commands')
      .filter((name) => name.endsWith('.ts'))
      .map((name) => name.replace('.ts', ''))
      .filter((name) => !ofTheRepository.includes(name));
    expect(listed.map((name) => name.replace(':', '-')).sort()).toEqual(files.sort());
    expect(help).toMatchObject({ status: 0, stderr: '' });
  });

  test.each(listed)('%s --help explains it, with its name as it was typed', (name) => {
    const { status, stdout, stderr } = magicnight([name, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: npx magicnight ${name}( |\n)`));
    expect(stdout).not.toContain('npm run');
  });

  test('an error, too, names commands as they are typed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
    writeFileSync(join(folder, 'fingerprint.json'), '{ "version": 1 }');
    const args = ['verify-plan', 'fingerprint.json'];
    const byNpx = magicnight(args, folder).stderr;
    const byNpm = magicnight(args, folder, { npm_lifecycle_event: 'verify-plan' }).stderr;
    rmSync(folder, { recursive: true });
    const start = 'fingerprint.json is incomplete; write it again with ';
    expect(byNpx).toBe(`${start}npx magicnight review\n`);
    expect(byNpm).toBe(`${start}npm run review\n`);
  });

  test('it ends in silence when the reader of its output has ended', () => {
    const script = '(sleep 1; exec "$0" "$1" review --help) | true; echo "${PIPESTATUS[0]}"';
    const { stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath, binary], {
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' });
  });

  test('reviewed is another name of verify-plan', () => {
    expect(magicnight(['reviewed', '--help'])).toEqual(magicnight(['verify-plan', '--help']));
  });

  test('--version prints the version of the package', () => {
    expect(magicnight(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('an unknown command is an error', () => {
    const error = 'There is no command "reherse"; did you mean "rehearse"?\n';
    expect(magicnight(['reherse'])).toEqual({ status: 1, stdout: '', stderr: error });
  });

  test('without a command it prints the help as an error', () => {
    expect(magicnight([])).toEqual({ status: 1, stdout: '', stderr: help.stdout });
  });

  test('outside of a project, synth says where to run it', () => {
    const folder = tmpdir();
    const error = `There is no main.ts in ${folder}; run this command in the folder of main.ts, or make a project with: npx magicnight init <folder>\n`;
    expect(magicnight(['synth'], folder)).toEqual({ status: 1, stdout: '', stderr: error });
  });

  test('main.ts can import packages that read their stack trace', () => {
    const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
    const main = `const place = { stack: '' };
Error.captureStackTrace(place);
console.log(place.stack.split('\\n')[1]?.replace(/^.*[/]/, ''));
`;
    writeFileSync(join(folder, 'main.ts'), main);
    const result = magicnight(['synth'], folder);
    rmSync(folder, { recursive: true });
    expect(result).toEqual({ status: 0, stdout: 'main.ts:2:7)\n', stderr: '' });
  });

  test('Ctrl-C ends a synth at once', () => {
    const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
    const main = `process.kill(process.pid, 'SIGINT');
const end = Date.now() + 1000;
while (Date.now() < end);
console.log('synthesized');
`;
    writeFileSync(join(folder, 'main.ts'), main);
    const { signal, stdout } = spawnSync(process.execPath, [binary, 'synth'], {
      cwd: folder,
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect({ signal, stdout }).toEqual({ signal: 'SIGINT', stdout: '' });
  });

  test('an option that npm has consumed is an error, but not the registry of an .npmrc', () => {
    const npm = { npm_config_registry: 'https://npm.example.com/', npm_lifecycle_event: 'images' };
    expect(magicnight(['images', '--push'], '.', npm).stderr).toBe(
      '--push and --registry <host> must be used together\n',
    );
    expect(magicnight(['images'], '.', { ...npm, npm_config_push: 'true' }).stderr).toBe(
      'npm consumed --push; write: npm run images -- --push\n',
    );
  });

  test('ci runs a script of the package, and ends with its exit code', () => {
    const { status, stdout, stderr } = magicnight(['ci', 'terraform-init'], tmpdir());
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('STACK');
  });

  test('ci with an unknown script is an error', () => {
    const error = 'There is no script "plans"; did you mean "plan"?\n';
    expect(magicnight(['ci', 'plans'])).toEqual({ status: 1, stdout: '', stderr: error });
  });
});
