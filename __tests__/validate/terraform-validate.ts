import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where providers are kept from one run to the next: that for AWS is large. */
const cache = resolve('node_modules/.cache/terraform');

/** Synthesizes the project in `folder` and expects Terraform to find each of the stacks valid. */
export function expectValid(folder: string, stacks: string[]): void {
  mkdirSync(cache, { recursive: true });
  const env = { ...process.env, TF_PLUGIN_CACHE_DIR: cache };
  const run = (command: string, ...args: string[]) =>
    spawnSync(command, args, { cwd: folder, encoding: 'utf8', env });

  const { status, stderr } = run(process.execPath, '--import', 'tsx', 'main.ts');
  expect({ status, stderr: stderr.replace(/^Warning: .*\n/gm, '') }).toEqual({
    status: 0,
    stderr: '',
  });
  for (const stack of stacks) {
    const there = `-chdir=cdktf.out/stacks/${stack}`;
    const { stdout, stderr } = run('terraform', there, 'init', '-backend=false', '-no-color');
    expect(stdout + stderr).toContain('Terraform has been successfully initialized!');
    const { diagnostics, valid } = JSON.parse(run('terraform', there, 'validate', '-json').stdout);
    expect({ diagnostics, valid }).toEqual({ diagnostics: [], valid: true });
  }
}
