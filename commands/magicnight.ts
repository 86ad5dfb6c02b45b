import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../constructs/images/package-folder';
import { suggestClosest } from '../constructs/options/validation-issues';

/** The programs of this package by the name of their command, in the order in which a project uses them. */
const commands: Readonly<Record<string, { readonly file: string; readonly summary: string }>> = {
  init: { file: 'init', summary: 'makes a project of your own' },
  synth: {
    file: 'synth',
    summary: 'checks services.ts and main.ts, and writes the Terraform configuration',
  },
  local: { file: 'local', summary: 'runs the services on the Docker Engine of this machine' },
  'local:down': { file: 'local-down', summary: 'removes what local has started' },
  smoke: { file: 'smoke', summary: 'requests every route, and compares the responses' },
  rehearse: { file: 'rehearse', summary: 'applies environments on an emulator of AWS' },
  images: { file: 'images', summary: 'builds the images, and pushes them to ECR' },
  review: { file: 'review', summary: 'reports what a plan changes, risks and costs' },
  'verify-plan': {
    file: 'verify-plan',
    summary: 'compares a plan with the reviewed one, before an apply',
  },
  drift: { file: 'drift', summary: 'reports changes made outside of Terraform' },
  taskdef: { file: 'taskdef', summary: 'writes task definitions for pipelines that deploy images' },
  snapshots: { file: 'snapshots', summary: 'checks that the committed output is up to date' },
  scan: {
    file: 'scan',
    summary: 'finds insecure settings, and what IAM policies allow too widely',
  },
  lock: { file: 'lock', summary: 'pins the providers of each stack' },
  'publish-modules': {
    file: 'publish-modules',
    summary: 'publishes the modules for HCL users in GitLab',
  },
  ci: { file: 'ci', summary: 'runs a script of the GitLab pipeline' },
};

/** Other names of commands. */
const aliases: Readonly<Record<string, string>> = { reviewed: 'verify-plan' };

const width = Math.max(...Object.keys(commands).map((name) => name.length));
const usage = `Usage: npx magicnight <command> [arguments]

Describes containers once, and runs them on this machine and on AWS ECS with Terraform.

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  .join('\n')}

  --help, -h     help; npx magicnight <command> --help explains a command
  --version, -v  the version of this package
`;

const [name, ...args] = process.argv.slice(2);
const command = name === undefined ? undefined : commands[aliases[name] ?? name];
if (command) {
  process.argv = [...process.argv.slice(0, 2), ...args];
  require(`./${command.file}`);
} else if (name === '--help' || name === '-h' || name === 'help') {
  process.stdout.write(usage);
} else if (name === '--version' || name === '-v') {
  console.log(JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')).version);
} else {
  const names = Object.keys(commands);
  console.error(
    name === undefined
      ? usage.trimEnd()
      : `There is no command "${name}"; ${suggestClosest(name, names)}`,
  );
  process.exitCode = 1;
}
