import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../constructs/images/package-folder';
import { suggestClosest } from '../constructs/options/validation-issues';
import { runAttached } from './cli/attached-child';
import { runCommand, UserError } from './cli/command';

const folder = join(packageFolder(), 'ci');
const scripts = readdirSync(folder)
  .filter((name) => !name.includes('.'))
  .sort();

const usage = `Usage: npx magicnight ci <script>

Runs a script of the GitLab pipeline in this folder: ${scripts.join(', ')}.
The comment at the start of each script in ${folder} says what it does and which variables it reads.
`;

runCommand(usage, {}, async ({ positionals: [script, ...more] }) => {
  if (script === undefined || more.length > 0) throw new UserError(usage.trimEnd());
  if (!scripts.includes(script)) {
    throw new UserError(`There is no script "${script}"; ${suggestClosest(script, scripts)}`);
  }
  process.exitCode = await runAttached('sh', [join(folder, script)]);
});
