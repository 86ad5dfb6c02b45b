import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** Provider cache, because the AWS provider is large. */
const cache = resolve('node_modules/.cache/terraform');

const terraform = (folder: string, ...args: string[]) => {
  mkdirSync(cache, { recursive: true });
  const env = { ...process.env, TF_PLUGIN_CACHE_DIR: cache };
  return spawnSync('terraform', args, { cwd: folder, encoding: 'utf8', env });
};

/** Synthesizes the project in `folder` and expects Terraform to find each of the stacks valid. */
export function expectValid(folder: string, stacks: string[]): void {
  const args = ['--import', 'tsx', 'main.ts'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr: stderr.replace(/^Warning: .*\n/gm, '') }).toEqual({
    status: 0,
    stderr: '',
  });
  for (const stack of stacks) expectValidFolder(`${folder}/cdktf.out/stacks/${stack}`);
}

/** Expects Terraform to find the configuration in a folder valid. */
export function expectValidFolder(folder: string): void {
  const { stdout, stderr } = terraform(folder, 'init', '-backend=false', '-no-color');
  expect(stdout + stderr).toContain('Terraform has been successfully initialized!');
  const { diagnostics, valid } = JSON.parse(terraform(folder, 'validate', '-json').stdout);
  expect({ diagnostics, valid }).toEqual({ diagnostics: [], valid: true });
}
