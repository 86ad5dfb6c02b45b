import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '../shipped/services';
import { replaceIn, writeEc2 } from '../support/main-options';
import { copyProject, placeExample } from '../support/project-copy';
import { synthFargate } from '../support/synth-fargate';

// What files there are and what is wrong with them is tested without processes: taskdef-files, taskdef-check.
let project: ReturnType<typeof copyProject>;

beforeAll(() => {
  project = copyProject();
});

afterAll(() => project.remove());

const at = (path: string) => join(project.folder, path);
const fileOf = (service: string) => `taskdefs/magicnight-fargate-${service}/taskdef.json`;

const taskdef = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'commands/taskdef.ts', ...args],
    { cwd: project.folder, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
};

/** The task definitions of the services that are shipped, with what an apply gives to expressions. */
function applied(): Record<string, object> {
  const { output, variable } = synthFargate(services);
  const values: readonly (readonly [RegExp, string])[] = [
    [
      /\$\{aws_iam_role\.([\w-]+)_roles_(\w+)\.arn\}/g,
      'arn:aws:iam::123456789012:role/magicnight/magicnight-fargate-$1-$2',
    ],
    [/\$\{aws_cloudwatch_log_group\.([\w-]+)_logs\.name\}/g, '/ecs/magicnight-fargate-$1'],
    [/\$\{data\.aws_ecr_repository\.(\w+)\.\w+\}/g, '123456789012.dkr.ecr.example/$1'],
    [/\$\{var\.image_api\}/g, String(variable.image_api?.default)],
    [/\$\{var\.image_web\}/g, String(variable.image_web?.default)],
  ];
  const text = values.reduce(
    (filled, [expression, known]) => filled.replace(expression, known),
    JSON.stringify(output.task_definitions?.value),
  );
  expect(text).not.toContain('${');
  return JSON.parse(text);
}

test('what was applied is written, with a warning where more is described; the check names what differs', () => {
  const value = applied();
  writeFileSync(
    at('outputs.json'),
    JSON.stringify({ task_definitions: { sensitive: false, value } }),
  );
  // In another order than that of the alphabet, in which Terraform has them.
  replaceIn(at('services.ts'), "name: 'site-a'", "name: 'site-c'");
  replaceIn(at('services.ts'), "name: 'site-b'", "name: 'site-a'");
  replaceIn(at('services.ts'), "name: 'site-c'", "name: 'site-b'");
  replaceIn(at('services.ts'), "page: 'sites/a'", "page: 'sites/c'");
  replaceIn(at('services.ts'), "page: 'sites/b'", "page: 'sites/a'");
  replaceIn(at('services.ts'), "page: 'sites/c'", "page: 'sites/b'");
  const name = "name: 'magicnight',";
  replaceIn(at('services.ts'), name, `${name}\n    drainSeconds: 10,`);
  const difference =
    'containerDefinitions[0].environment DRAIN_SECONDS: nothing in the file, "10" expected';
  expect(taskdef('fargate', '--outputs', 'outputs.json')).toEqual({
    status: 0,
    stdout: `Written:   ${fileOf('magicnight')}
Written:   ${fileOf('site-b')}
Written:   ${fileOf('site-a')}
`,
    stderr: `Warning: ${fileOf('magicnight')} has the applied values, which differ from services.ts: ${difference}; apply the change with: terraform -chdir=cdktf.out/stacks/fargate apply\n`,
  });
  expect(JSON.parse(readFileSync(at(fileOf('magicnight')), 'utf8'))).toEqual(value.magicnight);
  expect(taskdef('fargate', '--check')).toEqual({
    status: 1,
    stdout: '',
    stderr: `${fileOf('magicnight')} is out of date: ${difference}; apply, then write it with: npm run taskdef -- fargate\n`,
  });
});

test('without a name, the files of all environments are checked; with one, an error in another does not matter', () => {
  placeExample(project.folder);
  rmSync(at('taskdefs'), { recursive: true, force: true });
  const nothing = (environment: string) =>
    `taskdefs has no task definitions of stack "${environment}" to check.\n`;
  expect(taskdef('--check')).toEqual({
    status: 0,
    stdout: nothing('fargate') + nothing('ec2'),
    stderr: '',
  });
  writeEc2(project.folder, "{ instanceTypes: ['t3.nano'] }");
  expect(taskdef('fargate', '--check')).toEqual({
    status: 0,
    stdout: nothing('fargate'),
    stderr: '',
  });
  expect(taskdef('--check').status).toBe(1);
});
