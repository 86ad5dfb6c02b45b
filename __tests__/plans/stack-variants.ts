import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { synth } from '../../commands/cli/load-options';
import { replaceIn } from '../main-options';
import type { PlanCase } from './plan-case';

/** A synthesized stack, as far as it is read here. */
export interface Stack {
  readonly resource: Readonly<Record<string, Record<string, Noted>>>;
  readonly terraform: { backend?: object };
  readonly variable: Readonly<Record<string, { readonly default: string }>>;
}

interface Noted {
  readonly '//'?: { readonly metadata: { readonly path: string } };
  readonly policy?: string;
}

/** What cases make of the stack `fargate`, synthesized in the working folder, a copy of the project. */
export class StackVariants {
  private readonly noted = new Map<string, object>();
  private readonly policies: Record<string, Record<string, object>> = {};

  /** The stack of the project as it is in the folder. */
  async shipped(): Promise<Stack> {
    await synth();
    return this.synthesized();
  }

  /** The stack as a case has it; edits of the project are taken back afterwards. */
  async of({ edits = [], without = [] }: PlanCase, shipped: Stack): Promise<Stack> {
    const stack = edits.length > 0 ? await this.edited(edits) : structuredClone(shipped);
    for (const address of without) {
      const [type = '', name = ''] = address.split('.');
      delete stack.resource[type]?.[name];
    }
    return stack;
  }

  /** What made the resources of all variants, as `npm run review` reads it beside a synthesized stack. */
  sources(): object {
    const entries = [...this.noted].sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries);
  }

  /** What a review reads of the synthesized stacks themselves: how policies are written. */
  written(): object {
    return { resource: this.policies };
  }

  private async edited(edits: NonNullable<PlanCase['edits']>): Promise<Stack> {
    const before = new Map(edits.map(([file]) => [file, readFileSync(file, 'utf8')]));
    for (const edit of edits) replaceIn(...edit);
    await synth();
    for (const [file, text] of before) writeFileSync(file, text);
    return this.synthesized();
  }

  private synthesized(): Stack {
    const stack: Stack = JSON.parse(readFileSync('cdktf.out/stacks/fargate/cdk.tf.json', 'utf8'));
    // Each plan has a state of its own, in its folder.
    delete stack.terraform.backend;
    this.note(stack);
    return stack;
  }

  private note({ resource }: Stack): void {
    const file = 'cdktf.out/stacks/fargate/sources.json';
    const sources: Record<string, Record<string, unknown>> = existsSync(file)
      ? JSON.parse(readFileSync(file, 'utf8'))
      : {};
    for (const [type, resources] of Object.entries(resource)) {
      for (const [name, attributes] of Object.entries(resources)) {
        const address = `${type}.${name}`;
        const known = sources[address] ?? { path: attributes['//']?.metadata.path };
        // Lines of the code change too often to be kept.
        const { line: _, ...source } = known;
        this.noted.set(address, source);
        if ('policy' in attributes) {
          this.policies[type] = { ...this.policies[type], [name]: { policy: attributes.policy } };
        }
      }
    }
  }
}
