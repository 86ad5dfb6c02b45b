import { Testing } from 'cdktf';
import { ServicesApp } from '../../constructs/app';
import type { AppOptions } from '../../constructs/options/environment/app-options';
import { ValidationError } from '../../constructs/options/validation-issues';
import { boundaryApps, boundaryServices, roomyEnvironment } from '../support/boundary-options';
import { describeWith } from '../support/needs';
import { expectValidTogether } from './terraform-validate';

const withServices = (services: AppOptions['services']): AppOptions => ({
  ...{ project: 'a2345678901234567890', services },
  environments: { staging: roomyEnvironment },
  registry: {},
});

/** The stacks for AWS; none if the options are refused. */
function stacksOf(options: AppOptions): [string, string][] {
  try {
    return new ServicesApp(options).appliedStacks
      .filter(({ node }) => node.id !== 'local')
      .map((stack) => [stack.node.id, Testing.synth(stack)]);
  } catch (error) {
    if (error instanceof ValidationError) return [];
    throw error;
  }
}

describeWith(['terraform'], 'values at the limits, and beyond', () => {
  test('a synth refuses each of them, or Terraform finds it valid', () => {
    const accepted = boundaryServices.filter((one) => stacksOf(withServices([one])).length > 0);
    const apps = [withServices(accepted), ...boundaryApps];
    const stacks = apps.flatMap((options, index) =>
      stacksOf(options).map(([stack, text]) => [`app-${index}-${stack}`, text] as const),
    );
    expect(stacks.map(([name]) => name)).toContain('app-0-staging');
    expectValidTogether(stacks);
  });
});
