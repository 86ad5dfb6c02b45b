import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sample } from 'fast-check';
import { replaceIn, writeOptions } from '../support/main-options';
import { describeWith } from '../support/needs';
import { copyProject } from '../support/project-copy';
import { validOptions } from '../support/random-options';
import { expectValid } from './terraform-validate';

/** Options as text in braces. */
const fields = (value: object) => JSON.stringify(value, null, 2).slice(1, -1);

describeWith(['terraform'], 'terraform validate of random valid options', () => {
  // In turn: each stack costs Terraform seconds.
  const stacks = ['fargate', 'ec2', 'fargate', 'ec2', 'ec2'];
  const described = sample(validOptions, stacks.length);
  test.each(described.map((one, index) => ({ one, index, stack: stacks[index] ?? '' })))(
    'description $index: $stack',
    ({ one: { services, options, ec2Capacity }, stack }) => {
      const { folder, remove } = copyProject();
      const list = `export const services: object[] = ${JSON.stringify(services, null, 2)};\n`;
      writeFileSync(join(folder, 'services.ts'), list);
      writeOptions(folder, fields(options));
      const written = `Ec2CapacityOptions | undefined = ${JSON.stringify(ec2Capacity)};`;
      replaceIn(join(folder, 'main.ts'), /Ec2CapacityOptions \| undefined = .*;/, written);
      expectValid(folder, [stack]);
      remove();
    },
  );
});
