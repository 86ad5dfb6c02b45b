import { relative } from 'node:path';
import { runCommand, UserError } from './cli/command';
import { completeChoices, givenChoices } from './init/choices';
import { projectFiles } from './init/project-files';
import { requireEmpty, writeAll } from './init/target-folder';

const usage = `Usage: npx magicnight init <folder> [--project <name>] [--service <name>] [--ci gitlab|none]

Writes a new project into a folder that does not exist or is empty: a service with its image, two environments on AWS and,
for GitLab, a pipeline. In a terminal, it asks for what is not given.

  <folder>          new or empty folder; . for the working folder. A git repository in it may stay
  --project <name>  prefix of all names on AWS and on this machine (the name of the folder)
  --service <name>  name of the service, and of the folder with its image in containers (web)
  --ci <pipeline>   gitlab for a pipeline of GitLab, none for no pipeline (gitlab)
`;

const options = {
  project: { type: 'string' },
  service: { type: 'string' },
  ci: { type: 'string' },
} as const;

runCommand(usage, options, async ({ values, positionals }) => {
  const [folder, ...more] = positionals;
  if (folder === undefined || folder === '' || more.length > 0) {
    const got = positionals.length > 0 ? `, got "${positionals.join(' ')}"` : '';
    throw new UserError(`Give one folder${got}\n\n${usage.trimEnd()}`);
  }
  const given = givenChoices(values);
  requireEmpty(folder);
  const choices = await completeChoices(given, folder);
  const files = projectFiles(choices);
  writeAll(folder, files);
  console.log(`Written: ${files.size} files of project "${choices.project}" in ${folder}\n`);
  console.log(`Next:    ${nextSteps(folder).join('\n         ')}\n`);
  console.log('README.md there has all steps, up to AWS.');
});

function nextSteps(folder: string): string[] {
  const isHere = relative('', folder) === '';
  const word = /^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`;
  return [
    ...(isHere ? [] : [`cd ${word}`]),
    'npm install',
    'npm run local                              run the service on this machine',
    'npm run smoke -- https://localhost:8443    request its routes',
    'npm run synth                              write the Terraform for AWS, and print prices',
  ];
}
