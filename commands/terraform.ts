import { existsSync } from 'node:fs';
import { outputOf, runChild } from './child';
import { UserError } from './command';
import { engineAddress } from './docker-engine';

/** The part that is used of the lines that `terraform apply -json` prints. */
interface Event {
  readonly type: string;
  readonly hook?: { resource?: { addr: string }; action?: string; elapsed_seconds?: number };
  readonly changes?: { add: number; change: number; remove: number; operation: string };
  readonly diagnostic?: { severity: string; summary: string; detail: string; address?: string };
}

/** Terraform in the folder of one synthesized stack. */
export class Terraform {
  private readonly folder: string;
  private readonly environment: NodeJS.ProcessEnv;

  private constructor(folder: string, environment: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.environment = environment;
  }

  /**
   * Readies the folder of a stack: its providers are there afterwards.
   *
   * @throws UserError where Terraform is missing, or cannot get the providers.
   */
  static async init(stack: string): Promise<Terraform> {
    if ((await outputOf(program(), ['version'])) === undefined) {
      throw new UserError(
        `Terraform is not installed (no program "${program()}"); https://developer.hashicorp.com/terraform/install says how`,
      );
    }
    const address = await engineAddress();
    const environment = { ...process.env, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
    const terraform = new Terraform(
      `cdktf.out/stacks/${stack}`,
      address ? { ...environment, DOCKER_HOST: address } : environment,
    );
    if (!existsSync(`${terraform.folder}/cdk.tf.json`)) {
      throw new UserError(
        `There is no ${terraform.folder}/cdk.tf.json; write it with: npm run synth`,
      );
    }
    const { code, stderr } = await terraform.run(['init', '-input=false', '-no-color']);
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

  /** The outputs of the last apply. */
  async outputs(): Promise<Record<string, unknown>> {
    const lines: string[] = [];
    await this.run(['output', '-json'], (line) => lines.push(line));
    const outputs: Record<string, { value: unknown }> = JSON.parse(lines.join('\n') || '{}');
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  private async change(
    command: string[],
    variables: Readonly<Record<string, string>>,
  ): Promise<number> {
    const problems: string[] = [];
    let changed = 0;
    const given = Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
    const args = [...command, '-auto-approve', '-input=false', '-json', ...given];
    const { code, stderr } = await this.run(args, (line) => {
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
    });
    if (code !== 0) {
      throw new UserError(
        `terraform ${command[0]} failed\n${[...problems, stderr.trim()].join('\n').trim()}`,
      );
    }
    return changed;
  }

  private run(args: string[], onLine?: (line: string) => void) {
    return runChild(program(), args, { cwd: this.folder, env: this.environment, onLine });
  }
}

/** As with the cdktf command, another program may take Terraform's place: `TERRAFORM_BINARY_NAME=tofu`. */
function program(): string {
  return process.env.TERRAFORM_BINARY_NAME || 'terraform';
}

function parseEvent(line: string): Event | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function problemOf({ summary, detail, address }: NonNullable<Event['diagnostic']>): string {
  if (summary.startsWith('Error acquiring the state lock')) {
    return 'Another terraform or npm run local is at work in this folder; wait for it to end.';
  }
  return `${address ? `${address}: ` : ''}${summary}\n${detail}`.trim();
}

const signs: Record<string, string> = { create: '+', update: '~', delete: '-', replace: '±' };

function progress({ type, hook }: Event): string | undefined {
  const { resource, action = '', elapsed_seconds: seconds = 0 } = hook ?? {};
  // Images stay: only the state forgets them.
  if (!resource || (action === 'delete' && resource.addr.startsWith('docker_image.')))
    return undefined;
  const line = `  ${signs[action] ?? ' '} ${resource.addr}`;
  if (type === 'apply_complete') return `${line} (${seconds} s)`;
  if (type === 'apply_progress') return `${line} … ${seconds} s`;
  return undefined;
}
