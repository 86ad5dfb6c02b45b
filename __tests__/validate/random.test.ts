import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sample } from 'fast-check';
import { replaceIn, writeOptions } from '../main-options';
import { describeWith } from '../needs';
import { copyProject } from '../project-copy';
import { validDescriptions } from '../random-descriptions';
import { expectValid } from './terraform-validate';

/** What a person would have written between the braces. */
const fields = (value: object) => JSON.stringify(value, null, 2).slice(1, -1);

describeWith(['terraform'], 'terraform validate of whatever is described well', () => {
  test.each(sample(validDescriptions, 5).map((one, index) => ({ one, index })))(
    'description $index',
    ({ one: { services, options, hosts } }) => {
      const { folder, remove } = copyProject();
      const list = `export const services: object[] = ${JSON.stringify(services, null, 2)};\n`;
      writeFileSync(join(folder, 'services.ts'), list);
      writeOptions(folder, fields(options));
      const written = `HostsDescription = ${JSON.stringify(hosts)};`;
      replaceIn(join(folder, 'main.ts'), /HostsDescription = .*;/, written);
      expectValid(folder, ['fargate', 'ec2']);
      remove();
    },
  );
});
