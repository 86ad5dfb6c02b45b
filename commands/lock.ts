import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { lockFileOf } from '../constructs/synth/generated-files';
import { runCommand, UserError } from './cli/command';
import { synth } from './cli/load-options';
import { requireTerraform, runTerraform } from './terraform/terraform-program';

const platforms = ['linux_amd64', 'linux_arm64', 'darwin_arm64'];

const usage = `Usage: npm run lock -- [--platform <platform>]… [--mirror <folder>] [--upgrade]

Pins the providers of each stack in locks/<stack>.terraform.lock.hcl. Commit these files: npm run synth copies them into
the folders of the stacks, so that terraform init selects the same providers. This command downloads the providers once for
each platform.

  --platform <platform>  platform to lock; can be repeated (default: ${platforms.join(', ')})
  --mirror <folder>      folder with the providers, instead of their registry; see terraform providers mirror
  --upgrade              select the newest versions that the stacks allow, instead of the pinned ones
`;

const options = {
  platform: { type: 'string', multiple: true, default: platforms },
  mirror: { type: 'string' },
  upgrade: { type: 'boolean', default: false },
} as const;

runCommand(usage, options, async ({ values, positionals }) => {
  if (positionals.length > 0) {
    throw new UserError(`unexpected argument "${positionals.join(' ')}"\n\n${usage.trimEnd()}`);
  }
  const { platform, mirror, upgrade } = values;
  for (const one of platform) {
    if (/^[a-z0-9]+_[a-z0-9]+$/.test(one)) continue;
    throw new UserError(
      `--platform must be an operating system and an architecture such as linux_amd64, got "${one}"`,
    );
  }
  if (mirror !== undefined && !existsSync(mirror)) {
    throw new UserError(`--mirror must be an existing folder, got "${mirror}"`);
  }
  await requireTerraform();
  const written: (() => void)[] = [];
  const from = mirror === undefined ? [] : [`-fs-mirror=${resolve(mirror)}`];
  const args = [
    'providers',
    'lock',
    '-no-color',
    ...from,
    ...platform.map((one) => `-platform=${one}`),
  ];
  const folders: string[] = [];
  try {
    for (const [providers, stacks] of stacksByProviders((await synth()).stacks)) {
      const folder = mkdtempSync(join(tmpdir(), 'magicnight-lock-'));
      folders.push(folder);
      console.log(`${stacks.join(', ')}: ${platform.join(', ')}`);
      const before = upgrade ? undefined : stacks.map(lockFileOf).find(existsSync);
      await lock(folder, providers, before, args);
      written.push(() => writeLocks(join(folder, lockFile), stacks));
    }
    // The files are written only if all stacks succeed.
    for (const write of written) write();
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
});

const lockFile = '.terraform.lock.hcl';

/** Stacks with the same providers are locked together, because providers can be large. */
function stacksByProviders(stacks: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const stack of [...stacks].sort()) {
    const text = readFileSync(`cdktf.out/stacks/${stack}/cdk.tf.json`, 'utf8');
    const providers = JSON.stringify(JSON.parse(text).terraform?.required_providers ?? {});
    groups.set(providers, [...(groups.get(providers) ?? []), stack]);
  }
  return groups;
}

async function lock(
  folder: string,
  providers: string,
  before: string | undefined,
  args: readonly string[],
): Promise<void> {
  const configuration = { terraform: { required_providers: JSON.parse(providers) } };
  writeFileSync(join(folder, 'providers.tf.json'), JSON.stringify(configuration));
  if (before) copyFileSync(before, join(folder, lockFile));
  try {
    await runTerraform(folder, args);
  } catch (error) {
    throw error instanceof UserError ? new UserError(error.message + hintOf(error.message)) : error;
  }
}

/** A hint for an error of Terraform. */
function hintOf(problem: string): string {
  if (/upgrade/.test(problem)) {
    return '\nThe pinned version does not match the version constraint of the stack; select newer versions with: npm run lock -- --upgrade';
  }
  if (/not available for|no available releases|missing/i.test(problem)) {
    return '\nChoose other platforms with: npm run lock -- --platform linux_amd64; or a folder of providers with: --mirror <folder>';
  }
  return '';
}

function writeLocks(source: string, stacks: readonly string[]): void {
  for (const stack of stacks) {
    const file = lockFileOf(stack);
    mkdirSync(dirname(file), { recursive: true });
    const isSame = existsSync(file) && readFileSync(file).equals(readFileSync(source));
    if (!isSame) copyFileSync(source, file);
    console.log(`${isSame ? 'Unchanged' : 'Written'}: ${file}`);
  }
}
