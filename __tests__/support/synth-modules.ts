import { Testing } from 'cdktf';
import { moduleConfiguration } from '../../constructs/hcl-module/module-files';
import { moduleStacks } from '../../constructs/hcl-module/module-stack';
import { resolveApp } from '../../constructs/validation/resolve-app';
import type { StackOptions } from './random-options';
import { appOptions } from './synth-all';
import { emptyApp } from './synth-environment';

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** The content of a module's `main.tf.json`. */
export interface SynthesizedModule {
  readonly terraform: object;
  readonly variable: Readonly<Record<string, ModuleVariable>>;
  readonly locals: Readonly<Record<string, string>>;
  readonly data: Blocks;
  readonly resource: Blocks;
  readonly output: Readonly<Record<string, { readonly value: unknown }>>;
}

interface ModuleVariable {
  readonly type: string;
  readonly description: string;
  readonly default?: unknown;
  readonly validation?: readonly { readonly condition: string; readonly error_message: string }[];
}

/** Synthesizes the modules, by name. */
export function synthModules(stackOptions: StackOptions): Record<string, SynthesizedModule> {
  // Modules are on Fargate, and some options are not for EC2.
  const { environments, ...app } = appOptions(stackOptions);
  const { fargate } = environments;
  const { modules } = resolveApp({
    ...app,
    environments: fargate ? { fargate } : {},
    modules: 'fargate',
  });
  const stacks = modules ? moduleStacks(emptyApp(), modules) : [];
  return Object.fromEntries(
    stacks.map((stack) => [
      stack.moduleName,
      moduleConfiguration(JSON.parse(Testing.synth(stack))) as unknown as SynthesizedModule,
    ]),
  );
}
