import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { docker } from './container';
import { writeExamples } from './example-plans';
import { RehearsalRun, residueOf } from './rehearsal-run';

/** A configuration that does not belong to this project. */
const configuration = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "aws_ecr_repository" "shop" {
  name = "shop"
}

resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

output "repository_url" {
  value = aws_ecr_repository.shop.repository_url
}
`;

describeWith(['docker', 'terraform', 'python'], 'npm run rehearse -- --empty', () => {
  let project: ReturnType<typeof copyProject>;
  let folder: string;

  beforeAll(() => {
    project = copyProject();
    folder = mkdtempSync(join(tmpdir(), 'magicnight-hcl-'));
    writeFileSync(join(folder, 'main.tf'), configuration);
    const { stdout } = spawnSync('terraform', ['init'], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toContain('Terraform has been successfully initialized!');
  });

  afterAll(async () => {
    await rehearse('--end');
    project.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const rehearse = (...args: string[]) => new RehearsalRun(project.folder, args).ended;

  const inShell = async (script: string) => {
    const { output: file } = await rehearse('--environment');
    const { stdout, stderr } = spawnSync('bash', ['-ec', `. ${file.trim()}\n${script}`], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, AWS_PROFILE: 'production', TF_CLI_CONFIG_FILE: undefined },
    });
    return stdout + stderr;
  };

  const start = async () => {
    const run = new RehearsalRun(project.folder, ['--empty']);
    const { code, output } = await run.ended;
    expect(output).toContain('\nThe emulator keeps running.\n');
    expect(code).toBe(0);
    return run.id;
  };

  test('Terraform in any folder can use it; its resources are removed with it, and created again in the next one', async () => {
    const first = await start();
    const added = 'Apply complete! Resources: 2 added, 0 changed, 0 destroyed.';
    expect(await inShell('terraform apply -auto-approve -no-color')).toContain(added);
    expect(await inShell('terraform plan -no-color')).toContain('No changes.');
    expect(await inShell('curl --silent "$SITE"')).toBe('There is no load balancer.\n');

    await docker('build', '--quiet', '--tag', 'magicnight-test/web:1', 'containers/web');
    await inShell('docker tag magicnight-test/web:1 "$(terraform output -raw repository_url):1"');
    const registry = (await inShell('terraform output -raw repository_url')).split('/')[0];
    expect(await docker('images', '--quiet', `${registry}/*`)).not.toBe('');

    expect(await rehearse('--update')).toEqual({
      code: 1,
      output:
        'The running rehearsal was started with --empty, so it has no stack that --update could change; apply your own Terraform there\n',
    });
    expect((await rehearse('--end')).output).toContain(`Removed ${first}\n`);
    expect(await residueOf(first)).toEqual([]);
    expect(await docker('images', '--quiet', `${registry}/*`)).toBe('');

    // The state still has the removed resources.
    await start();
    expect(await inShell('terraform apply -auto-approve -no-color')).toContain(added);
  });

  // In the account of the test above: to start an emulator takes longer than a plan.
  test('the environments of the examples in docs/constructs.md can be planned', async () => {
    const plans = writeExamples(folder);
    expect(plans.map(({ title, stack }) => `${stack}: ${title}`)).toEqual([
      'staging: A bucket that a service uses',
      'staging: A service on Fargate in a VPC of its own',
      'staging: An alarm',
      'staging: A rule of the listener',
      'production: Two environments',
      'staging: Two environments',
    ]);
    const terraform = (where: string, words: string) =>
      inShell(
        `export TF_DATA_DIR='${folder}/.terraform'\nterraform -chdir='${where}' ${words} -no-color`,
      );
    expect(await terraform(`${folder}/registry`, 'apply -auto-approve')).toContain(
      'Apply complete!',
    );
    for (const { title, folder: where } of plans) {
      const planned = await terraform(where, 'plan -input=false');
      expect([title, planned]).toEqual([
        title,
        expect.stringMatching(/^Plan: \d\d+ to add, 0 to change, 0 to destroy\.$/m),
      ]);
    }
  });

  test.each([
    [['--region', 'eu-west-1'], '--region can only be used with --empty\n'],
    [
      ['--empty', '--region', 'Frankfurt'],
      '--region must be an AWS region such as eu-central-1, got "Frankfurt"\n',
    ],
  ])('%j is an error', async (args, output) => {
    expect(await rehearse(...args)).toEqual({ code: 1, output });
  });

  test.each(['fargate', '--keep', '--end'])('with %s it is an error', async (other) => {
    const { code, output } = await rehearse('--empty', other);
    expect(output).toBe(
      `${other === '--end' ? '--end' : '--empty'} cannot be combined with other options or a stack\n`,
    );
    expect(code).toBe(1);
  });
});
