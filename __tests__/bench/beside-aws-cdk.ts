import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../commands/cli/command';
import { cacheFolder } from '../../commands/cli/python-tool';
import { awsCdkFiles } from './aws-cdk-app';

/** A measured program: the folder and the words of its command. */
export interface Program {
  readonly cwd: string;
  readonly command: readonly string[];
}

/** The packages that a project of a user installs beside this one. */
const peers = ['@cdktf/provider-aws', '@cdktf/provider-docker', 'cdktf', 'constructs'];

const main = `import { run, ServicesApp } from 'magicnight';
import { services } from './services';

run(
  () =>
    new ServicesApp({
      project: 'shop',
      services,
      environments: {
        production: { region: 'eu-central-1', network: { nat: 'single' }, https: false },
      },
      registry: {},
    }),
);
`;

/**
 * The synth of three services on Fargate, in a project of a user: by this package, packed and installed, and by aws-cdk. Both
 * read the same folders of images.
 */
export function besideAwsCdk(scratch: string): Record<string, Program> {
  const services = readFileSync('__tests__/shipped/services.ts', 'utf8').replace(
    /from '\.\/constructs[^']*'/,
    "from 'magicnight'",
  );
  const ours = project('bench-magicnight', {
    'package.json': JSON.stringify({ private: true, version: '1.0.0', dependencies: versions() }),
    'main.ts': main,
    'services.ts': services,
  });
  installPacked(ours, scratch);
  const theirs = project('bench-aws-cdk', awsCdkFiles);
  const bin = (folder: string, name: string) => join(folder, 'node_modules/.bin', name);
  return {
    'magicnight synth': { cwd: ours, command: [bin(ours, 'magicnight'), 'synth'] },
    'cdk synth': { cwd: theirs, command: [bin(theirs, 'cdk'), 'synth', '--quiet'] },
    'the app of aws-cdk alone: no type check, no cdk command': {
      cwd: theirs,
      command: [bin(theirs, 'tsx'), 'bin/shop.ts'],
    },
  };
}

/** Exact versions of the peers, as in this project. */
function versions(): Record<string, string> {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const all: Record<string, string> = { ...devDependencies, ...dependencies };
  return Object.fromEntries(peers.map((name) => [name, all[name] ?? '']));
}

/** Installs the packages of a project in the cache folder, unless they are there, and writes its files anew. */
function project(name: string, files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256')
    .update(files['package.json'] ?? '')
    .digest('hex')
    .slice(0, 8);
  const folder = join(cacheFolder(), `${name}-${hash}`);
  if (!existsSync(folder)) {
    console.log(`installing into ${folder}`);
    mkdirSync(cacheFolder(), { recursive: true });
    const making = mkdtempSync(`${folder}-`);
    writeAll(making, files);
    finish(making, 'npm', 'install', '--no-audit', '--no-fund');
    renameSync(making, folder);
  }
  writeAll(folder, files);
  for (const images of ['containers', 'sites']) {
    rmSync(join(folder, images), { recursive: true, force: true });
    cpSync(images, join(folder, images), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
  }
  return folder;
}

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** Packs this package and installs it, as from a registry. */
function installPacked(folder: string, scratch: string): void {
  mkdirSync(scratch, { recursive: true });
  const { stdout } = finish('.', 'npm', 'pack', '--json', '--pack-destination', scratch);
  // A build prints before the JSON.
  const [{ filename }] = JSON.parse(stdout.slice(stdout.search(/^\[/m)));
  const archive = resolve(scratch, filename);
  finish(folder, 'npm', 'install', '--no-save', '--no-audit', '--no-fund', archive);
  if (!existsSync(join(folder, 'node_modules/.bin/magicnight'))) {
    throw new UserError('the package that npm pack makes has no command "magicnight"');
  }
}

function finish(cwd: string, program: string, ...args: string[]): { stdout: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new UserError(`${program} ${args.join(' ')} failed\n${stderr}`);
  return { stdout };
}
