import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

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

/**
 * Expects Terraform to find synthesized stacks valid, given by name. They are validated together, because loading the AWS provider
 * takes far longer than validating a stack.
 */
export function expectValidTogether(stacks: readonly (readonly [string, string])[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const providers = new Set<string>();
  for (const [name, text] of stacks) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'cdk.tf.json'), asModule(text, providers));
  }
  const module = Object.fromEntries(stacks.map(([name]) => [name, { source: `./${name}` }]));
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ module }));
  expectValidFolder(folder);
  rmSync(folder, { recursive: true });
}

/**
 * A stack that another configuration can call: only a root has a backend. Terraform starts the provider once for each `provider`
 * block. Of blocks with the same fields, only the first is kept; the other stacks use the provider of the root.
 */
function asModule(stack: string, providers: Set<string>): string {
  const { terraform, provider, ...rest } = JSON.parse(stack);
  const fields = JSON.stringify(provider, (_, value) =>
    value !== null && typeof value === 'object' ? value : typeof value,
  );
  const own = providers.has(fields) ? {} : { provider };
  providers.add(fields);
  return JSON.stringify({ ...rest, ...own, terraform: { ...terraform, backend: undefined } });
}
