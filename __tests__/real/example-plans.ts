import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthExamples } from '../support/documented-constructs';

/** What the examples look up and their registry does not create. */
const zone = { resource: { aws_route53_zone: { example: { name: 'example.com' } } } };

/** A folder of Terraform's configuration: the stack of an environment of an example. */
export interface ExamplePlan {
  readonly title: string;
  readonly stack: string;
  readonly folder: string;
}

/**
 * Writes the stacks of all examples of docs/constructs.md into folders, with the locked providers of an initialized folder. The
 * examples are of one project, so its registry is one of the folders: `registry`.
 */
export function writeExamples(initialized: string): ExamplePlan[] {
  const examples = synthExamples();
  const plans = examples.flatMap(({ title, stacks }, index) =>
    Object.entries(stacks)
      .filter(([stack]) => !['local', 'registry'].includes(stack))
      .map(([stack, text]) => {
        const folder = join(initialized, `${index}-${stack}`);
        return { title, stack, folder, text };
      }),
  );
  const [first] = examples;
  const registry = join(initialized, 'registry');
  for (const { folder, text } of [...plans, { folder: registry, text: first?.stacks.registry }]) {
    mkdirSync(folder);
    // Each has its state in its folder.
    const { terraform, ...rest } = JSON.parse(text ?? '{}');
    const stack = { ...rest, terraform: { ...terraform, backend: undefined } };
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack));
    copyFileSync(join(initialized, '.terraform.lock.hcl'), join(folder, '.terraform.lock.hcl'));
  }
  writeFileSync(join(registry, 'zone.tf.json'), JSON.stringify(zone));
  return plans.map(({ title, stack, folder }) => ({ title, stack, folder }));
}
