import { existsSync } from 'node:fs';
import { type ChildOptions, outputOf, runChild } from './child';
import { UserError } from './command';
import { parseEvent, problemOf, progress } from './terraform-events';

/** Where and how Terraform runs. */
export interface TerraformPlace {
  /** Folder with a `cdk.tf.json`. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;

  /**
   * Environment in which it gets the providers.
   *
   * @default - the same
   */
  readonly initEnvironment?: NodeJS.ProcessEnv;

  /**
   * What a command adds to the name that the AWS provider gives itself.
   *
   * @default - nothing
   */
  readonly userAgent?: (command: string) => string;
}

/** Terraform in the folder of one synthesized stack. */
export class Terraform {
  /** When it is aborted, what runs is asked to stop. */
  signal?: AbortSignal;
  private readonly folder: string;
  private readonly environment: NodeJS.ProcessEnv;
  private readonly userAgent?: (command: string) => string;

  private constructor({ folder, environment, userAgent }: TerraformPlace) {
    this.userAgent = userAgent;
    this.folder = folder;
    this.environment = quiet(environment);
  }

  /**
   * Readies the folder of a stack: its providers are there afterwards.
   *
   * @throws UserError where Terraform is missing, or cannot get the providers.
   */
  static async init(place: TerraformPlace, signal?: AbortSignal): Promise<Terraform> {
    await requireTerraform();
    const terraform = new Terraform(place);
    terraform.signal = signal;
    if (!existsSync(`${place.folder}/cdk.tf.json`)) {
      throw new UserError(`There is no ${place.folder}/cdk.tf.json; write it with: npm run synth`);
    }
    const env = quiet(place.initEnvironment ?? place.environment);
    const { code, stderr } = await terraform.run(['init', '-input=false', '-no-color'], { env });
    if (code !== 0) throw new UserError(`terraform init failed\n${stderr.trim()}`);
    return terraform;
  }

  /**
   * Applies the stack; shows each resource as it is done, and long ones on the way.
   *
   * @param replaced addresses of resources to make anew, though Terraform sees no reason.
   * @returns how many resources were added, changed and removed.
   * @throws UserError with Terraform's own words if it fails.
   */
  apply(
    variables: Readonly<Record<string, string>>,
    replaced: readonly string[] = [],
  ): Promise<number> {
    return this.change(['apply', ...replaced.map((address) => `-replace=${address}`)], variables);
  }

  /** Destroys all resources that the state knows; otherwise like `apply`. */
  destroy(): Promise<number> {
    return this.change(['destroy'], {});
  }

  /**
   * What an apply would change, in Terraform's own words.
   *
   * @returns `undefined` where there is nothing to change.
   * @throws UserError with Terraform's own words if it fails.
   */
  async plan(variables: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
    const lines: string[] = [];
    const args = ['plan', '-detailed-exitcode', '-input=false', '-no-color', '-lock=false'];
    const { code, stderr } = await this.run([...args, ...given(variables)], {
      onLine: (line) => lines.push(line),
    });
    if (code === 1) throw new UserError(`terraform plan failed\n${stderr.trim()}`);
    return code === 0
      ? undefined
      : lines.filter((line) => !/: (Refresh|Read)ing/.test(line)).join('\n');
  }

  /** Addresses of all that the state knows. */
  async known(): Promise<string[]> {
    const lines: string[] = [];
    await this.run(['state', 'list'], { onLine: (line) => lines.push(line) });
    return lines.filter((line) => line !== '');
  }

  /** The outputs of the last apply. */
  async outputs(): Promise<Record<string, unknown>> {
    const lines: string[] = [];
    await this.run(['output', '-json'], { onLine: (line) => lines.push(line) });
    const outputs: Record<string, { value: unknown }> = JSON.parse(lines.join('\n') || '{}');
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  private async change(
    command: string[],
    variables: Readonly<Record<string, string>>,
  ): Promise<number> {
    const problems: string[] = [];
    let changed = 0;
    const args = [...command, '-auto-approve', '-input=false', '-json', ...given(variables)];
    const onLine = (line: string) => {
      const event = parseEvent(line);
      if (!event) return;
      const shown = progress(event);
      if (shown) console.log(shown);
      if (event.type === 'change_summary' && event.changes && event.changes.operation !== 'plan') {
        const { add, change, remove } = event.changes;
        changed = add + change + remove;
      }
      if (event.diagnostic?.severity === 'error') {
        problems.push(problemOf(event.diagnostic));
      }
    };
    const { code, stderr } = await this.run(args, { onLine });
    if (code !== 0) {
      throw new UserError(
        `terraform ${command[0]} failed\n${[...problems, stderr.trim()].join('\n').trim()}`,
      );
    }
    return changed;
  }

  private run(args: string[], options: Pick<ChildOptions, 'env' | 'onLine'> = {}) {
    const { folder: cwd, environment, userAgent, signal } = this;
    const agent = userAgent && { TF_APPEND_USER_AGENT: userAgent(args[0] ?? '') };
    return runChild(program(), args, {
      cwd,
      env: { ...environment, ...agent },
      signal,
      ...options,
    });
  }
}

/**
 * What `terraform output -json` prints in a folder, which is left as it is: nothing is downloaded. Values of sensitive
 * outputs are among it.
 *
 * @throws UserError where Terraform is missing, or cannot read the state.
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
 * @throws UserError with Terraform's own words if it fails.
 */
export async function runTerraform(folder: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await runChild(program(), [...args], {
    cwd: folder,
    env: quiet(process.env),
  });
  const command = args.filter((word) => !word.startsWith('-')).join(' ');
  if (code !== 0) throw new UserError(`terraform ${command} failed\n${stderr.trim()}`);
}

/** @throws UserError where there is no Terraform. */
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
function quiet(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
}

function given(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
}

/** As with the cdktf command, another program may take Terraform's place: `TERRAFORM_BINARY_NAME=tofu`. */
function program(): string {
  return process.env.TERRAFORM_BINARY_NAME || 'terraform';
}
