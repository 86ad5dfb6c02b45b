import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from '../../commands/cli/child-process';
import { UserError } from '../../commands/cli/command';
import { describedServices } from '../../commands/cli/load-options';
import { AwsClient } from '../../commands/rehearsal/aws/aws-client';
import { Rehearsal } from '../../commands/rehearsal/rehearsal';
import { folderOf, type RehearsalRecord } from '../../commands/rehearsal/session/session-record';
import {
  type Configuration,
  makeSurroundings,
  surroundingsOf,
} from '../../commands/rehearsal/steps/prerequisites';
import { rehearsalEnvironment } from '../../commands/rehearsal/steps/workspace';
import { cleanPlan, type Replacements } from './clean-plan';
import type { PlanCase } from './plan-case';
import { type Stack, StackVariants } from './stack-variants';

const stack = 'fargate';

/** The stack `fargate` on the emulator; the process works in a copy of the project meanwhile. */
export class EmulatedStack {
  private readonly id: string;
  private readonly record: RehearsalRecord;
  private readonly client: AwsClient;
  /** What the cases make of the stack. */
  readonly variants = new StackVariants();
  private readonly stacks = new Map<string, Stack>();
  private tags: readonly string[] = [];

  constructor(id: string, record: RehearsalRecord) {
    this.id = id;
    this.record = record;
    this.client = new AwsClient(record);
  }

  /** Applies the project as it is, and synthesizes what the cases make of it meanwhile. */
  async prepare(cases: readonly PlanCase[], signal: AbortSignal): Promise<void> {
    const shipped = await this.variants.shipped();
    this.tags = Object.values(shipped.variable).map(({ default: tag }) => tag);
    const registry = synthesizedRegistry();
    const services = await describedServices();
    const rehearsal = new Rehearsal(this.id, this.record, services, ['registry', stack]);
    await rehearsal.apply('registry', signal);
    await rehearsal.images(signal);
    const synthesizeAll = async () => {
      let made: ReadonlyMap<string, string> = new Map();
      for (const one of cases) {
        const variant = await this.variants.of(one, shipped);
        this.stacks.set(one.name, variant);
        const wanted = surroundingsOf(variant as object, registry);
        made = await makeSurroundings(this.client, this.record.region, wanted, made);
      }
    };
    await Promise.all([rehearsal.apply(stack, signal), synthesizeAll()]);
    this.copyState('fresh');
    await this.terraform(stack, ['apply', '-refresh-only', '-auto-approve'], signal);
    this.copyState('settled');
  }

  /** Makes the plan of a case; returns it cleaned. */
  async plan(plan: PlanCase, signal: AbortSignal): Promise<object> {
    const { name, files = {}, prepare, args = [], state = 'settled' } = plan;
    const folder = this.folder(name);
    mkdirSync(folder);
    const write = (file: string, content: object) =>
      writeFileSync(join(folder, file), JSON.stringify(content));
    write('cdk.tf.json', this.stacks.get(name) ?? {});
    for (const [file, content] of Object.entries(files)) write(file, content);
    copyFileSync(
      join(this.folder(stack), '.terraform.lock.hcl'),
      join(folder, '.terraform.lock.hcl'),
    );
    if (state !== 'none') {
      copyFileSync(join(this.folder(stack), `${state}.tfstate`), join(folder, 'terraform.tfstate'));
    }
    const terraform = (words: readonly string[]) => this.terraform(name, words, signal);
    await prepare?.({ client: this.client, terraform, attributes: (one) => this.attributes(one) });
    await terraform(['plan', '-out=plan', ...args]);
    const printed = await terraform(['show', '-json', 'plan']);
    return cleanPlan(JSON.parse(printed), this.replacements());
  }

  private folder(name: string): string {
    return join(folderOf(this.id), name);
  }

  private copyState(name: string): void {
    const folder = this.folder(stack);
    copyFileSync(join(folder, 'terraform.tfstate'), join(folder, `${name}.tfstate`));
  }

  private attributes(address: string): Record<string, string> {
    const state = readFileSync(join(this.folder(stack), 'terraform.tfstate'), 'utf8');
    const { resources } = JSON.parse(state) as {
      resources: {
        type: string;
        name: string;
        instances: { attributes: Record<string, string> }[];
      }[];
    };
    const found = resources.find(({ type, name }) => `${type}.${name}` === address);
    if (!found?.instances[0]) throw new Error(`the state has no ${address}`);
    return found.instances[0].attributes;
  }

  private async terraform(name: string, words: readonly string[], signal: AbortSignal) {
    const lines: string[] = [];
    const { code, stderr } = await runChild('terraform', words, {
      cwd: this.folder(name),
      env: {
        ...rehearsalEnvironment(folderOf(this.id), this.record),
        // The providers are there once.
        TF_DATA_DIR: join(this.folder(stack), '.terraform'),
        TF_IN_AUTOMATION: '1',
        TF_INPUT: '0',
        TF_CLI_ARGS: '-no-color',
        CHECKPOINT_DISABLE: '1',
      },
      onLine: (line) => lines.push(line),
      signal,
    });
    if (code !== 0) throw new UserError(`${name}: terraform ${words.join(' ')}\n${stderr}`);
    return lines.join('\n');
  }

  /** What the machine and the content of the folders give, and what stands for it. */
  private replacements(): Replacements {
    const fixedTags = ['90c1f1e5a3d4', 'b7d20a6e8f13'];
    return [
      [this.record.gateway, `123456789012.dkr.ecr.${this.record.region}.amazonaws.com`],
      ['000000000000', '123456789012'],
      ...this.tags.map((tag, index) => [tag, fixedTags[index] ?? tag] as const),
    ];
  }
}

function synthesizedRegistry(): Configuration {
  return JSON.parse(readFileSync('cdktf.out/stacks/registry/cdk.tf.json', 'utf8'));
}
