import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';

// rehearsal.test.ts tests that ECS accepts the files.
describeWith(['terraform'], 'npm run taskdef', () => {
  let project: ReturnType<typeof copyProject>;

  beforeEach(() => {
    project = copyProject();
    mkdirSync(join(project.folder, 'applied'));
  });

  afterEach(() => project.remove());

  const run = (program: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: project.folder,
      encoding: 'utf8',
      env: { ...process.env, TF_CLI_CONFIG_FILE: undefined },
    });
    return { status, stdout, stderr };
  };

  const taskdef = (...args: string[]) =>
    run(process.execPath, '--import', 'tsx', 'commands/taskdef.ts', ...args);

  /** Writes a stack that has only outputs. */
  const write = (configuration: object) =>
    writeFileSync(join(project.folder, 'applied/main.tf.json'), JSON.stringify(configuration));

  const names = ['magicnight', 'site-a', 'site-b'];
  const tasks = Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        family: `magicnight-fargate-${name}`,
        cpu: '256',
        containerDefinitions: [{ name, cpu: 256, user: null, command: ['$${a}'] }, { index }],
      },
    ]),
  );

  test('what Terraform has applied is written, with numbers, texts and lists as they were', () => {
    write({ output: { task_definitions: { value: tasks } } });
    expect(run('terraform', '-chdir=applied', 'apply', '-auto-approve').status).toBe(0);
    const { status, stdout } = taskdef('fargate', '--chdir', 'applied');
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: names
        .map((name) => `Written:   taskdefs/magicnight-fargate-${name}/taskdef.json\n`)
        .join(''),
    });
    const file = join(project.folder, 'taskdefs/magicnight-fargate-site-a/taskdef.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      family: 'magicnight-fargate-site-a',
      cpu: '256',
      containerDefinitions: [{ name: 'site-a', cpu: 256, command: ['${a}'] }, { index: 1 }],
    });
    // As in a pipeline that passes the outputs as a file, because its state is elsewhere.
    writeFileSync(
      join(project.folder, 'outputs.json'),
      run('terraform', '-chdir=applied', 'output', '-json').stdout,
    );
    expect(taskdef('fargate', '--outputs', 'outputs.json').stdout).toBe(
      stdout.replaceAll('Written:  ', 'Unchanged:'),
    );
  });

  test('a sensitive output is not written', () => {
    write({ output: { task_definitions: { value: tasks, sensitive: true } } });
    expect(run('terraform', '-chdir=applied', 'apply', '-auto-approve').status).toBe(0);
    expect(taskdef('fargate', '--chdir', 'applied')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'output task_definitions of stack "fargate" is sensitive and must not be written to a file; pass sensitive values as secrets\n',
    });
  });

  test('a stack that is not ready, or not applied, is said to be so', () => {
    expect(taskdef('fargate')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'cdktf.out/stacks/fargate is not initialized; run: terraform -chdir=cdktf.out/stacks/fargate init\n',
    });
    write({ output: { task_definitions: { value: tasks } } });
    expect(taskdef('fargate', '--chdir', 'applied')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'stack "fargate" has no outputs, because it was not applied; apply it with: terraform -chdir=applied apply\n',
    });
    expect(taskdef('fargate', '--chdir', 'none')).toMatchObject({
      status: 1,
      stderr: 'The folder none does not exist\n',
    });
  });

  test("a state that Terraform cannot read is an error in Terraform's words", () => {
    write({ output: { task_definitions: { value: tasks } } });
    writeFileSync(join(project.folder, 'applied/terraform.tfstate'), 'damaged');
    const { status, stderr } = taskdef('fargate', '--chdir', 'applied');
    expect(stderr).toMatch(/^terraform output failed\n[\s\S]*Unsupported state file format/);
    expect(status).toBe(1);
  });
});
