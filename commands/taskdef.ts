import { readFileSync } from 'node:fs';
import { runCommand, UserError } from './cli/command';
import { loadServices, requireStack, synth } from './cli/load-options';
import { describedIn, fileIssues } from './taskdef/check';
import { chosenStack } from './taskdef/choice';
import { differences } from './taskdef/differences';
import { fileOf, writeFiles } from './taskdef/files';
import { registrationsIn } from './taskdef/outputs';
import { registrationText } from './taskdef/registration';
import { printedOutputs } from './terraform/terraform-program';

const usage = `Usage: npm run taskdef -- <stack> [--chdir <folder> | --outputs <file>]
       npm run taskdef -- <stack> --check

Writes taskdefs/<family>/taskdef.json for each service of an applied stack. A pipeline registers these files with
aws ecs register-task-definition --cli-input-json file://… It reads only the state, and sends no other
requests to AWS. It removes the files of deleted services.

  fargate | ec2      the stack
  --chdir <folder>   folder where the stack was applied, such as "$REHEARSAL/fargate" (default: cdktf.out/stacks/<stack>)
  --outputs <file>   output of terraform output -json, if the state cannot be read
  --check            write nothing, and exit with 1 if the files differ from services.ts and main.ts. Values that are
                     known only after apply (ARNs, accounts) are not compared. Needs neither AWS nor a state
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
  const issues = fileIssues(stack, described);
  if (issues === undefined) {
    return console.log(`taskdefs has no task definitions of stack "${stack}" to check.`);
  }
  for (const issue of issues) console.error(issue);
  if (issues.length > 0) process.exitCode = 1;
  else console.log(`${described.registrations.length} task definitions are up to date`);
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
      `Warning: ${fileOf(family)} has the applied values, which differ from services.ts: ${difference}; apply the change with: ${apply}`,
    );
  }
}

function synthesized(stack: string): string {
  return `cdktf.out/stacks/${stack}`;
}

/** @throws UserError if the file cannot be read. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
