import { existsSync, readFileSync } from 'node:fs';
import { runCommand, UserError } from './command';
import { driftOf, type OwnedConfiguration } from './drift/drifted';
import { planIn } from './review/plan-file';

const usage = `Usage: npm run drift -- <plan.json> --stack <stack>

Says what was changed outside of Terraform, and ends with 1 if anything was. What others own, such as the number of
tasks that scaling has chosen, is no drift.

  <plan.json>      what terraform show -json prints of a plan that was made with -refresh-only
  --stack <stack>  its stack, which is synthesized
`;

const options = { stack: { type: 'string' } } as const;

runCommand(usage, options, async ({ values, positionals }) => {
  const [file, ...more] = positionals;
  const { stack } = values;
  if (file === undefined || more.length > 0 || stack === undefined) {
    throw new UserError(`Give one plan.json and its stack\n\n${usage.trimEnd()}`);
  }
  const lines = driftOf(planIn(file), synthesized(stack));
  if (lines.length === 0) {
    return console.log(`Nothing of stack "${stack}" was changed outside of Terraform.`);
  }
  throw new UserError(
    `Changed outside of Terraform, in stack "${stack}":\n${lines.map((line) => `  ${line}`).join('\n')}`,
  );
});

/** @throws UserError where it is not there. */
function synthesized(stack: string): OwnedConfiguration {
  const file = `cdktf.out/stacks/${stack}/cdk.tf.json`;
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  throw new UserError(`There is no ${file}; write it with: npm run synth`);
}
