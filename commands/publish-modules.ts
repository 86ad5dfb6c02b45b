import { readFileSync } from 'node:fs';
import { runCommand, UserError } from './cli/command';
import { ciVariable, GitlabApi } from './gitlab/gitlab-api';
import { publish } from './modules/publish';
import { publishedVersion } from './modules/published-version';
import { moduleBlock } from './modules/registry-place';
import { shippedModules } from './modules/shipped-modules';

const usage = `Usage: npm run publish-modules

Publishes each module of the folder modules in the Terraform module registry of its GitLab project, with main.tf.json,
README.md and the project's LICENSE. It must run in a GitLab job
for a tag, which is v and the version of package.json.

Modules that are already published with the same content are skipped, so that a failed job can be retried. If one is
published with other content, the command fails and uploads nothing. The token of the job is sent to GitLab only.
`;

runCommand(usage, {}, async ({ positionals }) => {
  if (positionals.length > 0) throw new UserError(usage.trimEnd());
  const version = publishedVersion(ciVariable('CI_COMMIT_TAG'), packageVersion());
  const modules = shippedModules();
  const url = ciVariable('CI_API_V4_URL');
  const context = {
    ...{ api: url, version, project: ciVariable('CI_PROJECT_ID') },
    namespace: ciVariable('CI_PROJECT_ROOT_NAMESPACE'),
  };
  const api = new GitlabApi({ url, token: ciVariable('CI_JOB_TOKEN') });
  await publish(api, context, modules, (line) => console.log(line));
  const blocks = modules.map(({ name }) => moduleBlock(context, name));
  console.log(`\nIn HCL:\n\n${blocks.join('\n\n')}`);
});

function packageVersion(): unknown {
  return JSON.parse(readFileSync('package.json', 'utf8')).version;
}
