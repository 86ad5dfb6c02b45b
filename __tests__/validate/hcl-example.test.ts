import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describeWith } from '../needs';
import { cloneWithModules } from '../project-copy';
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

  test('it is formatted as terraform fmt does', () => {
    const args = ['fmt', '-check', '-recursive', 'examples/hcl'];
    const { stdout } = spawnSync('terraform', args, { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});
