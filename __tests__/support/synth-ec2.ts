import { App, Testing } from 'cdktf';
import type { Ec2CapacityOptions } from '../../constructs/options/environment/ec2-capacity-options';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import { resolveServices } from '../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../constructs/options/service/service-options';
import { Ec2Stack } from '../../constructs/stacks/ec2-stack';
import type { SynthesizedStack } from './synth-fargate';

/** The stack `ec2` with these services, choices and hosts, as Terraform reads it. */
export function synthEc2(
  services: readonly ServiceOptions[],
  options: Partial<EnvironmentOptions> = {},
  ec2Capacity: Ec2CapacityOptions = {},
): SynthesizedStack {
  const context = { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true };
  const stack = new Ec2Stack(new App({ context }), 'ec2', {
    services: resolveServices(services),
    region: 'eu-central-1',
    network: { nat: 'single' },
    https: false,
    ...options,
    ec2Capacity,
  });
  // The hashes at the end of ids say nothing to a reader.
  const text = Testing.synth(stack).replace(/_[0-9A-F]{8}(?=[".}\]])/g, '');
  return { resource: {}, data: {}, output: {}, variable: {}, ...JSON.parse(text) };
}
