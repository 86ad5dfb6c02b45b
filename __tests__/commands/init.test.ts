/// <reference types="@cdktf/node-pty-prebuilt-multiarch" />
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// Its types are those of the package that package.json puts in its place.
const { spawn }: typeof import('@lydell/node-pty') = require('@cdktf/node-pty-prebuilt-multiarch');

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'magicnight-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

const tsx = ['--import', pathToFileURL(require.resolve('tsx')).href];
const program = [...tsx, resolve('commands/init.ts')];

/** Runs a program of Node.js without a terminal; shows what it prints. */
function node(args: readonly string[], cwd = parent) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}
const init = (...args: string[]) => node([...program, ...args]);

/** Paths of all files in a folder, sorted. */
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
const textOf = (path: string) => readFileSync(join(parent, path), 'utf8');

test('without a terminal it takes the defaults, and prints the next steps', () => {
  expect(init('shop')).toEqual({
    status: 0,
    stderr: '',
    stdout: `Written: 15 files of project "shop" in shop

Next:    cd shop
         npm install
         npm run local                              run the service on this machine
         npm run smoke -- https://localhost:8443    request its routes
         npm run synth                              write the Terraform for AWS, and print prices

README.md there has all steps, up to AWS.
`,
  });
  expect(filesIn(join(parent, 'shop'))).toEqual(
    [
      '.gitignore',
      '.gitlab-ci.yml',
      '.nvmrc',
      'README.md',
      'ci/environment.yml',
      'ci/jobs.yml',
      'cdktf.json',
      'containers/web/.dockerignore',
      'containers/web/Dockerfile',
      'containers/web/healthcheck.mjs',
      'containers/web/server.mjs',
      'main.ts',
      'package.json',
      'services.ts',
      'tsconfig.json',
    ].sort(),
  );
});

test('without a pipeline there is no file of one, and README.md does not mention it', () => {
  expect(init('shop', '--ci', 'none')).toMatchObject({ status: 0, stderr: '' });
  const files = filesIn(join(parent, 'shop'));
  expect(files.filter((file) => /^ci\/|gitlab/.test(file))).toEqual([]);
  expect(files.length).toBe(12);
  expect(textOf('shop/README.md')).not.toMatch(/gitlab|In a pipeline/i);
});

test('all names are those of the project, and nothing is left to fill in', () => {
  init('Some Folder', '--project', 'a1-2b-c3');
  for (const file of filesIn(join(parent, 'Some Folder'))) {
    const text = textOf(`Some Folder/${file}`);
    expect({ file, left: /\{\{|\}\}(?! \))/.exec(text)?.[0] }).toEqual({ file, left: undefined });
    // The package, its commands, and the file that tells them what main.ts defines.
    const own = text.replace(
      /npx magicnight \w+|'magicnight'|"magicnight": "\^|": "magicnight [\w:-]+"|package `magicnight`|cdktf\.out\/magicnight\.json/g,
      '',
    );
    expect({ file, name: /.*magicnight.*/.exec(own)?.[0] }).toEqual({ file, name: undefined });
  }
  expect(textOf('Some Folder/main.ts')).toContain("project: 'a1-2b-c3',");
  expect(JSON.parse(textOf('Some Folder/package.json')).name).toBe('a1-2b-c3');
  expect(JSON.parse(textOf('Some Folder/cdktf.json')).projectId).toBe('a1-2b-c3');
});

test('the service can have a name of its own', () => {
  init('shop', '--service', 'orders');
  const files = filesIn(join(parent, 'shop'));
  expect(files).toContain('containers/orders/Dockerfile');
  for (const file of files) {
    expect({ file, web: /.*\bweb\b.*/.exec(textOf(`shop/${file}`))?.[0] }).toEqual({
      file,
      web: undefined,
    });
  }
  expect(textOf('shop/services.ts')).toContain(
    "    name: 'orders',\n    image: { folder: 'containers/orders' },\n",
  );
});

test('package.json has the commands under the names that messages and pages use, and the tested versions', () => {
  init('shop');
  const { scripts, dependencies, devDependencies } = JSON.parse(textOf('shop/package.json'));
  const own = JSON.parse(readFileSync('package.json', 'utf8'));
  const { check, ...commands } = scripts;
  expect(check).toBe('tsc --noEmit');
  for (const [name, command] of Object.entries(commands)) {
    expect(own.scripts).toHaveProperty([name]);
    expect(command).toBe(`magicnight ${name}`);
  }
  const versions = { ...own.peerDependencies, ...own.devDependencies, ...own.dependencies };
  const { magicnight, ...others } = { ...dependencies, ...devDependencies };
  expect(magicnight).toBe(`^${own.version}`);
  for (const [name, version] of Object.entries(others)) expect(version).toBe(versions[name]);
});

