import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../needs';
import { copyProject } from '../project-copy';

describeWith(['terraform'], 'terraform validate of the stacks for AWS', () => {
  test.each(['none', 'single', 'per-az'])('with NAT: %s', (nat) => {
    const { folder, remove } = copyProject();
    const main = join(folder, 'main.ts');
    const text = readFileSync(main, 'utf8')
      .replace(
        "import { LocalStack } from './constructs/local-stack';",
        '$&\n' +
          "import { FargateStack } from './constructs/fargate-stack';\n" +
          "import { RegistryStack } from './constructs/registry-stack';",
      )
      .replace(
        /new LocalStack\(.*\);/,
        () =>
          "new RegistryStack(app, 'registry', { services, region: 'eu-central-1' });" +
          `new FargateStack(app, 'fargate', { services, region: 'eu-central-1', nat: '${nat}' });`,
      );
    writeFileSync(main, text);
    const run = (command: string, ...args: string[]) =>
      spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
    expect(run(process.execPath, '--import', 'tsx', 'main.ts')).toMatchObject({ status: 0 });
    for (const name of ['registry', 'fargate']) {
      const stack = `-chdir=cdktf.out/stacks/${name}`;
      expect(run('terraform', stack, 'init', '-backend=false', '-no-color').stderr).not.toContain(
        'Error',
      );
      const { stdout } = run('terraform', stack, 'validate', '-json');
      expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
    }
    remove();
  });
});
