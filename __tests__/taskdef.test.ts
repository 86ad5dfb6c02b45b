import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceIn } from './main-options';
import { copyProject } from './project-copy';

let project: ReturnType<typeof copyProject>;

beforeEach(() => {
  project = copyProject();
});

afterEach(() => project.remove());

const at = (path: string) => join(project.folder, path);
const fileOf = (service: string) => `taskdefs/magicnight-fargate-${service}/taskdef.json`;

const run = (script: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', script, ...args],
    { cwd: project.folder, encoding: 'utf8', env: { ...process.env, ...environment } },
  );
  return { status, stdout, stderr };
};

const taskdef = (...args: string[]) => run('commands/taskdef.ts', args);

/** The outputs of an apply, which gives values to expressions. */
let outputs: string;

beforeAll(() => {
  const { folder, remove } = copyProject();
  spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: folder });
  const text = readFileSync(join(folder, 'cdktf.out/stacks/fargate/cdk.tf.json'), 'utf8');
  const { output, variable } = JSON.parse(text);
  const { task_definitions } = output;
  const values: readonly (readonly [RegExp, string])[] = [
    [
      /\$\{aws_iam_role\.([\w-]+)_roles_(\w+)_\w{8}\.arn\}/g,
      'arn:aws:iam::123456789012:role/magicnight/magicnight-fargate-$1-$2',
    ],
    [/\$\{aws_cloudwatch_log_group\.([\w-]+)_logs_\w{8}\.name\}/g, '/ecs/magicnight-fargate-$1'],
    [/\$\{data\.aws_ecr_repository\.(\w+)\.\w+\}/g, '123456789012.dkr.ecr.example/$1'],
    [/\$\{var\.image_api\}/g, variable.image_api.default],
    [/\$\{var\.image_web\}/g, variable.image_web.default],
  ];
  const value = values.reduce(
    (filled, [expression, known]) => filled.replace(expression, known),
    JSON.stringify(task_definitions.value),
  );
  expect(value).not.toContain('${');
  outputs = `{"task_definitions":{"sensitive":false,"value":${value}}}`;
  remove();
});

/** Writes outputs.json as terraform output -json prints it. */
const apply = (change: (text: string) => string = (text) => text) =>
  writeFileSync(at('outputs.json'), change(outputs));

const write = () => taskdef('fargate', '--outputs', 'outputs.json');

test('files are written, left alone, and pass the check', () => {
  apply();
  expect(write()).toEqual({
    status: 0,
    stdout: `Written:   ${fileOf('magicnight')}
Written:   ${fileOf('site-a')}
Written:   ${fileOf('site-b')}
`,
    stderr: '',
  });
  const { value } = JSON.parse(readFileSync(at('outputs.json'), 'utf8')).task_definitions;
  const text = readFileSync(at(fileOf('magicnight')), 'utf8');
  expect(JSON.parse(text)).toEqual(value.magicnight);
  expect(write().stdout).toBe(`Unchanged: ${fileOf('magicnight')}
Unchanged: ${fileOf('site-a')}
Unchanged: ${fileOf('site-b')}
`);
  expect(readFileSync(at(fileOf('magicnight')), 'utf8')).toBe(text);
  expect(readdirSync(at('taskdefs/magicnight-fargate-magicnight'))).toEqual(['taskdef.json']);
  expect(taskdef('fargate', '--check')).toEqual({
    status: 0,
    stdout: '3 task definitions are as described\n',
    stderr: '',
  });
});

test('what is gone is removed, unless there is more in the folder; other stacks and folders stay', () => {
  apply();
  for (const folder of [
    'magicnight-fargate-old',
    'magicnight-fargate-own',
    'magicnight-ec2-old',
    'x',
  ]) {
    mkdirSync(at(`taskdefs/${folder}`), { recursive: true });
    writeFileSync(at(`taskdefs/${folder}/taskdef.json`), '{}');
  }
  writeFileSync(at('taskdefs/magicnight-fargate-own/ecspresso.yml'), '');
  expect(write().stdout.split('\n').slice(3)).toEqual([
    'Removed:   taskdefs/magicnight-fargate-old, of no service any more',
    'Left:      taskdefs/magicnight-fargate-own, of no service any more, has other files; remove it yourself',
    '',
  ]);
  expect(readdirSync(at('taskdefs'))).toEqual([
    'magicnight-ec2-old',
    'magicnight-fargate-magicnight',
    'magicnight-fargate-own',
    'magicnight-fargate-site-a',
    'magicnight-fargate-site-b',
    'x',
  ]);
  expect(taskdef('fargate', '--check').stderr).toBe(
    'taskdefs/magicnight-fargate-own/taskdef.json is of no service of stack "fargate"; remove it, it has other files, too\n',
  );
});

