import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../../commands/cli/python-tool';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { runDocumentedCommands } from './documented-commands';

const page = 'docs/cdk-terrain.md';

/** The versions of the page. */
const terrain = { cdktf: 'npm:cdktn@0.24.0', constructs: '10.6.0' };

describeWith(['npm registry'], page, () => {
  test('with CDK Terrain the shipped stacks differ in the version in their comment only', async () => {
    const { folder, remove } = copyProject();
    try {
      run(folder, 'npm', 'run', 'synth');
      const before = outputOf(folder);
      run(folder, 'git', 'init', '--quiet');
      run(folder, 'git', 'add', 'snapshots');

      writeFileSync(join(folder, 'package.json'), JSON.stringify(userManifest()));
      rmSync(join(folder, 'package-lock.json'));
      rmSync(join(folder, 'node_modules'));
      rmSync(join(folder, 'cdktf.out'), { recursive: true });
      const [install, compare] = sections();
      // npm install only resolves the versions: an installation of all packages takes minutes. With the option of Node.js, the
      // providers require cdktf from the folder of the link.
      const options = 'package-lock-only=true\nnode-options=--preserve-symlinks\n';
      writeFileSync(join(folder, '.npmrc'), options);
      await runDocumentedCommands(page, folder, () => install);
      linkTerrain(join(folder, 'node_modules'));
      await runDocumentedCommands(page, folder, () => compare);

      const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
      expect(packages['node_modules/cdktf']).toMatchObject({ name: 'cdktn', version: '0.24.0' });
      expect(packages['node_modules/constructs'].version).toBe(terrain.constructs);

      const after = outputOf(folder);
      const stacks = ['ec2', 'fargate', 'local', 'module', 'module-existing-vpc', 'registry'];
      const withVersion = [
        ...stacks.map((stack) => `stacks/${stack}/cdk.tf.json`),
        'manifest.json',
      ];
      expect([...after.keys()]).toEqual([...before.keys()]);
      expect(changedFiles(before, after).sort()).toEqual(withVersion.sort());
      for (const file of withVersion) {
        const [old, own] = [before, after].map((files) => JSON.parse(files.get(file) ?? ''));
        versionOf(old).version = '0.24.0';
        expect({ file, ...own }).toEqual({ file, ...old });
      }
    } finally {
      remove();
    }
  });
});

/** The parts of the page with commands that need no installed packages, and with those that do. */
function sections(): [string, string] {
  const [install = '', compare = ''] = readFileSync(page, 'utf8').split('Then synthesize');
  return [install, compare];
}

/** package.json of a project that depends on the library and its peers. */
function userManifest(): object {
  const { version, dependencies, devDependencies } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  const installed: Record<string, string> = { ...devDependencies, ...dependencies };
  const names = ['@cdktf/provider-aws', '@cdktf/provider-docker', 'cdktf', 'constructs'];
  return {
    private: true,
    version,
    scripts: { synth: 'node --import tsx main.ts' },
    dependencies: Object.fromEntries(names.map((name) => [name, installed[name]])),
  };
}

/** Where a synthesized file says the version of the library. */
function versionOf(file: { version?: string; '//'?: { metadata: { version?: string } } }): {
  version?: string;
} {
  return file['//']?.metadata ?? file;
}

/** The text of all files in `cdktf.out`, by path. */
function outputOf(project: string): Map<string, string> {
  const folder = join(project, 'cdktf.out');
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function changedFiles(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...before.keys()].filter((name) => before.get(name) !== after.get(name));
}

/** Links the installed packages into a folder, with CDK Terrain in place of cdktf and of what comes with it. */
function linkTerrain(folder: string): void {
  const installed = installTerrain();
  mkdirSync(folder);
  const replaced = new Set(['cdktf', 'constructs', 'archiver']);
  for (const name of readdirSync('node_modules')) {
    if (!replaced.has(name)) symlinkSync(resolve('node_modules', name), join(folder, name));
  }
  for (const name of readdirSync(installed)) {
    if (name !== '.package-lock.json') symlinkSync(join(installed, name), join(folder, name));
  }
}

/** Installs CDK Terrain into the cache folder, unless it is installed already. @returns its node_modules. */
function installTerrain(): string {
  const folder = join(cacheFolder(), `cdktn-0.24.0-constructs-${terrain.constructs}`);
  if (!existsSync(folder)) {
    mkdirSync(cacheFolder(), { recursive: true });
    const making = mkdtempSync(`${folder}-`);
    const manifest = { private: true, dependencies: terrain };
    writeFileSync(join(making, 'package.json'), JSON.stringify(manifest));
    run(making, 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts');
    renameSync(making, folder);
  }
  return join(folder, 'node_modules');
}

function run(cwd: string, program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed\n${stderr}`);
}
