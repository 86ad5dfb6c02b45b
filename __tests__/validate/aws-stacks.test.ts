import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../needs';
import { copyProject } from '../project-copy';
import { expectValid } from './terraform-validate';

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
    expectValid(folder, ['registry', 'fargate']);
    remove();
  });
});