test('what differs, lacks or is too much is named, and the exit code is 1', () => {
  apply();
  write();
  const name = "name: 'magicnight',";
  replaceIn(at('services.ts'), name, `${name}\n    drainSeconds: 10,`);
  replaceIn(
    at(fileOf('magicnight')),
    '"environment": [',
    '"environment": [{ "name": "DRAIN_SECONDS", "value": "5" },',
  );
  rmSync(at('taskdefs/magicnight-fargate-site-a'), { recursive: true });
  writeFileSync(at(fileOf('site-b')), 'none');
  mkdirSync(at('taskdefs/magicnight-fargate-old'));
  writeFileSync(at(fileOf('old')), '{}');
  const mend = 'write it with: npm run taskdef -- fargate';
  expect(taskdef('fargate', '--check')).toEqual({
    status: 1,
    stdout: '',
    stderr: `${fileOf('magicnight')} is old: containerDefinitions[0].environment DRAIN_SECONDS: "5" in the file, "10" described; ${mend}
${fileOf('site-a')} is missing; ${mend}
${fileOf('site-b')} is no JSON; ${mend}
${fileOf('old')} is of no service of stack "fargate"; remove it with: npm run taskdef -- fargate
`,
  });
});

test('the tags of pushed images count', () => {
  apply();
  write();
  run('main.ts', []);
  writeFileSync(
    at('cdktf.out/stacks/fargate/images.auto.tfvars.json'),
    '{ "image_api": "pushed" }',
  );
  const { status, stderr } = taskdef('fargate', '--check');
  expect(status).toBe(1);
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(
      /^taskdefs\/magicnight-fargate-magicnight\/taskdef\.json is old: containerDefinitions\[0\]\.image: ".*" in the file, ".*:pushed" described; /,
    ),
    '',
  ]);
});

test('a stack that was applied with another description of the same services is written, with a warning', () => {
  // In another order than that of the alphabet, in which Terraform has them.
  replaceIn(at('services.ts'), "name: 'site-a'", "name: 'site-c'");
  replaceIn(at('services.ts'), "name: 'site-b'", "name: 'site-a'");
  replaceIn(at('services.ts'), "name: 'site-c'", "name: 'site-b'");
  replaceIn(at('services.ts'), "page: 'sites/a'", "page: 'sites/c'");
  replaceIn(at('services.ts'), "page: 'sites/b'", "page: 'sites/a'");
  replaceIn(at('services.ts'), "page: 'sites/c'", "page: 'sites/b'");
  apply((text) => text.replace('"memory":"512"', '"memory":"1024"'));
  const { status, stderr } = write();
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: `Warning: ${fileOf('magicnight')} is as applied, not as described: memory: "1024" in the file, "512" described; to change that: terraform -chdir=cdktf.out/stacks/fargate apply\n`,
  });
});

test('where one cannot be written none is', () => {
  apply();
  mkdirSync(at('taskdefs'));
  writeFileSync(at('taskdefs/magicnight-fargate-site-b'), '');
  const { status, stderr } = write();
  expect(status).toBe(1);
  expect(stderr).toMatch(/^the files in taskdefs cannot be written: E\w+: .*\n$/);
  expect(existsSync(at(fileOf('magicnight')))).toBe(false);
  expect(existsSync(at(`${fileOf('magicnight')}.new`))).toBe(false);
});

test('a project that keeps none has nothing to check', () => {
  expect(taskdef('ec2', '--check')).toEqual({
    status: 0,
    stdout: 'There are no task definitions of stack "ec2" in taskdefs to check.\n',
    stderr: '',
  });
});

test('--help explains it', () => {
  const { status, stdout } = taskdef('--help');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: npm run taskdef -- <stack> /);
});

test.each<[string[], string]>([
  [[], 'Give one stack, fargate or ec2\n\nUsage: '],
  [['fargate', 'ec2'], 'Give one stack, fargate or ec2, got "fargate ec2"\n\nUsage: '],
  [['fargte'], 'no stack "fargte" has task definitions; did you mean "fargate"?\n'],
  [['local'], 'no stack "local" has task definitions; there are fargate, ec2\n'],
  [['fargate', '--check', '--chdir', 'x'], '--chdir goes without --check\n'],
  [['fargate', '--outputs', 'none.json'], 'none.json cannot be read: ENOENT'],
])('%j is an error', (args, message) => {
  const { status, stderr } = taskdef(...args);
  expect(stderr.slice(0, message.length)).toBe(message);
  expect(status).toBe(1);
});

test('without Terraform it says so', () => {
  const environment = { TERRAFORM_BINARY_NAME: 'no-terraform' };
  expect(run('commands/taskdef.ts', ['fargate'], environment)).toEqual({
    status: 1,
    stdout: '',
    stderr:
      'Terraform is not installed (no program "no-terraform"); https://developer.hashicorp.com/terraform/install says how\n',
  });
});
