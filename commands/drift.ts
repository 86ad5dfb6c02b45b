import { runCommand, UserError } from './cli/command';
import { findStack } from './review/plan/find-stack';
import { readPlan } from './review/plan/read-plan';
import { planContexts } from './review/redaction/plan-contexts';
import { driftOf } from './review/risks/drift';

const usage = `Usage: npm run drift -- <plan.json> --stack <stack>

Reports changes made outside of Terraform, and exits with 1 if there are any. Attributes with another owner, such as the
task count that scaling sets, are not drift.

  <plan.json>      output of terraform show -json for a plan made with -refresh-only
  --stack <stack>  the stack of the plan, which must be synthesized
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
  const lines = driftOf(planContexts(plan, sources).redacted).map(
    ({ address, kind, attributes }) => {
      const changed = attributes.map(({ path, after }) => `${path}${after ? ` is ${after}` : ''}`);
      return `  ${address}: ${kind === 'destroy' ? 'was deleted' : changed.join(', ')}`;
    },
  );
  if (lines.length === 0) {
    return console.log(`Stack "${stack}" was not changed outside of Terraform.`);
  }
  throw new UserError(`Stack "${stack}" was changed outside of Terraform:\n${lines.join('\n')}`);
});
