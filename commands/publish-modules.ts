import { readFileSync } from 'node:fs';
import { runCommand, UserError } from './cli/command';
import { ciVariable, GitlabApi } from './gitlab/gitlab-api';
import { publish } from './modules/publish';
import { publishedVersion } from './modules/published-version';
import { moduleBlock } from './modules/registry-place';
import { shippedModules } from './modules/shipped-modules';

const usage = `Usage: npm run publish-modules

For a job of GitLab that a tag has started: publishes each module of the folder modules in the registry of Terraform modules of
its project, with main.tf.json, README.md and the project's LICENSE. The tag must be v and the version of package.json.

What is there already with the same content is left as it is, so that a job which has ended half-way can be started again;
with other content it is an error, and nothing is uploaded. The token of the job is sent to GitLab alone.
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
