import { readFileSync } from 'node:fs';
import { ciVariable } from './cli/ci-variable';
import { runCommand, UserError } from './cli/command';
import { GitlabApi } from './gitlab/gitlab-api';
import { parseFingerprint } from './verify-plan/fingerprint';
import { acceptVariable, isAccepted, verifyPlan } from './verify-plan/verdict';

const usage = `Usage: npm run verify-plan -- <fingerprint.json> [--job <name>]

For a job of GitLab that applies: ends with 0 only if the plan does what was reviewed in the merge request by which the
commit of its pipeline came. The report of that is fetched with the token of the job; nothing else is sent.

  <fingerprint.json>  what npm run review has written of the plan that is to be applied
  --job <name>        the job that plans in merge requests (review)

A person accepts a plan that nobody has reviewed (a first one, a direct push, what has changed meanwhile) by starting the
job with the variable ${acceptVariable}, its value the fingerprint of this very plan.
`;

const options = { job: { type: 'string', default: 'review' } } as const;

runCommand(usage, options, async ({ values, positionals }) => {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new UserError(`Give one fingerprint.json\n\n${usage.trimEnd()}`);
  }
  const own = parseFingerprint(readText(file), file);
  if (isAccepted(own, process.env[acceptVariable])) {
    const who = process.env.GITLAB_USER_LOGIN ?? 'somebody';
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
  console.log(await verifyPlan(api, context, own, values.job));
});

/** @throws UserError where it cannot be read. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
