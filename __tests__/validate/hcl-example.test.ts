import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith } from '../support/needs';
import { cloneWithModules } from '../support/project-copy';
import { expectValidFolder } from './terraform-validate';

describeWith(['terraform'], 'terraform validate of examples/hcl', () => {
  let project: ReturnType<typeof cloneWithModules>;

  beforeAll(() => {
    project = cloneWithModules();
  });

  afterAll(() => project.remove());

  test.each(['registry', 'test', 'production'])('%s', (environment) =>
    expectValidFolder(join(project.folder, 'examples/hcl', environment)),
  );

  test('the configuration for an existing VPC, with its values', () => {
    const page = readFileSync('examples/hcl/README.md', 'utf8');
    const blocks = [...page.matchAll(/^```hcl\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
    const whole = blocks.filter((block) => block.includes('modules/magicnight-existing-vpc'));
    expect(whole).toHaveLength(1);
    const folder = join(project.folder, 'examples/hcl/existing-vpc');
    mkdirSync(folder);
    writeFileSync(join(folder, 'main.tf'), whole.join());
    expectValidFolder(folder);
  });

  test('it is formatted as terraform fmt does', () => {
    const args = ['fmt', '-check', '-recursive', 'examples/hcl'];
    const { stdout } = spawnSync('terraform', args, { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
