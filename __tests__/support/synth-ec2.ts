import { App, Testing } from 'cdktf';
import {
  type Ec2CapacityOptions,
  resolveEc2Capacity,
} from '../../constructs/options/environment/ec2-capacity-options';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import { resolveServices } from '../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../constructs/options/service/service-options';
import { Ec2Stack } from '../../constructs/stacks/ec2-stack';
import { resolveEnvironment } from '../../constructs/validation/resolve-environment';
import type { SynthesizedStack } from './synth-fargate';

/** Synthesizes the stack `ec2` with the given services, options and EC2 capacity. */
export function synthEc2(
  services: readonly ServiceOptions[],
  options: Partial<EnvironmentOptions> = {},
  ec2Capacity: Ec2CapacityOptions = {},
): SynthesizedStack {
  const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };
  const environment = resolveEnvironment(
    { region: 'eu-central-1', network: { nat: 'single' }, https: false, ...options },
    {},
    resolveServices(services),
    ec2Capacity,
  );
  const stack = new Ec2Stack(new App({ context }), 'ec2', {
    ...environment,
    ec2Capacity: resolveEc2Capacity(ec2Capacity),
  });
  // Without the hashes at the end of ids.
  const text = Testing.synth(stack).replace(/_[0-9A-F]{8}(?=[".}\]])/g, '');
  return { resource: {}, data: {}, output: {}, variable: {}, ...JSON.parse(text) };
}