test('jobs call scripts that the package has', () => {
  init('shop');
  const pipeline = textOf('shop/ci/jobs.yml') + textOf('shop/ci/environment.yml');
  const scripts = [...pipeline.matchAll(/^ +- (.*\bci[ /][\w-]+)$/gm)].map(([, line = '']) => line);
  expect([...new Set(scripts)].sort()).toEqual(
    ['apply', 'drift', 'images', 'plan', 'terraform-init', 'terraform-install'].map(
      (name) => `npx magicnight ci ${name}`,
    ),
  );
  for (const line of scripts) expect(existsSync(`ci/${line.split(' ').at(-1)}`)).toBe(true);
});

test('what it writes has no type errors and is synthesized', () => {
  init('shop');
  const folder = join(parent, 'shop');
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'magicnight'), { recursive: true });
  symlinkSync(resolve('node_modules/@types'), join(modules, '@types'));
  // The package as it is here.
  const source = JSON.stringify(resolve('constructs'));
  writeFileSync(join(modules, 'magicnight/index.ts'), `export * from ${source};\n`);
  writeFileSync(join(modules, 'magicnight/package.json'), '{ "main": "index.ts" }');
  const tsc = spawnSync(resolve('node_modules/.bin/tsc'), ['--noEmit'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(tsc.stdout).toBe('');
  expect(tsc.status).toBe(0);
  const { status, stdout, stderr } = node([...tsx, 'main.ts'], folder);
  expect(stderr).toBe(
    ['staging', 'production']
      .map(
        (name) =>
          `Warning: main.ts: environments.${name}.https is false: anyone on the network path can read and change requests and responses\n`,
      )
      .join('') +
      `Warning: main.ts: environments.production.alarmTopicArn is not set: alarms notify nobody
Warning: main.ts: environments.production.network.nat is "single" in production: if zone a fails, no task reaches the internet; "per-az" and "regional" avoid this
Warning: main.ts: environments.production: service "web" can have a single task in production: if the task or its zone fails, requests fail until a new one runs; set scaling.minTasks to 2
`,
  );
  expect(status).toBe(0);
  expect(stdout).toContain('  → publicTasks: true');
  expect(readdirSync(join(folder, 'cdktf.out/stacks')).sort()).toEqual([
    ...['local', 'production', 'registry', 'staging'],
  ]);
});

test.each([
  [[], 'Give one folder\n\nUsage: npx magicnight init <folder>'],
  [['a', 'b'], 'Give one folder, got "a b"\n\nUsage: npx magicnight init <folder>'],
  [
    ['shop', '--project', 'Shop'],
    '--project must have 2 to 20 lower-case letters, digits and single hyphens, and begin with a letter, got "Shop"; write for example "acme"\n',
  ],
  [
    ['shop', '--project', 'awsome'],
    '--project must not begin with "aws", which AWS reserves for names of its own, got "awsome"; use another name\n',
  ],
  [
    ['My Shop'],
    '--project is required, because the folder\'s name cannot be the project\'s: project must have 2 to 20 lower-case letters, digits and single hyphens, and begin with a letter, got "My Shop"; write for example "acme"\n',
  ],
  [
    ['shop', '--service', 'My Shop'],
    '--service: name must be lower-case letters, digits and single hyphens, start with a letter and have at most 20 characters, got "My Shop"; write "my-shop"\n',
  ],
  [
    ['shop', '--service', 'proxy'],
    '--service: name must not be the name of another part of the stack, got "proxy"; write "proxy-app"\n',
  ],
  [['shop', '--ci', 'github'], '--ci must be gitlab or none, got "github"\n'],
])('%j: nothing is written', (args, message) => {
  const { status, stdout, stderr } = init(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.slice(0, message.length)).toBe(message);
  expect(readdirSync(parent)).toEqual([]);
});

test('a folder with files is left as it is', () => {
  mkdirSync(join(parent, 'shop/src'), { recursive: true });
  writeFileSync(join(parent, 'shop/main.ts'), 'mine');
  expect(init('shop')).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'shop must be new or empty, but has "main.ts", "src"; choose another folder. Nothing was written\n',
  });
  expect(filesIn(join(parent, 'shop'))).toEqual(['main.ts']);
  expect(textOf('shop/main.ts')).toBe('mine');
});

