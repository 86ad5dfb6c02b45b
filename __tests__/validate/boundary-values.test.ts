import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { ServicesApp } from '../../constructs/app';
import type { AppOptions } from '../../constructs/options/environment/app-options';
import { ValidationError } from '../../constructs/options/validation-issues';
import { boundaryApps, boundaryServices, roomyEnvironment } from '../support/boundary-options';
import { describeWith } from '../support/needs';
import { expectValidFolder } from './terraform-validate';

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
    const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
    const modules = apps.flatMap((options, index) =>
      stacksOf(options).map(([stack, text]) => {
        const name = `app-${index}-${stack}`;
        const { terraform, ...rest } = JSON.parse(text);
        mkdirSync(join(folder, name));
        // Only a root has a backend.
        const called = { ...rest, terraform: { ...terraform, backend: undefined } };
        writeFileSync(join(folder, name, 'cdk.tf.json'), JSON.stringify(called));
        return [name, { source: `./${name}` }];
      }),
    );
    expect(modules.map(([name]) => name)).toContain('app-0-staging');
    writeFileSync(
      join(folder, 'main.tf.json'),
      JSON.stringify({ module: Object.fromEntries(modules) }),
    );
    expectValidFolder(folder);
    rmSync(folder, { recursive: true });
  });
});
