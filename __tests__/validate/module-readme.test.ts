import { spawnSync } from 'node:child_process';
import { moduleReadme } from '../../constructs/hcl-module/module-readme';
import { smallModule } from '../fixtures/modules/small-module';
import { describeWith } from '../support/needs';

/** Inputs with names of every length, of each type of which there is an example. */
const variable = {
  name_prefix: { type: 'string' },
  task_subnet_ids: { type: 'list(string)' },
  a_flag: { type: 'bool' },
  labels: { type: 'map(string)' },
  n: { type: 'number' },
  site_a_image: { type: 'string' },
};

describeWith(['terraform'], 'the HCL in the README of a module', () => {
  test.each([
    ['a small one', smallModule],
    ['one with inputs of each type', { ...smallModule, configuration: { variable } }],
    [
      'one with an image whose name looks like a template',
      { ...smallModule, services: [{ name: 'site-a', image: '${a}"b', size: '', routes: [] }] },
    ],
  ])('is read by Terraform, and formatted: %s', (_, module) => {
    const blocks = [...moduleReadme(module).matchAll(/^```hcl\n([\s\S]*?)^```$/gm)];
    expect(blocks).toHaveLength(3);
    for (const [, hcl = ''] of blocks) {
      const formatted = spawnSync('terraform', ['fmt', '-'], { input: hcl, encoding: 'utf8' });
      expect(formatted).toMatchObject({ status: 0, stdout: hcl });
    }
  });
});
