import { type TerraformStack, Testing } from 'cdktf';
import { ServicesApp } from '../../constructs/app';
import type { AppOptions } from '../../constructs/options/environment/app-options';
import type { RegistryOptions } from '../../constructs/options/environment/registry-options';
import type { StackOptions } from './random-options';

/** The options of an app with an environment on Fargate, and the same on EC2. */
export function appOptions(
  { services, options, ec2Capacity }: StackOptions,
  registry: RegistryOptions = {},
): AppOptions {
  const environments = { fargate: options, ec2: { ...options, ec2: ec2Capacity } };
  return { project: 'magicnight', services, environments, registry };
}

/** Synthesizes all stacks, by name. */
export function synthAll(
  stackOptions: StackOptions,
  registry: RegistryOptions = {},
): Record<string, string> {
  const stacks = allStacks(stackOptions, registry);
  return Object.fromEntries(stacks.map((stack) => [stack.node.id, Testing.synth(stack)]));
}

/** All stacks that are applied. */
export function allStacks(
  stackOptions: StackOptions,
  registry: RegistryOptions = {},
): TerraformStack[] {
  return new ServicesApp(appOptions(stackOptions, registry)).appliedStacks;
}
