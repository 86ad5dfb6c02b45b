import { existsSync } from 'node:fs';
import { outputOf, runChild } from '../cli/child-process';
import { UserError } from '../cli/command';

/**
 * Returns the output of `terraform output -json` in a folder, including the values of sensitive outputs. Does not run
 * `terraform init`.
 *
 * @throws UserError if Terraform is missing or cannot read the state.
 */
export async function printedOutputs(folder: string): Promise<string> {
  await requireTerraform();
  if (!existsSync(folder)) throw new UserError(`The folder ${folder} does not exist`);
  const lines: string[] = [];
  const { code, stderr } = await runChild(program(), ['output', '-json', '-no-color'], {
    cwd: folder,
    env: quiet(process.env),
    onLine: (line) => lines.push(line),
  });
  if (code === 0) return lines.join('\n');
  if (/initialization required/i.test(stderr)) {
    throw new UserError(`${folder} is not initialized; run: terraform -chdir=${folder} init`);
  }
  throw new UserError(`terraform output failed\n${stderr.trim()}`);
}

/**
 * Runs a subcommand of Terraform in a folder.
 *
 * @returns what it prints.
 * @throws UserError with Terraform's error message.
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

/** @throws UserError if Terraform is not installed. */
export async function requireTerraform(): Promise<void> {
  // Without TF_CLI_ARGS of the shell, which may be invalid for this subcommand.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('TF_'));
  const env = Object.fromEntries(own);
  if ((await outputOf(program(), ['version'], { env })) !== undefined) return;
  throw new UserError(
    `Terraform is not installed (program "${program()}" was not found); see https://developer.hashicorp.com/terraform/install`,
  );
}

/**
 * Adds variables that turn off hints for interactive use and the check for newer versions. A command of Terraform mostly loads the
 * AWS provider: if Go collects garbage only above 1 GiB, it takes a third less CPU time, and 300 MB more memory.
 */
export function quiet(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    GOGC: 'off',
    GOMEMLIMIT: '1GiB',
    ...environment,
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
  };
}

/** Name of the Terraform program. As with the cdktf command, it can be replaced: `TERRAFORM_BINARY_NAME=tofu`. */
export function program(): string {
  return process.env.TERRAFORM_BINARY_NAME || 'terraform';
}
