import type { ValidationIssues } from '../options/validation-issues';

/**
 * The first version whose tokens name the fork in pipelines of its merge requests. AWS can check only the claims `sub`, `aud` and
 * `amr` of a GitLab, so that no other claim can tell the fork from the project.
 * https://gitlab.com/gitlab-org/gitlab/-/issues/548165
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const safeVersion = '18.2.2';

/** Validates that a branch of a fork cannot assume the role of the protected branch. */
export function checkGitlabVersion(
  issues: ValidationIssues,
  { url = 'https://gitlab.com', version, forkPipelines }: Readonly<Record<string, unknown>>,
): void {
  const isVersion = typeof version === 'string' && /^\d+\.\d+\.\d+$/.test(version);
  if (version !== undefined && !isVersion) {
    const suggestion = `write it as the page Help of GitLab shows it, for example "${safeVersion}"`;
    issues.add('gitlab.version must have three numbers', version, suggestion);
    return;
  }
  if (forkPipelines === false) return;
  const switchOff = `or switch off pipelines of forks in GitLab, and set forkPipelines: false`;
  if (isVersion && isOlder(version, safeVersion)) {
    issues.add(
      `gitlab.version must be ${safeVersion} or newer, since a branch of a fork could apply otherwise`,
      version,
      `upgrade GitLab, ${switchOff}`,
    );
  } else if (version === undefined && url !== 'https://gitlab.com') {
    issues.add(
      `gitlab.version must say that GitLab is ${safeVersion} or newer, since a branch of a fork could apply otherwise`,
      version,
      `write the version that its page Help shows, ${switchOff}`,
    );
  }
}

function isOlder(version: string, than: string): boolean {
  const [parts, others] = [version, than].map((one) => one.split('.').map(Number));
  const index = parts?.findIndex((part, at) => part !== others?.[at]) ?? -1;
  return index >= 0 && (parts?.[index] ?? 0) < (others?.[index] ?? 0);
}
