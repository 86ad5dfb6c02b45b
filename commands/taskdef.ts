import { readFileSync } from 'node:fs';
import { runCommand, UserError } from './cli/command';
import { loadServices, requireStack, synth } from './cli/load-options';
import { describedIn, problemsOfFiles } from './taskdef/check';
import { chosenStack } from './taskdef/choice';
import { differences } from './taskdef/differences';
import { fileOf, writeFiles } from './taskdef/files';
import { registrationsIn } from './taskdef/outputs';
import { registrationText } from './taskdef/registration';
import { printedOutputs } from './terraform/terraform-program';

const usage = `Usage: npm run taskdef -- <stack> [--chdir <folder> | --outputs <file>]
       npm run taskdef -- <stack> --check

Writes taskdefs/<family>/taskdef.json for each service of an applied stack: what a pipeline registers with
aws ecs register-task-definition --cli-input-json file://… Nothing is asked of AWS but the state. Files of services that
are gone are removed.

  fargate | ec2      the stack
  --chdir <folder>   where it was applied, in place of cdktf.out/stacks/<stack>: "$REHEARSAL/fargate"
  --outputs <file>   what terraform output -json has printed, where the state is out of reach
  --check            write nothing: exit with 1 where the files are not as services.ts and main.ts describe them. What
                     only an apply knows (ARNs, accounts) may be any; needs neither AWS nor a state
`;

const options = {
  chdir: { type: 'string' },
  outputs: { type: 'string' },
  check: { type: 'boolean', default: false },
} as const;

runCommand(usage, options, async ({ values, positionals }) => {
  const stack = chosenStack(positionals, values, usage);
  if (values.check) return check(stack);
  await write(stack, values.chdir ?? synthesized(stack), values.outputs);
});

async function check(stack: string): Promise<void> {
  if (!(await synth()).includes(stack)) {
    return console.log(`main.ts has no stack "${stack}"; there is nothing to check.`);
  }
  const described = describedIn(synthesized(stack));
  const problems = problemsOfFiles(stack, described);
  if (problems === undefined) {
    return console.log(`There are no task definitions of stack "${stack}" in taskdefs to check.`);
  }
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${described.registrations.length} task definitions are as described`);
}

async function write(stack: string, folder: string, file?: string): Promise<void> {
  const services = (await loadServices()).map(({ name }) => name);
  requireStack(stack, await synth());
  const source = file ?? `terraform output of ${folder}`;
  const apply = `terraform -chdir=${folder} apply`;
  const printed = file === undefined ? await printedOutputs(folder) : readText(file);
  const applied = registrationsIn(printed, { stack, services, source, apply });
  const texts = applied.map((one) => [one.family, registrationText(one)] as const);
  for (const line of writeFiles(stack, new Map(texts))) console.log(line);

  const { registrations, templates } = describedIn(synthesized(stack));
  const byFamily = new Map(applied.map((one) => [one.family, one]));
  for (const described of registrations) {
    const { family } = described;
    const [difference] = differences(byFamily.get(family), described, templates);
    if (difference === undefined) continue;
    console.error(
      `Warning: ${fileOf(family)} is as applied, not as described: ${difference}; to change that: ${apply}`,
    );
  }
}

function synthesized(stack: string): string {
  return `cdktf.out/stacks/${stack}`;
}

/** @throws UserError if it cannot be read. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
