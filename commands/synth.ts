import { interruptions, runCommand, UserError } from './cli/command';
import { loadMain } from './cli/load-main';

const usage = `Usage: npm run synth

Runs main.ts of this folder: checks the options, writes the stacks as Terraform JSON into cdktf.out, with the files
that reviewers read, and prints a summary with prices. Writes nothing if something is wrong.
`;

runCommand(usage, {}, async ({ positionals }) => {
  if (positionals.length > 0)
    throw new UserError(`unexpected argument "${positionals.join(' ')}"\n\n${usage.trimEnd()}`);
  // A handler would run only after main.ts. Without one, Ctrl-C ends this process at once.
  for (const name of interruptions) process.removeAllListeners(name);
  loadMain();
});
