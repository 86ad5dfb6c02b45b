import { existsSync } from 'node:fs';
import { outputOf, runChild } from '../cli/child-process';
import { UserError } from '../cli/command';

/**
 * What `terraform output -json` prints in a folder, which is left as it is: nothing is downloaded. Values of sensitive
 * outputs are among it.
 *
 * @throws UserError if Terraform is missing, or cannot read the state.
 */
export async function printedOutputs(folder: string): Promise<string> {
  await requireTerraform();
  if (!existsSync(folder)) throw new UserError(`There is no folder ${folder}`);
  const lines: string[] = [];
  const { code, stderr } = await runChild(program(), ['output', '-json', '-no-color'], {
    cwd: folder,
    env: quiet(process.env),
    onLine: (line) => lines.push(line),
  });
  if (code === 0) return lines.join('\n');
  if (/initialization required/i.test(stderr)) {
    throw new UserError(
      `${folder} does not know where its state is; ready it with: terraform -chdir=${folder} init`,
    );
  }
  throw new UserError(`terraform output failed\n${stderr.trim()}`);
}

/**
 * Runs a subcommand of Terraform in a folder.
 *
 * @returns what it prints.
 * @throws UserError with Terraform's own words if it fails.
 */
export async function runTerraform(
  folder: string,
  args: readonly string[],
  env = process.env,
): Promise<string> {
  const lines: string[] = [];
  const { code, stderr } = await runChild(program(), [...args], {
    cwd: folder,
    env: quiet(env),
    onLine: (line) => lines.push(line),
  });
  const command = args.filter((word) => !word.startsWith('-')).join(' ');
  if (code !== 0) throw new UserError(`terraform ${command} failed\n${stderr.trim()}`);
  return lines.join('\n');
}

/** @throws UserError if there is no Terraform. */
export async function requireTerraform(): Promise<void> {
  // Without the arguments for all commands that a shell may hold.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_'));
  const env = Object.fromEntries(own);
  if ((await outputOf(program(), ['version'], { env })) !== undefined) return;
  throw new UserError(
    `Terraform is not installed (no program "${program()}"); https://developer.hashicorp.com/terraform/install says how`,
  );
}

/** Without hints for a person at the keyboard, and without asking for newer versions. */
export function quiet(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
}

/** As with the cdktf command, another program may take Terraform's place: `TERRAFORM_BINARY_NAME=tofu`. */
export function program(): string {
  return process.env.TERRAFORM_BINARY_NAME || 'terraform';
}
