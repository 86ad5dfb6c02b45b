import { runCommand, UserError } from './cli/command';
import { findStack } from './review/plan/find-stack';
import { readPlan } from './review/plan/read-plan';
import { redactPlan } from './review/redaction/redact-plan';
import { driftOf } from './review/risks/drift';

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
  const plan = readPlan(file);
  const { sources } = findStack(plan, 'cdktf.out/stacks', stack);
  const lines = driftOf(redactPlan(plan), sources).map(({ address, kind, attributes }) => {
    const changed = attributes.map(({ path, after }) => `${path}${after ? ` is ${after}` : ''}`);
    return `  ${address}: ${kind === 'destroy' ? 'is gone' : changed.join(', ')}`;
  });
  if (lines.length === 0) {
    return console.log(`Nothing of stack "${stack}" was changed outside of Terraform.`);
  }
  throw new UserError(`Changed outside of Terraform, in stack "${stack}":\n${lines.join('\n')}`);
});
