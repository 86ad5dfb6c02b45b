import type { Ec2CapacityOptions } from '../../constructs/options/environment/ec2-capacity-options';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import type { ServiceOptions } from '../../constructs/options/service/service-options';
import { Ec2Stack, isOnEc2 } from '../../constructs/stacks/ec2-stack';
import { emptyApp, resolved, synthesized } from './synth-environment';
import type { SynthesizedStack } from './synth-fargate';

/** Synthesizes the stack `ec2` with the given services, options and EC2 capacity. */
export function synthEc2(
  services: readonly ServiceOptions[],
  options: Partial<EnvironmentOptions> = {},
  ec2: Ec2CapacityOptions = {},
): SynthesizedStack {
  const environment = resolved('ec2', services, { ...options, ec2 });
  if (!isOnEc2(environment)) throw new Error('the environment has no EC2 capacity');
  return synthesized(new Ec2Stack(emptyApp(), 'ec2', environment));
}
