import { Testing } from 'cdktf';
import { sample } from 'fast-check';
import { ServicesApp } from '../../constructs/app';
import type { EnvironmentOptions } from '../../constructs/options/environment/environment-options';
import { everyRegistry, fullOptions, otherOptions, shippedOptions } from '../support/all-options';
import { synthExamples } from '../support/documented-constructs';
import { describeWith } from '../support/needs';
import { partsStack } from '../support/parts-stack';
import { validOptions } from '../support/random-options';
import { sharedOptions } from '../support/shared-load-balancer';
import { synthAll } from '../support/synth-all';
import { emptyApp } from '../support/synth-environment';
import { expectValidTogether } from './terraform-validate';

const withNetwork = (network: EnvironmentOptions['network']) => ({
  ...shippedOptions,
  options: { ...shippedOptions.options, network },
});

/** On Fargate and in both network modes of EC2, with priorities of their own on one listener. */
function withSharedListener(): Record<string, string> {
  const options = (first: number, ec2?: EnvironmentOptions['ec2']): EnvironmentOptions => ({
    ...sharedOptions,
    loadBalancer: { ...sharedOptions.loadBalancer, priorities: [first, first + 999] },
    ec2,
  });
  const environments = {
    fargate: options(1000),
    bridge: options(2000, {}),
    awsvpc: options(3000, { instanceTypes: ['m5.4xlarge'], networkMode: 'awsvpc' }),
  };
  const { services } = shippedOptions;
  const app = new ServicesApp({ project: 'acme', services, environments, registry: everyRegistry });
  return Object.fromEntries(
    app.appliedStacks.map((stack) => [stack.node.id, Testing.synth(stack)]),
  );
}

/** Synthesized stacks by name, by description. */
const described = () => ({
  shipped: synthAll(shippedOptions),
  'regional-nat': synthAll(withNetwork({ nat: 'regional' })),
  'endpoints-only': synthAll(withNetwork({ nat: 'none' })),
  everything: synthAll(fullOptions, everyRegistry),
  'existing-vpc': synthAll(otherOptions),
  'existing-load-balancer': withSharedListener(),
  ...Object.fromEntries(
    sample(validOptions, 4).map((one, index) => [`random-${index}`, synthAll(one)]),
  ),
  parts: { edge: Testing.synth(partsStack(emptyApp())) },
  ...Object.fromEntries(synthExamples().map(({ stacks }, index) => [`example-${index}`, stacks])),
});

describeWith(['terraform'], 'terraform validate of the stacks for AWS', () => {
  test('all of them, side by side', () => {
    const stacks = Object.entries<Record<string, string>>(described()).flatMap(
      ([name, { local: _, ...onAws }]) =>
        Object.entries(onAws).map(([stack, text]) => [`${name}-${stack}`, text] as const),
    );
    expectValidTogether(stacks);
  });
});
