import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** The folders of constructs and of commands from the lowest floor up. A folder imports only itself and lower floors. */
const constructFloors = [
  ['constructs/options', 'constructs/terraform', 'constructs/iam/actions'],
  ['constructs/options/service'],
  ['constructs/options/environment'],
  ['constructs/iam', 'constructs/dns'],
  ['constructs/images'],
  ['constructs/network'],
  ['constructs/load-balancer'],
  ['constructs/ecs', 'constructs/ec2'],
  ['constructs/docker', 'constructs/pricing', 'constructs/validation'],
  ['constructs/stacks', 'constructs/synth'],
  ['constructs/hcl-module'],
  ['constructs'],
  ['.'],
];
const commandFloors = [
  ['commands/review/model'],
  ['commands/cli'],
  ...[['docker', 'gitlab', 'http', 'terraform', 'review/plan', 'rehearsal/session']],
  ...[['review/redaction', 'review/cost', 'review/topology', 'rehearsal/aws']],
  ...[['review/changes', 'review/policy', 'rehearsal/emulator', 'rehearsal/steps']],
  ...[['review/risks', 'review/report']],
  ['rehearsal'],
  ...[['init', 'review', 'verify-plan', 'modules', 'options', 'scan', 'snapshots', 'taskdef']],
  ['generate'],
  ['commands'],
].map((folders) => folders.map((name) => name.replace(/^(?!commands)/, 'commands/')));

/** Folders of constructs that commands may import; of the others they may import types. */
const importedByCommands =
  /^constructs\/(?:(?:options|images|pricing|synth|iam|terraform)\/|validation\/name-checks)/;

interface Import {
  readonly from: string;
  /** A file of this project, or the name of a package. */
  readonly to: string;
  readonly isType: boolean;
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    .map(({ parentPath, name }) => posix.join(parentPath, name));
const files = [...filesOf('constructs'), ...filesOf('commands')];
const sources = ['main.ts', ...files.filter((file) => file.endsWith('.ts'))].sort();
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').length - 1;

/** Imports and exports of other files, imports for their effects, and `import('…')`. */
const importStatements =
  /^(?:import|export)\s+(type\s)?([^'"`;]*?)\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm;

function importsOf(from: string): Import[] {
  const matches = readFileSync(from, 'utf8').matchAll(importStatements);
  return [...matches].map(([, type, names = '', ...targets]) => {
    const to = targets.find((target) => target !== undefined) ?? '';
    const each = /^\{(.*)\}\s*$/s.exec(names)?.[1]?.split(',') ?? [names];
    const isType = Boolean(type) || each.every((name) => /^\s*(type\s|$)/.test(name));
    return { from, to: to.startsWith('.') ? fileOf(from, to) : to, isType: names !== '' && isType };
  });
}

function fileOf(from: string, to: string): string {
  const path = posix.join(posix.dirname(from), to);
  return [path.replace(/\.js$/, '.ts'), `${path}.ts`].find((file) => existsSync(file)) ?? path;
}

const imports = sources.flatMap(importsOf);
const formatted = (wrong: readonly Import[]) => wrong.map(({ from, to }) => `${from} → ${to}`);

/** Imports of higher floors, and of other folders of the same floor. */
function upward(floors: readonly (readonly string[])[], isMine: (file: string) => boolean) {
  const floorOf = (file: string) =>
    floors.findIndex((folders) => folders.includes(posix.dirname(file)));
  return imports.filter(({ from, to }) => {
    if (!isMine(from) || !isMine(to) || posix.dirname(from) === posix.dirname(to)) return false;
    return floorOf(to) >= floorOf(from);
  });
}

const isConstruct = (file: string) => file === 'main.ts' || file.startsWith('constructs/');
const isCommand = (file: string) => file.startsWith('commands/');
const isEntry = (file: string) => posix.dirname(file) === 'commands' || file === 'main.ts';

test('each folder has a floor', () => {
  const floors = new Set([...constructFloors, ...commandFloors].flat());
  const folders = new Set(sources.map((file) => posix.dirname(file)));
  expect([...folders].filter((folder) => !floors.has(folder))).toEqual([]);
});

test('constructs import lower floors only', () => {
  expect(formatted(upward(constructFloors, isConstruct))).toEqual([]);
});

test('commands import lower floors only', () => {
  expect(formatted(upward(commandFloors, isCommand))).toEqual([]);
});

test('options do not import CDKTF', () => {
  const isCdktf = (to: string) => /^(cdktf|constructs|@cdktf\/.*)$/.test(to);
  const wrong = imports.filter(
    ({ from, to }) => from.startsWith('constructs/options/') && isCdktf(to),
  );
  expect(formatted(wrong)).toEqual([]);
});

test('constructs do not import commands, and nothing imports an entry', () => {
  const wrong = imports.filter(
    ({ from, to }) => (isConstruct(from) && isCommand(to)) || isEntry(to),
  );
  expect(formatted(wrong)).toEqual([]);
});

test('commands import few folders of constructs, but types of all', () => {
  const wrong = imports.filter(
    ({ from, to, isType }) =>
      isCommand(from) && isConstruct(to) && !isType && !importedByCommands.test(to),
  );
  expect(formatted(wrong)).toEqual([]);
});

test('the report of a review does not import the plan', () => {
  const wrong = imports.filter(
    ({ from, to }) =>
      from.startsWith('commands/review/report/') && to.startsWith('commands/review/plan/'),
  );
  expect(formatted(wrong)).toEqual([]);
});

test('there is no circle, not even of types', () => {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) circles.push([...path.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const { from, to } of imports) if (from === file) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of sources) visit(file, []);
  expect(circles).toEqual([]);
});

test('nothing imports the root of a provider, which loads all its resources', () => {
  const wrong = imports.filter(({ to }) => /^@cdktf\/provider-[^/]+$/.test(to));
  expect(formatted(wrong)).toEqual([]);
});

test('folders and files stay small', () => {
  expect(sources.filter((file) => posix.dirname(file) === 'constructs').length).toBeLessThan(6);
  const folders = [...new Set(files.map((file) => posix.dirname(file)))];
  const sizeOf = (folder: string) => files.filter((file) => posix.dirname(file) === folder).length;
  expect(folders.filter((folder) => sizeOf(folder) > 32)).toEqual([]);
  const code = ['main.ts', ...files].filter((file) => /\.(ts|py)$/.test(file));
  expect(code.filter((file) => linesOf(file) > 230)).toEqual([]);
});
