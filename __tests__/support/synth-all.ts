import { App, type TerraformStack, Testing } from 'cdktf';
import { resolveEc2Capacity } from '../../constructs/options/environment/ec2-capacity-options';
import type { RegistryOptions } from '../../constructs/options/environment/registry-options';
import { resolveServices } from '../../constructs/options/service/resolve-services';
import { Ec2Stack } from '../../constructs/stacks/ec2-stack';
import { FargateStack } from '../../constructs/stacks/fargate-stack';
import { LocalStack } from '../../constructs/stacks/local-stack';
import { RegistryStack } from '../../constructs/stacks/registry-stack';
import { resolveEnvironment } from '../../constructs/validation/resolve-environment';
import type { StackOptions } from './random-options';

/** Synthesizes all stacks, by name. */
export function synthAll(
  stackOptions: StackOptions,
  registry: RegistryOptions = {},
): Record<string, string> {
  const stacks = allStacks(stackOptions, registry);
  return Object.fromEntries(stacks.map((stack) => [stack.node.id, Testing.synth(stack)]));
}

/** All stacks. */
export function allStacks(
  stackOptions: StackOptions,
  registry: RegistryOptions = {},
): TerraformStack[] {
  const { options, ec2Capacity } = stackOptions;
  const services = resolveServices(stackOptions.services);
  const environment = resolveEnvironment(options, registry, services, ec2Capacity);
  const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };
  const app = new App({ context });
  return [
    new LocalStack(app, 'local', { services }),
    new RegistryStack(app, 'registry', { ...environment, ...registry }),
    new FargateStack(app, 'fargate', environment),
    new Ec2Stack(app, 'ec2', { ...environment, ec2Capacity: resolveEc2Capacity(ec2Capacity) }),
  ];
}
