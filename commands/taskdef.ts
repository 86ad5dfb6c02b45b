import { readFileSync } from 'node:fs';
import type { AppManifest } from '../constructs/synth/manifest';
import { runCommand, UserError } from './cli/command';
import { requireEnvironment, synth } from './cli/load-options';
import { describedIn, fileIssues } from './taskdef/check';
import { chosenEnvironment } from './taskdef/choice';
import { differences } from './taskdef/differences';
import { fileOf, writeFiles } from './taskdef/files';
import { type FamilyScope, registrationsIn } from './taskdef/outputs';
import { registrationText } from './taskdef/registration';
import { printedOutputs } from './terraform/terraform-program';

const usage = `Usage: npm run taskdef -- <environment> [--chdir <folder> | --outputs <file>]
       npm run taskdef -- [<environment>] --check

Writes taskdefs/<family>/taskdef.json for each service of an applied environment. A pipeline registers these files with
aws ecs register-task-definition --cli-input-json file://… It reads only the state, and sends no other
requests to AWS. It removes the files of deleted services.

  <environment>      name of the environment in main.ts; --check checks all without it
  --chdir <folder>   folder where it was applied, such as "$REHEARSAL/fargate" (cdktf.out/stacks/<environment>)
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
  const environment = chosenEnvironment(positionals, values, usage);
  // An error in another environment does not matter.
  const stacks = environment === undefined ? undefined : [environment];
  const description = await synth({ stacks });
  if (environment !== undefined) requireEnvironment(environment, description);
  if (environment !== undefined && !values.check) {
    const folder = values.chdir ?? synthesized(environment);
    return write(environment, description, folder, values.outputs);
  }
  const checked = environment === undefined ? description.environmentNames : [environment];
  for (const stack of checked) check({ ...description, stack });
});

function check(scope: FamilyScope): void {
  const { stack } = scope;
  const described = describedIn(synthesized(stack));
  const issues = fileIssues(scope, described);
  if (issues === undefined) {
    console.log(`taskdefs has no task definitions of stack "${stack}" to check.`);
    return;
  }
  for (const issue of issues) console.error(issue);
  if (issues.length > 0) process.exitCode = 1;
  else console.log(`${stack}: ${described.registrations.length} task definitions are up to date`);
}

async function write(
  stack: string,
  description: AppManifest,
  folder: string,
  file?: string,
): Promise<void> {
  const services = requireEnvironment(stack, description).services.map(({ name }) => name);
  const source = file ?? `terraform output of ${folder}`;
  const apply = `terraform -chdir=${folder} apply`;
  const printed = file === undefined ? await printedOutputs(folder) : readText(file);
  const scope = { ...description, stack };
  const applied = registrationsIn(printed, { ...scope, services, source, apply });
  const texts = applied.map((one) => [one.family, registrationText(one)] as const);
  for (const line of writeFiles(scope, new Map(texts))) console.log(line);

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