test('the working folder, a new clone', () => {
  const folder = join(parent, 'shop');
  spawnSync('git', ['init', '--quiet', folder]);
  const { status, stdout } = node([...program, '.'], folder);
  expect({ status, start: stdout.split('\n').slice(0, 3) }).toEqual({
    status: 0,
    start: ['Written: 15 files of project "shop" in .', '', 'Next:    npm install'],
  });
  const { stdout: committed } = spawnSync('git', ['-C', folder, 'status', '--short'], {
    encoding: 'utf8',
  });
  expect(committed).toContain('?? main.ts\n');
});

describe('in a terminal', () => {
  /** Types each answer after its question; resolves with what is on the screen when the program has ended. */
  function inTerminal(args: readonly string[], answers: [question: string, typed: string][]) {
    const terminal = spawn(process.execPath, [...program, ...args], { cwd: parent, cols: 200 });
    const left = [...answers];
    let received = '';
    let screen = '';
    let answered = 0;
    terminal.onData((text) => {
      received += text;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are controlled by these characters
      screen = received.replace(/\x1b\[[\d;?]*[A-Za-z]/g, '').replaceAll('\r', '');
      const [question, typed] = left[0] ?? [];
      if (question === undefined || !screen.slice(answered).endsWith(question)) return;
      answered = screen.length;
      left.shift();
      terminal.write(typed ?? '');
    });
    // It would wait for ever for an answer to another question.
    const limit = setTimeout(() => terminal.kill(), 60_000);
    return new Promise<{ exitCode: number; screen: string }>((done) => {
      terminal.onExit(({ exitCode }) => {
        clearTimeout(limit);
        done({ exitCode, screen });
      });
    });
  }

  const project = 'Project, the prefix of all names';
  const service = 'First service (web): ';
  const pipeline = 'Pipeline, gitlab or none (gitlab): ';

  test('it asks for what is not given, and asks again after a wrong answer', async () => {
    const { exitCode, screen } = await inTerminal(
      ['shop'],
      [
        [`${project} (shop): `, 'Acme\r'],
        [`${project} (shop): `, 'acme\r'],
        [service, 'a_b\r'],
        [service, 'orders\r'],
        [pipeline, 'jenkins\r'],
        [pipeline, 'none\r'],
      ],
    );
    expect(screen.split('\n').slice(0, 10)).toEqual([
      `${project} (shop): Acme`,
      'project must have 2 to 20 lower-case letters, digits and single hyphens, and begin with a letter, got "Acme"; write for example "acme"',
      `${project} (shop): acme`,
      `${service}a_b`,
      'name must be lower-case letters, digits and single hyphens, start with a letter and have at most 20 characters, got "a_b"; write "a-b"',
      `${service}orders`,
      `${pipeline}jenkins`,
      'ci must be gitlab or none, got "jenkins"',
      `${pipeline}none`,
      'Written: 12 files of project "acme" in shop',
    ]);
    expect(exitCode).toBe(0);
  });

  test('Enter takes a default; there is none if the name of the folder cannot be the project', async () => {
    const { exitCode, screen } = await inTerminal(
      ['My Shop'],
      [
        [`${project}: `, '\r'],
        [`${project}: `, 'acme\r'],
        [service, '\r'],
        [pipeline, '\r'],
      ],
    );
    expect(exitCode).toBe(0);
    expect(screen).toContain('got ""; write for example "acme"\n');
    expect(screen).toContain(
      'Written: 15 files of project "acme" in My Shop\n\nNext:    cd \'My Shop\'\n',
    );
  });

  test('what is given is not asked for', async () => {
    const { exitCode, screen } = await inTerminal(
      ['shop', '--project', 'acme', '--service', 'web', '--ci=none'],
      [],
    );
    expect(exitCode).toBe(0);
    expect(screen).toMatch(/^Written: 12 files of project "acme" in shop\n/);
  });

  test.each([
    ['Ctrl-C', '\x03'],
    ['Ctrl-D', '\x04'],
  ])('%s ends it, and nothing is written', async (_, key) => {
    const { exitCode, screen } = await inTerminal(
      ['shop'],
      [
        [`${project} (shop): `, 'acme\r'],
        [service, 'web\r'],
        [pipeline, key],
      ],
    );
    expect({ exitCode, screen }).toEqual({
      exitCode: 130,
      screen: `${project} (shop): acme\n${service}web\n${pipeline}\nInterrupted. Nothing was written.\n`,
    });
    expect(readdirSync(parent)).toEqual([]);
  });
});
