import { App, Testing } from 'cdktf';
import { moduleConfiguration } from '../../constructs/hcl-module/module-files';
import { moduleStacks } from '../../constructs/hcl-module/module-stack';
import { resolveServices } from '../../constructs/options/service/resolve-services';
import { resolveEnvironment } from '../../constructs/validation/resolve-environment';
import type { StackOptions } from './random-options';

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
  const { options, ec2Capacity } = stackOptions;
  const services = resolveServices(stackOptions.services);
  const environment = resolveEnvironment(options, {}, services, ec2Capacity);
  const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };
  const stacks = moduleStacks(new App({ context }), environment);
  return Object.fromEntries(
    stacks.map((stack) => [
      stack.moduleName,
      moduleConfiguration(JSON.parse(Testing.synth(stack))) as unknown as SynthesizedModule,
    ]),
  );
}
