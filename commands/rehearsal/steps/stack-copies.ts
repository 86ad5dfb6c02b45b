import { join } from 'node:path';
import { withFileLock } from '../../cli/file-lock';
import { cacheFolder } from '../../cli/python-tool';
import { Terraform, type TerraformContext } from '../../terraform/terraform';
import { folderOf, type SessionRecord } from '../session/session-record';
import type { StackConfiguration } from './configuration';
import { configurationOf, copyStack } from './workspace';

/** Copies of the stacks in the folder of a rehearsal, and Terraform for those that were applied. */
export class StackCopies {
  private readonly contexts: ReadonlyMap<string, TerraformContext>;
  private readonly terraforms = new Map<string, Terraform>();

  /** Copies all stacks at once, so that a later synth or edit has no effect on the rehearsal. */
  constructor(stacks: readonly string[], id: string, record: SessionRecord) {
    const folder = folderOf(id);
    this.contexts = new Map(
      stacks.map((stack) => [stack, copyStack(stack, folder, record)] as const),
    );
  }

  /** Names of the applied stacks, in the order in which they were applied. */
  applied(): string[] {
    return [...this.terraforms.keys()];
  }

  /** How Terraform runs for a stack. */
  context(stack: string): TerraformContext {
    const context = this.contexts.get(stack);
    if (!context) throw new Error(`stack "${stack}" was not copied`);
    return context;
  }

  /** The copy of a stack, as Terraform reads it. */
  configuration(stack: string): StackConfiguration {
    return configurationOf(this.context(stack));
  }

  /** Runs `terraform init` for a stack. One stack at a time: Terraform's provider cache does not support parallel writes. */
  init(stack: string, signal: AbortSignal): Promise<Terraform> {
    const context = this.context(stack);
    const lock = join(cacheFolder(), 'providers.lock');
    return withFileLock(lock, signal, () => Terraform.init(context, signal));
  }

  /**
   * Applies a stack.
   *
   * @returns how many resources were added.
   */
  async apply(stack: string, signal: AbortSignal): Promise<number> {
    const terraform = await this.init(stack, signal);
    this.terraforms.set(stack, terraform);
    return terraform.apply({});
  }

  /** Terraform of an applied stack. */
  terraform(stack: string, signal: AbortSignal): Terraform {
    const terraform = this.terraforms.get(stack);
    if (!terraform) throw new Error(`stack "${stack}" was not applied`);
    terraform.signal = signal;
    return terraform;
  }
}
