import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../needs';
import { copyProject } from '../project-copy';
import { expectValid } from './terraform-validate';

describeWith(['terraform'], 'terraform validate of the stacks for AWS', () => {
  test.each(['none', 'single', 'per-az'])('with NAT: %s', (nat) => {
    const { folder, remove } = copyProject();
    const main = join(folder, 'main.ts');
    const text = readFileSync(main, 'utf8');
    expect(text).toContain("nat: 'single'");
    writeFileSync(main, text.replace("nat: 'single'", `nat: '${nat}'`));
    expectValid(folder, ['registry', 'fargate']);
    remove();
  });
});
