import { existsSync } from 'node:fs';
import { type ChildOptions, runChild } from '../cli/child-process';
import { UserError } from '../cli/command';
import { parseEvent, problemOf, progress } from './terraform-events';
import { program, quiet, requireTerraform } from './terraform-program';

/** Folder and environment of Terraform. */
export interface TerraformContext {
  /** Folder with a `cdk.tf.json`. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;

  /**
   * Environment of `terraform init`, which downloads the providers.
   *
   * @default - `environment`
   */
  readonly initEnvironment?: NodeJS.ProcessEnv;

  /**
   * Suffix of the AWS provider's user agent for a command.
   *
   * @default - none
   */
  readonly userAgent?: (command: string) => string;
}

/** Runs Terraform in the folder of one synthesized stack. */
export class Terraform {
  /** Aborting it interrupts the running command. */
  signal?: AbortSignal;
  private readonly folder: string;
  private readonly environment: NodeJS.ProcessEnv;
  private readonly userAgent?: (command: string) => string;

  private constructor({ folder, environment, userAgent }: TerraformContext) {
    this.userAgent = userAgent;
    this.folder = folder;
    this.environment = quiet(environment);
  }

  /**
   * Runs `terraform init` in the folder of a stack.
   *
   * @throws UserError if Terraform is missing or cannot download the providers.
   */
  static async init(context: TerraformContext, signal?: AbortSignal): Promise<Terraform> {
    await requireTerraform();
    const terraform = new Terraform(context);
    terraform.signal = signal;
    if (!existsSync(`${context.folder}/cdk.tf.json`)) {
      throw new UserError(
        `${context.folder}/cdk.tf.json does not exist; write it with: npm run synth`,
      );
    }
    const env = quiet(context.initEnvironment ?? context.environment);
    const { code, stderr } = await terraform.run(['init', '-input=false', '-no-color'], { env });
    if (code !== 0) throw new UserError(`terraform init failed\n${stderr.trim()}`);
    return terraform;
  }

  /**
   * Applies the stack and prints the progress of each resource.
   *
   * @param replaced addresses of resources to replace even if Terraform plans no change.
   * @returns number of added, changed and removed resources.
   * @throws UserError with Terraform's error messages.
   */
  apply(
    variables: Readonly<Record<string, string>>,
    replaced: readonly string[] = [],
  ): Promise<number> {
    return this.change(['apply', ...replaced.map((address) => `-replace=${address}`)], variables);
  }

  /** Destroys all resources in the state; otherwise like `apply`. */
  destroy(): Promise<number> {
    return this.change(['destroy'], {});
  }

  /**
   * Plans the stack.
   *
   * @returns the text of the plan; `undefined` if there are no changes.
   * @throws UserError with Terraform's error message.
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

  /** Addresses of all resources in the state. */
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
      const progressLine = progress(event);
      if (progressLine) console.log(progressLine);
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

function given(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
}
