import { readFileSync } from 'node:fs';
import { runCommand, UserError } from './cli/command';
import { ciVariable, GitlabApi } from './gitlab/gitlab-api';
import { parseFingerprint } from './verify-plan/fingerprint';
import { jobOfStack } from './verify-plan/job-names';
import { acceptVariable, isAccepted, verifyPlan } from './verify-plan/verdict';

const usage = `Usage: npm run verify-plan -- <fingerprint.json> [--job <name>]

For GitLab jobs that apply: exits with 0 only if the plan matches the one that was reviewed in the merge request of the
pipeline's commit. Downloads the reviewed fingerprint with the token of the job, and sends nothing else.

  <fingerprint.json>  written by npm run review for the plan to apply; the reviewed one is the artifact
                      report/<stack>/fingerprint.json
  --job <name>        the job that plans in merge requests (default: review <stack>)

To accept a plan that was not reviewed (a first plan, a direct push, changes since the review), start the job with the
variable ${acceptVariable} set to the fingerprint of exactly this plan.
`;

const options = { job: { type: 'string' } } as const;

runCommand(usage, options, async ({ values, positionals }) => {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new UserError(`Give one fingerprint.json\n\n${usage.trimEnd()}`);
  }
  const own = parseFingerprint(readText(file), file);
  if (isAccepted(own, process.env[acceptVariable])) {
    const who = process.env.GITLAB_USER_LOGIN ?? 'an unknown user';
    return console.log(`The plan was accepted by ${who}: ${acceptVariable}=${own.fingerprint}`);
  }
  const api = new GitlabApi({
    url: ciVariable('CI_API_V4_URL'),
    token: ciVariable('CI_JOB_TOKEN'),
  });
  const context = {
    project: ciVariable('CI_PROJECT_ID'),
    branch: ciVariable('CI_COMMIT_BRANCH'),
    commit: ciVariable('CI_COMMIT_SHA'),
  };
  console.log(await verifyPlan(api, context, own, values.job ?? jobOfStack('review', own.stack)));
});

/** @throws UserError if the file cannot be read. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
